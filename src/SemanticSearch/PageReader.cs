using SemanticSearch.Documents;
using SemanticSearch.Extraction;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>Received page -> article: where crawling, importing of archives and extracting anew meet the extractor.</summary>
internal static class PageReader
{
    /// <summary>Pages of which a text would mislead: what it says is not what the link promised.</summary>
    private const ExtractionProblems NoArticle = ExtractionProblems.NeedsJavaScript | ExtractionProblems.NotAnArticle | ExtractionProblems.TextNotExtracted
        | ExtractionProblems.LoginWall | ExtractionProblems.SoftNotFound | ExtractionProblems.ParkedDomain;

    private static readonly ArticleExtractor Extractor = new();

    /// <summary>The article's id is the address as the list has it; its title is empty when the page tells none, for the list to supply.</summary>
    public static PageReading Read(FetchedPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var found = Extractor.Extract(new HtmlPage(page.Body, page.FinalUrl, page.ContentType));
        var problem = found.Problems == ExtractionProblems.None ? null : found.Problems.Describe();
        if ((found.Problems & NoArticle) != 0 || found.Markdown.Length == 0)
            return new PageReading(null, problem ?? "there is no text in it");
        var article = new Article
        {
            Id = page.Url,
            Url = page.Url,
            Title = found.Title,
            Text = found.Markdown,
            Authors = found.Authors,
            Site = UrlNormalizer.Site(page.Url),
            Published = found.Published,
            Year = found.Published?.Year,
        };
        return new PageReading(article, problem);
    }
}

/// <summary>What reading a page gave.</summary>
/// <param name="Article">null when the page holds none.</param>
/// <param name="Problem">What stood in the way of a good text, for people; null when nothing did.</param>
internal sealed record PageReading(Article? Article, string? Problem);
