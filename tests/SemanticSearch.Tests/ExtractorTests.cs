using SemanticSearch.Documents;

namespace SemanticSearch.Tests;

/// <summary>Story: saved pages -> their articles.</summary>
public sealed class ExtractorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("semsearch-extract-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_give_pages_in_order_and_bad_lines_are_named()
    {
        var path = Path.Combine(_folder, "pages.jsonl");
        File.WriteAllLines(path,
        [
            """{"id":"a","url":"https://example.com/a","html":"<title>First page</title><p>Some words that make a paragraph of text, long enough to be read.</p>"}""",
            """{"id":"b"}""",
            "nonsense",
            """{"url":"https://example.com/c","html":"<title>Third page</title><p>More words that make a paragraph of text, long enough to be read.</p>"}""",
        ]);
        var problems = new List<InputProblem>();
        var pages = Extractor.Extract(path, problems.Add).ToList();
        Assert.Equal(["a", "https://example.com/c"], pages.Select(page => page.Id));
        Assert.Equal(["First page", "Third page"], pages.Select(page => page.Title));
        Assert.Contains(problems, problem => problem is { Line: 2, Message: "html is missing" });
        Assert.Contains(problems, problem => problem.Line == 3);
    }

    [Fact]
    public void A_page_of_its_own_is_one_article()
    {
        var path = Path.Combine(_folder, "page.html");
        File.WriteAllText(path, "<title>Only page</title><article><p>Some words that make a paragraph of text, long enough to be read by anyone.</p></article>");
        var page = Assert.Single(Extractor.Extract(path, _ => { }));
        Assert.Equal(("page.html", "Only page"), (page.Id, page.Title));
        Assert.StartsWith("Some words", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_web_archive_is_named_as_what_it_is()
    {
        var path = Path.Combine(_folder, "site.warc");
        File.WriteAllText(path, "WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n");
        var problems = new List<InputProblem>();
        Assert.Empty(Extractor.Extract(path, problems.Add));
        Assert.Contains("semsearch import", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Throws<FileNotFoundException>(() => Extractor.Extract(Path.Combine(_folder, "none.html"), _ => { }).ToList());
}
