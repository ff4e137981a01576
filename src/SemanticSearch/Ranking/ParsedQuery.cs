using SemanticSearch.Documents;

namespace SemanticSearch.Ranking;

/// <summary>A query taken apart: what must be searched, what must occur, what must not, and which articles are allowed at all.</summary>
/// <param name="Text">Words of the query without filters and exclusions; quoted words included, since they count for the score too.</param>
/// <param name="Phrases">Each must occur.</param>
/// <param name="Excluded">Words and phrases that must not occur.</param>
/// <param name="Notes">What was read as plain text although it looks like syntax, and why.</param>
internal sealed record ParsedQuery(
    string Text, IReadOnlyList<string> Phrases, IReadOnlyList<string> Excluded, SearchFilter Filter, IReadOnlyList<string> Notes)
{
    /// <summary>Where in the query the pieces of <see cref="Text"/> stand, in order; the text joins them with blanks.</summary>
    public IReadOnlyList<Range> Pieces { get; init; } = [];

    /// <summary>Nothing to score: only filters, or nothing at all.</summary>
    public bool HasNoWords => Text.Length == 0;
}
