using System.IO.Compression;
using System.Text.Json;
using SemanticSearch.Extraction;
using SemanticSearch.Extraction.Body;
using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Benchmarks.Extraction;

/// <summary>A page with the text that a good extractor finds in it.</summary>
/// <param name="Truth">Plain text.</param>
/// <param name="TruthHtml">The same as HTML, where the set has it.</param>
public sealed record TestPage(string Id, string? Url, string Html, string Truth, string? TruthHtml, JsonElement Metadata = default)
{
    /// <summary>Pages of one host share a template and go to the same side of a split.</summary>
    public string Group => Url is null ? Id : new Uri(Url).Host;
}

/// <summary>The two shared sets of pages.</summary>
public static class TestPages
{
    /// <summary>181 pages, the body written out by people.</summary>
    public static List<TestPage> Articles { get; } = Read("article-extraction-benchmark/pages.jsonl.gz", line => new TestPage(
        Text(line, "_id"), Text(line, "url"), Text(line, "html"), Text(line, "articleBody"), null));

    /// <summary>130 pages, the body as Readability.js gives it.</summary>
    public static List<TestPage> Readability { get; } = Read("readability-test-pages/pages.jsonl.gz", line => new TestPage(
        Text(line, "_id"), null, Text(line, "source_html"), PlainText(Text(line, "expected_html")), Text(line, "expected_html"), line.GetProperty("expected_metadata").Clone()));

    /// <summary>All text of a page that is seen, a paragraph a line.</summary>
    public static string PlainText(string html)
    {
        using var document = new PageParser(ExtractionLimits.Default).Parse(html).Document;
        var page = new PageText(PageTree.Build(document), PageHints.None);
        return string.Join('\n', page.Blocks.Select(block => block.Text));
    }

    private static List<TestPage> Read(string path, Func<JsonElement, TestPage> parse)
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Path(path)), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var pages = new List<TestPage>();
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            pages.Add(parse(document.RootElement));
        }
        return pages;
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? "";
}
