using System.Text.Json;
using SemanticSearch.Benchmarks.Search;

namespace SemanticSearch.Tests.Benchmarks;

/// <summary>The honesty benchmark over a handful of texts: it can tell a good answer from a bad one.</summary>
public sealed class HonestyRuns : IDisposable
{
    private static readonly (string Id, string Title, string Text)[] Corpus =
    [
        ("stampede", "Avoiding a cache stampede", "When a hot key expires, every request recomputes it. A lease lets one request refresh the key while others wait."),
        ("raft", "Consensus with Raft", "A leader replicates its log to the followers. The build of 4.17.2 failed with ERR_4711 on Tuesdays."),
        ("kafka", "Kafka topics", "Events flow through a log. Set maxPollRecords to a small number. The build of 5.0.1 failed too."),
        ("again", "Kafka once more", "After the upgrade to 5.0.1 the name Vortigern came up."),
        ("pool", "Database connection pools", "A pool keeps connections to the database open, so that a request need not wait for a new one."),
    ];

    private readonly TemporaryIndex _index;
    private readonly SearchEngine _engine;

    public HonestyRuns()
    {
        using var folder = new TemporaryDirectory();
        var corpus = Path.Combine(folder.Path, "corpus.jsonl");
        File.WriteAllLines(corpus, Corpus.Select(article => JsonSerializer.Serialize(new { _id = article.Id, title = article.Title, text = article.Text })));
        _index = new TemporaryIndex(corpus);
        _engine = SearchEngine.Open(_index.Path);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _index.Dispose();
    }

    [Theory]
    [InlineData("spaceship koala", Told.Nothing)]
    [InlineData("asdf qwer", Told.Nothing)]
    [InlineData("roast chicken with a lease of carrots", Told.Weak)]
    [InlineData("how do I avoid a cache stampede", Told.Strong)]
    public void What_a_user_is_told_is_seen(string query, Told expected) => Assert.Equal(expected, Assert.Single(new Honesty(_engine).Ask([query])).Told);

    [Fact]
    public void Rare_terms_are_those_that_one_article_holds_and_half_stand_in_a_question()
    {
        var rare = RareTerms.Pick(_engine, 100, seed: 1);
        (string, RareShape, string)[] expected =
        [
            ("4.17.2", RareShape.Version, "raft"), ("ERR_4711", RareShape.Code, "raft"), ("maxPollRecords", RareShape.Identifier, "kafka"),
            ("Vortigern", RareShape.Name, "again"),
        ];
        Assert.Superset(expected.ToHashSet(), rare.Select(term => (term.Term, term.Shape, term.Article)).ToHashSet());
        Assert.DoesNotContain(rare, term => term.Term is "5.0.1" or "Kafka");
        Assert.All(rare, term => Assert.Contains(term.Term, term.Query, StringComparison.Ordinal));
        Assert.Contains(rare, term => term.Query == term.Term);
        Assert.Contains(rare, term => term.Query.Length > term.Term.Length);
        Assert.Equal(rare, RareTerms.Pick(_engine, 100, seed: 1));
        Assert.Equal(3, RareTerms.Pick(_engine, 3, seed: 1).Count);
    }

    [Fact]
    public void A_rare_term_brings_its_article_first_and_one_that_is_not_there_is_seen_to_be_missing()
    {
        var honesty = new Honesty(_engine);
        Assert.All(honesty.Find(RareTerms.Pick(_engine, 100, seed: 1)), found => Assert.Equal((found.Asked.Query, 1), (found.Asked.Query, found.Rank)));
        var wrong = Assert.Single(honesty.Find([new RareQuery("maxPollRecords", "maxPollRecords", RareShape.Identifier, "pool")]));
        Assert.NotEqual(1, wrong.Rank);
    }

    [Fact]
    public void The_latency_benchmark_answers_its_questions()
    {
        using var benchmark = new SearchLatency { Data = _index.Path, Questions = ["cache stampede", "database connections"] };
        benchmark.Setup();
        Assert.True(benchmark.KeywordSearch() > 0 && benchmark.VectorSearch() > 0 && benchmark.HybridSearch() > 0 && benchmark.HybridRankOnly() > 0);
        Assert.Equal(384, benchmark.Embedding());
        Assert.True(benchmark.KeywordLeg() > 0);
        Assert.Equal(Corpus.Length, benchmark.VectorLeg());
        Assert.Equal(Corpus.Length, benchmark.BothLegs());
    }
}
