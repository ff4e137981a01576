using SemanticSearch.Documents;

namespace SemanticSearch;

/// <summary>Received page -> article: where crawling, importing of archives and extracting anew meet the extractor.</summary>
internal static class PageReader
{
    /// <summary>null when the page holds no article. Its id is the address as the list has it.</summary>
    public static Article? Read(FetchedPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return null;
    }
}
