namespace SemanticSearch.FrontDoor.Tests.Cli;

[Collection(nameof(BuiltInIndex))]
public class SimilarTests
{
    private const string Stampede = "https://blog.doordash.com/avoiding-cache-stampede-at-doordash-55bbf596d94b";

    private readonly BuiltInIndex _index;

    public SimilarTests(BuiltInIndex index) => _index = index;

    [Fact]
    public void More_like_an_article_is_listed_with_why()
    {
        var outcome = Semsearch.Run(_index.Data, "similar", Stampede, "--top", "3").Ends(0);
        Assert.Contains(" 3  ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("matched ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("like Avoiding Cache Stampede at DoorDash", outcome.OutLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void As_json_it_is_what_the_interface_answers()
    {
        var json = Semsearch.Run(_index.Data, "similar", "HTTP://Blog.DoorDash.com/avoiding-cache-stampede-at-doordash-55bbf596d94b/?utm_source=x", "--json", "--top", "2").Ends(0).Json;
        Assert.Equal(2, json.GetProperty("hits").GetArrayLength());
        Assert.Equal("Avoiding Cache Stampede at DoorDash", json.GetProperty("liked")[0].GetProperty("title").GetString());
    }

    [Fact]
    public void An_unknown_article_is_refused_by_name() =>
        Semsearch.Run(_index.Data, "similar", "https://example.org/nowhere").IsRefused(2, "https://example.org/nowhere");

    [Fact]
    public void Without_an_article_the_usage_is_told() => Semsearch.Run(_index.Data, "similar").IsRefused(2, "URL_OR_ID");
}
