using SemanticSearch.Documents;
using SemanticSearch.Extraction;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>What the extractor makes of one saved page.</summary>
/// <param name="Id">Of the line, else its URL, else the file's name.</param>
/// <param name="Published">The day that the page tells; null when it tells none.</param>
/// <param name="Language">Primary subtag in lower case ("en"); empty when unknown.</param>
/// <param name="Text">Plain text of the article.</param>
/// <param name="Markdown">The same with its structure; code stands in fences, byte for byte.</param>
public sealed record ExtractedPage(
    string Id, string Title, IReadOnlyList<string> Authors, DateOnly? Published, string Language, string Text, string Markdown);

/// <summary>Story: saved pages -> their articles. Stores nothing.</summary>
public static class Extractor
{
    /// <summary>
    /// The pages of a file in their order: one of HTML (or PDF), or a line each of JSONL(.gz) <c>{id,url,html}</c>.
    /// What cannot be read, and what stood in the way of a good extraction, is told to <paramref name="report"/>.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<ExtractedPage> Extract(string path, Action<InputProblem> report, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        var extractor = new ArticleExtractor();
        using var file = InputFile.Open(path);
        if (file.Format == InputFormat.WebArchive)
        {
            report(new InputProblem(0, "a web archive is no saved page: `semsearch import` reads its pages"));
            yield break;
        }
        if (file.Format != InputFormat.JsonLines)
        {
            var page = new HtmlPage(file.ReadBytes(ExtractionLimits.Default.HtmlChars + 1));
            yield return Extract(extractor, page, Path.GetFileName(path), 0, report);
            yield break;
        }
        foreach (var line in new JsonLines(file.Content).Read())
        {
            cancel.ThrowIfCancellationRequested();
            var saved = line.Problem is null ? SavedPage.Read(line.Bytes) : SavedPage.Refused(line.Problem);
            if (saved.Page is null)
                report(new InputProblem(line.Number, saved.Problem));
            else
                yield return Extract(extractor, saved.Page, saved.Id, line.Number, report);
        }
    }

    private static ExtractedPage Extract(ArticleExtractor extractor, HtmlPage page, string id, int line, Action<InputProblem> report)
    {
        var article = extractor.Extract(page);
        if (article.Problems != ExtractionProblems.None)
            report(new InputProblem(line, $"{id}: {article.Problems.Describe()}"));
        return new ExtractedPage(id, article.Title, article.Authors, article.Published, article.Language, article.Text, article.Markdown);
    }
}
