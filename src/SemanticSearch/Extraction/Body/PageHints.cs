namespace SemanticSearch.Extraction.Body;

/// <summary>What a page's metadata say that helps to tell its body from the rest.</summary>
/// <param name="Title">Empty when the page has none.</param>
/// <param name="Description">Empty when the page has none.</param>
/// <param name="Body">The article's text as structured data give it; empty as a rule.</param>
internal sealed record PageHints(string Title, string Description, string Body)
{
    public static PageHints None { get; } = new("", "", "");
}
