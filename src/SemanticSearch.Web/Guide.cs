namespace SemanticSearch.Web;

/// <summary>A way into a reading list for somebody with a situation rather than a question ("If your system goes slow").</summary>
/// <param name="Title">The situation.</param>
/// <param name="Topics">Topics of the list that help, in the list's order; each becomes a link that filters by it.</param>
public sealed record Guide(string Title, IReadOnlyList<string> Topics);
