using SemanticSearch.Documents;

namespace SemanticSearch.Extraction;

/// <summary>What corpora call the kinds of documents.</summary>
internal static class KindName
{
    /// <summary>The kind of that name, ours or another's; an article when the name is unknown or missing.</summary>
    public static DocumentKind Read(string? name) => name?.ToLowerInvariant() switch
    {
        "paper" or "papers" => DocumentKind.Paper,
        "talk" or "video" or "presentation" => DocumentKind.Talk,
        "slides" or "slide deck" => DocumentKind.Slides,
        "book" => DocumentKind.Book,
        "repository" or "repo" => DocumentKind.Repository,
        "documentation" or "docs" or "doc" => DocumentKind.Documentation,
        _ => DocumentKind.Article,
    };
}
