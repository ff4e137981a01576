using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SemanticSearch.Extraction;
using SemanticSearch.Extraction.Body;
using SemanticSearch.Extraction.Metadata;
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
            var (codes, lost) = CodeLost(page, found.Text, found.Markdown);
            all += codes;
            kept += codes - lost.Count;
            foreach (var code in lost)
                write($"code lost in {page.Id}: {code[..Math.Min(60, code.Length)].Replace('\n', '/')}");
        }
        var (f1, precision, recall, accuracy) = TextOverlap.Mean([.. overlaps.Select(one => one.Overlap)]);
        var figures = new Figures(f1, precision, recall, accuracy, words.Average(one => one.Overlap.F1), all, kept);
        write($"article-extraction-benchmark: F1 {f1:F4}  precision {precision:F3}  recall {recall:F3}  accuracy {accuracy:F3}");
        write($"readability test pages: word F1 {figures.ReadabilityF1:F4}");
        write($"code blocks kept byte for byte: {kept} of {all}");
        MeasureMetadata(readability, write);
        write($"digest of all that was extracted: {Digest(articles.Concat(readability).Select(one => one.Found))}");
        return figures;
    }

    /// <summary>Of every field of every article: a change that is meant to be about speed alone leaves it as it is.</summary>
    internal static string Digest(IEnumerable<ExtractedArticle> found) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(found)))[..16];

    /// <summary>The code blocks that stand in the true article: how many, and those that the article found has not byte for byte.</summary>
    internal static (int All, List<string> Lost) CodeLost(TestPage page, string text, string markdown)
    {
        var codes = CodeIn(page.TruthHtml!, page.Html).ToList();
        return (codes.Count, [.. codes.Where(code => !markdown.Contains(code, StringComparison.Ordinal) || !text.Contains(code, StringComparison.Ordinal))]);
    }

    /// <summary>Milliseconds of processor time and KiB allocated for a page on one thread, extraction only: the best of some rounds, the first of which warm up.</summary>
    public static (double Ms, double KiB) Cost()
    {
        const int rounds = 12;
        var extractor = new ArticleExtractor();
        var pages = TestPages.Articles.Concat(TestPages.Readability).Select(page => new HtmlPage(Encoding.UTF8.GetBytes(page.Html), page.Url, "text/html; charset=utf-8")).ToList();
        var best = (Ms: double.MaxValue, KiB: double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            var (started, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            foreach (var page in pages)
                extractor.Extract(page);
            best = (Math.Min(best.Ms, (Environment.CpuUsage.TotalTime - started).TotalMilliseconds / pages.Count), Math.Min(best.KiB, (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / pages.Count));
        }
        return best;
    }

    // What Readability.js made of the same page is the yardstick: where it found nothing, nothing is compared.
    private static void MeasureMetadata(List<(TestPage Page, ExtractedArticle Found)> pages, Action<string> write)
    {
        Count("title", "title", found => found.Title, (said, found) => Letters(said).Contains(Letters(found), StringComparison.Ordinal) || Letters(found).Contains(Letters(said), StringComparison.Ordinal));
        Count("author", "byline", found => string.Join(' ', found.Authors), (said, found) => Letters(said).Contains(Letters(found.Split(' ')[^1]), StringComparison.Ordinal));
        Count("day", "publishedTime", found => found.Published?.ToString("O", CultureInfo.InvariantCulture) ?? "", (said, found) => DateReader.Read(said)?.ToString("O", CultureInfo.InvariantCulture) == found);

        void Count(string name, string field, Func<ExtractedArticle, string> value, Func<string, string, bool> agree)
        {
            var said = pages.Where(one => one.Page.Metadata.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String && text.GetString()!.Trim().Length > 0)
                .Select(one => (one.Page.Id, Said: one.Page.Metadata.GetProperty(field).GetString()!, Found: value(one.Found))).ToList();
            var wrong = said.Where(one => one.Found.Length == 0 || !agree(one.Said, one.Found)).ToList();
            write($"{name}: {said.Count - wrong.Count} of {said.Count} as the test set has it; none found for {wrong.Count(one => one.Found.Length == 0)}");
            foreach (var (id, is_, found) in wrong.Take(8))
                write($"  {id}: \"{is_}\", found \"{found}\"");
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

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
