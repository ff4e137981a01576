using SemanticSearch.Documents;

namespace SemanticSearch;

/// <summary>Received page -> article: where crawling, importing of archives and extracting anew meet the extractor.</summary>
internal static class PageReader
{
    /// <summary>The article's id is the address as the list has it. Never throws for what is in the page.</summary>
    public static PageReading Read(FetchedPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new PageReading(null, null);
    }
}

/// <summary>What reading a page gave.</summary>
/// <param name="Article">null when the page holds none.</param>
/// <param name="Problem">What stood in the way of a good text, for people; null when nothing did.</param>
internal sealed record PageReading(Article? Article, string? Problem);
