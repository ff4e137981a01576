using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

[Collection(nameof(BuiltInIndex))]
public class SearchTests
{
    private const string Answer = "Avoiding Cache Stampede at DoorDash";

    /// <summary>A concept in other words.</summary>
    private const string Need = "what stops thousands of requests hitting the database at once when a hot cache key expires";

    private readonly BuiltInIndex _index;

    public SearchTests(BuiltInIndex index) => _index = index;

    [Fact]
    public void The_first_search_builds_the_index_of_the_built_in_list_and_answers()
    {
        var first = _index.First.Ends(0);
        Assert.Contains("building the index of the built-in reading list", first.Error, StringComparison.Ordinal);
        Assert.Contains($"1  {Answer}", first.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_search_says_nothing_on_stderr() => Assert.Equal("", Search("cache stampede").Error);

    [Fact]
    public void A_hit_shows_organisation_kind_topic_address_and_why_it_matched()
    {
        var text = Search("how do companies avoid cache stampede", "--top", "1").Out;
        Assert.Contains(Answer, text, StringComparison.Ordinal);
        Assert.Contains("DoorDash · article", text, StringComparison.Ordinal);
        Assert.Contains(" > ", text, StringComparison.Ordinal);
        Assert.Contains("https://", text, StringComparison.Ordinal);
        Assert.Contains("matched ", text, StringComparison.Ordinal);
        Assert.Contains("1 to 1 of ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_question_does_not_mean_is_told_by_name()
    {
        var told = "Understood as: Cache stampede";
        Assert.Contains(told, Search(Need).Out, StringComparison.Ordinal);
        Assert.DoesNotContain(told, Search(Need, "--except", "cache stampede").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Explained_hits_show_what_adds_up_to_the_score_and_where_the_time_went()
    {
        var text = Search(Need, "--top", "1", "--explain").Out;
        Assert.Contains("score: ", text, StringComparison.Ordinal);
        Assert.Contains("about Cache stampede: meant ", text, StringComparison.Ordinal);
        Assert.Matches("Time: reading [0-9.]+ ms, embedding ", text);
    }

    [Fact]
    public void What_is_piped_holds_no_escape_sequence() => Assert.DoesNotContain('\e', Search("cache stampede").Out);

    [Fact]
    public void Explain_shows_the_numbers_behind_each_score()
    {
        var text = Search("cache stampede", "--top", "1", "--explain").Out;
        Assert.Contains("keyword: ", text, StringComparison.Ordinal);
        Assert.Contains("(rank 1)", text, StringComparison.Ordinal);
        Assert.Matches(@"term +field +occurrences +in articles +idf +score", text);
    }

    [Fact]
    public void Json_is_the_response_object_alone_on_stdout()
    {
        var json = Search("how do companies avoid cache stampede", "--json").Json;
        Assert.Equal("how do companies avoid cache stampede", json.GetProperty("query").GetString());
        var hits = json.GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(10, hits.Count);
        Assert.Contains(Answer, hits.Take(3).Select(hit => hit.GetProperty("title").GetString()));
        Assert.All(hits, hit => Assert.Equal(JsonValueKind.String, hit.GetProperty("id").ValueKind));
        Assert.True(json.GetProperty("total").GetInt32() >= 10);
    }

    [Fact]
    public void Json_explains_only_when_asked_to()
    {
        Assert.Equal(JsonValueKind.Null, FirstHit("--json").GetProperty("explain").ValueKind);
        Assert.Equal(1, FirstHit("--json", "--explain").GetProperty("explain").GetProperty("keyword").GetProperty("rank").GetInt32());

        JsonElement FirstHit(params string[] options) => Search("cache stampede", options).Json.GetProperty("hits")[0];
    }

    [Fact]
    public void Top_and_offset_page_through_the_same_ranking()
    {
        var all = Ids("--top", "6");
        Assert.Equal(6, all.Length);
        Assert.Equal(all[2..], Ids("--top", "4", "--offset", "2"));

        string?[] Ids(params string[] options) =>
            [.. Search("database sharding", [.. options, "--json"]).Json.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString())];
    }

    [Fact]
    public void Filters_restrict_what_is_found()
    {
        var hits = Search("scaling", "--org", "netflix", "--kind", "article", "--json").Json.GetProperty("hits").EnumerateArray().ToList();
        Assert.NotEmpty(hits);
        Assert.All(hits, hit => Assert.Contains("Netflix", hit.GetProperty("organisations").EnumerateArray().Select(name => name.GetString())));
        Assert.All(hits, hit => Assert.Equal("article", hit.GetProperty("kind").GetString()));
    }

    [Fact]
    public void One_dash_excludes_a_word_and_is_no_option()
    {
        var hits = Semsearch.Run(_index.Data, "search", "kafka", "-uber", "--top", "50", "--json").Ends(0).Json.GetProperty("hits");
        Assert.NotEmpty(hits.EnumerateArray());
        Assert.All(hits.EnumerateArray(), hit => Assert.DoesNotContain("Uber", hit.GetProperty("title").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_found_says_so_and_is_no_failure() => Assert.StartsWith("Nothing found", Search("qqqzzzxxx").Out, StringComparison.Ordinal);

    [Fact]
    public void A_corrected_query_is_told_and_exact_takes_it_back()
    {
        var corrected = Search("cahce stampede");
        Assert.Contains("Showing results for cache stampede. Search instead for cahce stampede: --exact", corrected.Out, StringComparison.Ordinal);
        Assert.Contains(Answer, corrected.Out, StringComparison.Ordinal);
        var words = Search("cahce stampede", "--json").Json.GetProperty("corrected").GetProperty("words")[0];
        Assert.Equal(("cahce", "cache"), (words.GetProperty("word").GetString(), words.GetProperty("takenFor").GetString()));
        var exact = Search("cahce stampede", "--exact", "--json").Json;
        Assert.Equal(JsonValueKind.Null, exact.GetProperty("corrected").ValueKind);
        Assert.Equal("cache stampede", exact.GetProperty("suggestions")[0].GetString());
    }

    [Theory]
    [InlineData("what is the", "add a word of what it is about")]
    [InlineData("qqqzzzxxx", "qqqzzzxxx")]
    [InlineData("...", "no letter or digit")]
    public void Why_nothing_is_found_stands_on_stderr(string query, string why)
    {
        var outcome = Search(query);
        Assert.Contains(why, outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("Nothing found", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_of_a_hundred_thousand_characters_is_cut_with_a_note()
    {
        var query = string.Concat(Enumerable.Repeat("cache stampede ", 6_667));
        var outcome = Search(query);
        Assert.Contains("Note: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(Answer, outcome.Out, StringComparison.Ordinal);
        Assert.True(outcome.Error.Length < 1_000, "the note repeats the query");
    }

    [Theory]
    [InlineData("@netflix")]
    [InlineData("[draft] \"unbalanced -")]
    [InlineData("year:abc kind:nonsense topic:")]
    [InlineData("[bold]markup[/] and [broken")]
    public void No_query_is_an_error(string query) => Search(query);

    [Theory]
    [InlineData("--top", "0", "--top takes a number from 1 to 1000, not 0")]
    [InlineData("--top", "many", "--top takes a number from 1 to 1000, not many")]
    [InlineData("--offset", "-1", "--offset takes a number from 0")]
    [InlineData("--mode", "fuzzy", "--mode takes keyword, vector, hybrid, not fuzzy")]
    [InlineData("--kind", "podcast", "--kind takes article, paper, talk")]
    [InlineData("--year", "2021..2018", "--year takes 2018, 2018..2021")]
    [InlineData("--tpo", "3", "Unknown option --tpo. Did you mean --top?")]
    public void A_bad_option_is_refused_by_name(string option, string value, string says) =>
        Semsearch.Run(_index.Data, "search", "cache", option, value).IsRefused(2, says);

    [Fact]
    public void Top_and_offset_beyond_the_depth_are_refused() =>
        Semsearch.Run(_index.Data, "search", "cache", "--offset", "9999", "--top", "10").IsRefused(2, "10");

    [Fact]
    public void An_empty_query_is_refused() => Semsearch.Run(_index.Data, "search", " ").IsRefused(2, "QUERY is empty");

    [Fact]
    public void The_data_directory_may_come_from_the_environment()
    {
        var outcome = Semsearch.RunIn(Path.GetTempPath(), ["search", "cache stampede"], ("SEMSEARCH_DATA", _index.Data));
        Assert.Contains(Answer, outcome.Ends(0).Out, StringComparison.Ordinal);
    }

    private Outcome Search(string query, params string[] options) => Semsearch.Run(_index.Data, ["search", query, .. options]).Ends(0);
}
