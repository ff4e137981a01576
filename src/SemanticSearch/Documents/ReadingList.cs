namespace SemanticSearch.Documents;

/// <summary>What the parser made of a reading list.</summary>
public sealed record ReadingList(IReadOnlyList<Entry> Entries, IReadOnlyList<InputProblem> Warnings);
