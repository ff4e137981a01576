using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

[Collection(nameof(BuiltInIndex))]
public sealed class ConceptsTests(BuiltInIndex index) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_name_all_concepts_are_listed()
    {
        var lines = Run("concepts").Ends(0).OutLines;
        Assert.Matches("^area +concept +also", lines[0]);
        Assert.Matches("^1,[0-9]{3} concepts$", lines[^1]);
        Assert.Contains(lines, line => line.Contains("Cache stampede", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cache", "stampede")]
    [InlineData("dog-piling", null)]
    public void A_name_or_an_alias_shows_the_concept_and_the_best_articles(string first, string? second)
    {
        var json = Run(second is null ? ["concepts", first, "--json"] : ["concepts", first, second, "--json"]).Ends(0).Json;
        var overview = json.GetProperty("concepts")[0];
        Assert.Equal("Cache stampede", overview.GetProperty("concept").GetProperty("name").GetString());
        Assert.InRange(overview.GetProperty("concept").GetProperty("definition").GetString()!.Split(' ').Length, 30, 60);
        Assert.Contains(overview.GetProperty("articles").EnumerateArray(), article => article.GetProperty("title").GetString() == "Avoiding Cache Stampede at DoorDash");
        Assert.Contains(overview.GetProperty("organisations").EnumerateArray(), organisation => organisation.GetProperty("value").GetString() == "DoorDash");
    }

    [Fact]
    public void An_unknown_name_is_refused_with_what_is_near() => Run("concepts", "cache", "stampde").IsRefused(2, "cache stampde", "Cache");

    [Fact]
    public void An_own_glossary_stands_beside_ours()
    {
        var path = _folder.Write("own.md", "## Zebra queue\naliases: zq\ndefinition: A queue of ours.\nlay:\n- animals wait in a line\nrelated: Message queue\n");
        var overview = Run("concepts", "zq", "--glossary", path, "--json").Ends(0).Json.GetProperty("concepts")[0];
        Assert.Equal("Zebra queue", overview.GetProperty("concept").GetProperty("name").GetString());
    }

    [Fact]
    public void A_wrong_glossary_is_refused_by_line()
    {
        var path = _folder.Write("own.md", "## Zebra queue\nalias: zq\n");
        Run("concepts", "--glossary", path).IsRefused(3, "own.md:2: \"alias: zq\" is no field", "own.md:1: Zebra queue has no definition");
        Run("concepts", "--glossary", _folder["nowhere.md"]).IsRefused(2, "nowhere.md");
    }

    [Fact]
    public void The_check_finds_nothing_against_our_glossary_and_tells_where_it_is_thin()
    {
        var review = Run("concepts", "--check", "--json").Ends(0).Json;
        Assert.Equal(0, review.GetProperty("findings").GetArrayLength());
        Assert.Equal(JsonValueKind.Array, review.GetProperty("thinTopics").ValueKind);
    }

    private Outcome Run(params string[] arguments) => Semsearch.Run(index.Data, arguments);
}
