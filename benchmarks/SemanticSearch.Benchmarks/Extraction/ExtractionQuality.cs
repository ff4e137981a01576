using System.Diagnostics;
using SemanticSearch.Extraction;
using SemanticSearch.Extraction.Body;
using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Benchmarks.Extraction;

/// <summary>
/// What: the quality and speed of <see cref="ArticleExtractor"/>. <c>extraction</c> prints it, with the worst pages of both sets.
/// Corpus: article-extraction-benchmark (181 pages, F1 over four-word shingles as that benchmark computes it) and Mozilla's
/// Readability test pages (130, mean F1 over words). Notes: the shipped model was trained on these pages; what it does on pages that
/// it has not seen is what <c>extraction-train --folds-only</c> prints.
/// </summary>
public static class ExtractionQuality
{
    public sealed record Figures(double F1, double Precision, double Recall, double Accuracy, double ReadabilityF1, int CodeBlocks, int CodeBlocksKept);

    public static Figures Measure(Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var extractor = new ArticleExtractor();
        var articles = TestPages.Articles.Select(page => (Page: page, Found: extractor.Extract(HtmlPage.OfText(page.Html, page.Url)))).ToList();
        var readability = TestPages.Readability.Select(page => (Page: page, Found: extractor.Extract(HtmlPage.OfText(page.Html, page.Url)))).ToList();
        var overlaps = articles.Select(one => (one.Page, Overlap: TextOverlap.Of(one.Page.Truth, one.Found.Text))).ToList();
        var words = readability.Select(one => (one.Page, Overlap: TextOverlap.Of(one.Page.Truth, one.Found.Text, 1))).ToList();
        foreach (var (page, overlap) in overlaps.OrderBy(one => one.Overlap.F1).Take(25))
            write($"{overlap.F1:F3}  extra {overlap.Extra:F2}  missed {overlap.Missed:F2}  {page.Id[..8]} {page.Url}");
        foreach (var (page, overlap) in words.OrderBy(one => one.Overlap.F1).Take(25))
            write($"{overlap.F1:F3}  extra {overlap.Extra:F2}  missed {overlap.Missed:F2}  {page.Id}");
        var (all, kept) = (0, 0);
        foreach (var (page, found) in readability)
        {
            foreach (var code in CodeIn(page.TruthHtml!, page.Html))
            {
                all++;
                if (found.Markdown.Contains(code, StringComparison.Ordinal) && found.Text.Contains(code, StringComparison.Ordinal))
                    kept++;
                else
                    write($"code lost in {page.Id}: {code[..Math.Min(60, code.Length)].Replace('\n', '/')}");
            }
        }
        var (f1, precision, recall, accuracy) = TextOverlap.Mean([.. overlaps.Select(one => one.Overlap)]);
        var figures = new Figures(f1, precision, recall, accuracy, words.Average(one => one.Overlap.F1), all, kept);
        write($"article-extraction-benchmark: F1 {f1:F4}  precision {precision:F3}  recall {recall:F3}  accuracy {accuracy:F3}");
        write($"readability test pages: word F1 {figures.ReadabilityF1:F4}");
        write($"code blocks kept byte for byte: {kept} of {all}");
        return figures;
    }

    /// <summary>Pages per second on one thread, extraction only.</summary>
    public static double PagesPerSecond()
    {
        var extractor = new ArticleExtractor();
        var pages = TestPages.Articles.Concat(TestPages.Readability).Select(page => HtmlPage.OfText(page.Html, page.Url)).ToList();
        foreach (var page in pages)
            extractor.Extract(page);
        var watch = Stopwatch.StartNew();
        foreach (var page in pages)
            extractor.Extract(page);
        return pages.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The code blocks of a page that stand in its true article too, as the page has them.</summary>
    private static IEnumerable<string> CodeIn(string truthHtml, string html)
    {
        var truth = string.Concat(Codes(truthHtml).Select(Compact));
        foreach (var code in Codes(html))
        {
            if (truth.Contains(Compact(code), StringComparison.Ordinal))
                yield return code;
        }
    }

    private static IEnumerable<string> Codes(string html)
    {
        using var document = new PageParser(ExtractionLimits.Default).Parse(html).Document;
        var page = new PageText(PageTree.Build(document), PageHints.None);
        return [.. page.Blocks.Where(block => block.IsCode).Select(block => block.Text)];
    }

    private static string Compact(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
}
