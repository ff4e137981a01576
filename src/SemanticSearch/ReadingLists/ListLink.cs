using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <summary>One link that a list item leads with, as read from the Markdown and not yet understood.</summary>
/// <param name="Title">Link text as plain text.</param>
/// <param name="Url">The address as written.</param>
/// <param name="Tail">What the item says after the link, as plain text.</param>
/// <param name="Line">1-based.</param>
internal sealed record ListLink(string Title, string Url, string Tail, int Line);

/// <param name="Topics">Names of the headings and items above, outermost first.</param>
internal sealed record PlacedLink(ListLink Link, IReadOnlyList<string> Topics);

/// <param name="Placed">Every link, in the order of the list.</param>
internal sealed record ListContent(IReadOnlyList<PlacedLink> Placed, IReadOnlyList<Documents.ReadingGuide> Guides, IReadOnlyList<InputProblem> Problems);
