namespace SemanticSearch.Documents;

/// <summary>What the parser made of a reading list.</summary>
/// <param name="Warnings">What could not be read, in the order of the lines; the good entries are there all the same.</param>
public sealed record ReadingList(IReadOnlyList<Entry> Entries, IReadOnlyList<InputProblem> Warnings)
{
    /// <summary>Advice that points at sections of the list ("If your system goes slow").</summary>
    public IReadOnlyList<ReadingGuide> Guides { get; init; } = [];
}
