using SemanticSearch.Documents;

namespace SemanticSearch.Tests;

public sealed class RecommenderTests : IDisposable
{
    private static readonly string[] Corpus =
    [
        """{"_id":"stampede","title":"Cache stampede","text":"A lease lets one caller refresh a hot cache key while others wait.","url":"https://example.org/stampede","topics":["Caching"]}""",
        """{"_id":"memcache","title":"Scaling memcache","text":"A lease on a hot cache key stops the herd; one caller refreshes it.","url":"https://example.org/memcache","topics":["Caching"]}""",
        """{"_id":"expiry","title":"Early expiry","text":"Callers refresh a cache key before it expires, so no herd forms.","topics":["Caching"],"kind":"talk"}""",
        """{"_id":"raft","title":"Raft","text":"A leader keeps a replicated log; followers vote in elections.","topics":["Consensus"]}""",
        """{"_id":"paxos","title":"Paxos","text":"Followers vote; the leader's log is replicated by quorums and elections.","topics":["Consensus"]}""",
        """{"_id":"queue","title":"Queues","text":"Consumers read messages from a partitioned queue.","topics":["Messaging"]}""",
    ];

    private readonly TemporaryDirectory _data = new();

    public RecommenderTests()
    {
        var file = Path.Combine(_data.Path, "articles.jsonl");
        File.WriteAllLines(file, Corpus);
        new Importer(_data.Path).ImportFile(file);
        new Indexer(_data.Path).Index();
    }

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_like_an_article_comes_first_and_the_article_itself_not_at_all(bool withVectors)
    {
        var response = Similar(withVectors, new SimilarRequest { Ids = ["stampede"] });
        Assert.Equal(["expiry", "memcache"], Ids(response)[..2].Order());
        Assert.DoesNotContain("stampede", Ids(response));
        Assert.Equal([new NamedArticle("stampede", "Cache stampede", "https://example.org/stampede")], response.Liked);
        Assert.Equal(withVectors ? SearchMode.Hybrid : SearchMode.Keyword, response.Mode);
        Assert.Equal(withVectors ? 0 : 1, response.Notes.Count);
    }

    [Fact]
    public void Several_articles_are_liked_together()
    {
        var response = Similar(true, new SimilarRequest { Ids = ["stampede", "raft"] });
        Assert.Contains("paxos", Ids(response)[..3]);
        Assert.Contains("memcache", Ids(response)[..3]);
        Assert.Equal(4, response.Hits.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_disliked_article_is_left_out_and_drags_its_likes_down(bool withVectors)
    {
        var before = Similar(withVectors, new SimilarRequest { Ids = ["stampede", "raft"] });
        var after = Similar(withVectors, new SimilarRequest { Ids = ["stampede", "raft"], Dislike = ["expiry"] });
        Assert.Equal(["expiry"], after.Disliked.Select(article => article.Id));
        Assert.DoesNotContain("expiry", Ids(after));
        Assert.Equal("paxos", Ids(after)[0]);
        Assert.True(ScoreOf("memcache", after) < 0.9 * ScoreOf("memcache", before));
    }

    [Theory]
    [InlineData("https://example.org/stampede")]
    [InlineData("HTTP://www.Example.org/stampede/?utm_source=mail#top")]
    [InlineData(" https://example.org/stampede ")]
    public void An_address_is_found_however_it_is_written(string address) =>
        Assert.Equal("stampede", Similar(false, new SimilarRequest { Ids = [address] }).Liked[0].Id);

    [Fact]
    public void The_same_article_by_two_names_is_one() =>
        Assert.Single(Similar(false, new SimilarRequest { Ids = ["stampede", "https://example.org/stampede"] }).Liked);

    [Fact]
    public void A_filter_holds()
    {
        var filter = new SearchFilter { Kinds = [DocumentKind.Talk] };
        Assert.Equal(["expiry"], Ids(Similar(true, new SimilarRequest { Ids = ["stampede"], Filter = filter })));
    }

    [Fact]
    public void Top_says_how_many() => Assert.Single(Similar(true, new SimilarRequest { Ids = ["stampede"], Top = 1 }).Hits);

    [Fact]
    public void A_hit_tells_why_it_is_there()
    {
        var hit = Similar(true, new SimilarRequest { Ids = ["stampede"], Explain = true }).Hits.Single(hit => hit.Id == "memcache");
        Assert.True(hit.Explain is { Keyword.Score: > 0, Vector.Score: > 0.3 });
        Assert.Contains(hit.Explain.Terms, term => term.Term.StartsWith("leas", StringComparison.Ordinal));
        Assert.StartsWith("A lease on a hot", Assert.Single(hit.Passages).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "", "nowhere")]
    [InlineData("https://example.org/none", "", "https://example.org/none")]
    [InlineData("stampede", "nowhere", "nowhere")]
    [InlineData("stampede", "https://example.org/stampede", "both liked and disliked")]
    [InlineData("", "stampede", "at least one")]
    public void What_cannot_be_is_refused_by_name(string like, string dislike, string says)
    {
        var request = new SimilarRequest { Ids = like.Length > 0 ? [like] : [], Dislike = dislike.Length > 0 ? [dislike] : [] };
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => Similar(false, request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_or_too_deep_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Similar(false, new SimilarRequest { Ids = [.. Enumerable.Repeat("stampede", SimilarRequest.MaxArticles + 1)] }));
        Assert.Throws<ArgumentException>(() => Similar(false, new SimilarRequest { Ids = ["stampede"], Top = SearchRequest.MaxTop + 1 }));
    }

    private SimilarResponse Similar(bool withVectors, SimilarRequest request)
    {
        if (withVectors)
            new Indexer(_data.Path).Embed();
        using var engine = SearchEngine.Open(_data.Path);
        return new Recommender(engine).Similar(request);
    }

    private static double ScoreOf(string id, SimilarResponse response) => response.Hits.SingleOrDefault(hit => hit.Id == id)?.Score ?? 0;

    private static List<string> Ids(SimilarResponse response) => [.. response.Hits.Select(hit => hit.Id)];
}
