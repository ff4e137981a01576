using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

public sealed class ExtractTests : IDisposable
{
    private const string Html = "<html lang='en'><head><title>Cache stampedes</title><meta name='author' content='Ada Lovelace'></head><body><article>"
        + "<p>When a popular key expires, every request that wanted it goes to the database at once; we call this a stampede.</p><pre>a\n  b</pre>"
        + "<p>The cure is to let one request compute the value while the others wait, or to refresh keys before they expire.</p></article></body></html>";

    private static readonly string[] Fields = ["id", "title", "authors", "published", "language", "text", "markdown"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_gives_one_object_a_page_with_the_promised_fields_in_order()
    {
        var pages = _folder.Write("pages.jsonl", JsonSerializer.Serialize(new { id = "p1", url = "https://example.com/2020/01/02/a", html = Html }) + "\n");
        var page = Run("extract", pages, "--json").Ends(0).Json;
        Assert.Equal(Fields, page.EnumerateObject().Select(field => field.Name));
        Assert.Equal("p1", page.GetProperty("id").GetString());
        Assert.Equal("2020-01-02", page.GetProperty("published").GetString());
        Assert.Contains("```\na\n  b\n```", page.GetProperty("markdown").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void People_get_title_and_text() => Assert.Equal("# Cache stampedes", Run("extract", _folder.Write("page.html", Html)).Ends(0).OutLines[0]);

    [Fact]
    public void A_page_without_an_article_is_a_failure_that_is_named()
    {
        var outcome = Run("extract", _folder.Write("empty.html", "<html><body></body></html>"), "--json").Ends(1);
        Assert.Contains("hardly any text", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused() => Run("extract", _folder["nowhere.html"]).IsRefused(2, "nowhere.html");

    private Outcome Run(params string[] arguments) => Semsearch.Run(_folder["data"], arguments);
}
