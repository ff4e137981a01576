using SemanticSearch.Documents;
using SemanticSearch.Tests.Embedding;

namespace SemanticSearch.Tests;

/// <summary>What a question is taken to mean, and why its hits stand where they do, over an index with vectors.</summary>
public sealed class UnderstandingTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly EmbeddingStub _stub = new();
    private readonly SearchEngine _engine;

    public UnderstandingTests()
    {
        var file = Path.Combine(_data.Path, "articles.jsonl");
        File.WriteAllLines(file,
        [
            """{"_id":"stampede","title":"Cache stampede","text":"A lease lets one caller refresh the key while others wait.","topics":["Scalability","Distributed Caching"]}""",
            """{"_id":"netflix","title":"Pushing messages","text":"Messages are pushed to devices.","organisations":["Netflix"]}""",
            """{"_id":"uber","title":"Pushing messages","text":"Messages are pushed to devices.","organisations":["Uber"],"kind":"talk"}""",
        ]);
        Assert.Empty(new Importer(_data.Path).ImportFile(file).Problems);
        new Indexer(_data.Path).Index();
        new Indexer(_data.Path).Embed(new EmbedOptions { Model = _stub.Folder });
        _engine = SearchEngine.Open(_data.Path);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _stub.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void A_concept_called_by_name_is_told_and_can_be_taken_back()
    {
        var told = Assert.Single(Ask("cache stampede").Understood);
        Assert.Equal((UnderstandingType.Concept, "Cache stampede", true), (told.Type, told.Name, told.Named));
        Assert.InRange(told.Probability, 0.1, 1);
        Assert.DoesNotContain(Ask("cache stampede", "CACHE stampede").Understood, meaning => meaning.Name == "Cache stampede");
    }

    [Fact]
    public void An_organisation_lifts_its_articles_and_leaves_out_none()
    {
        var (meant, takenBack) = (Ask("pushing messages at Uber").Hits, Ask("pushing messages at Uber", "uber").Hits);
        Assert.Equal(["netflix", "uber"], meant.Select(hit => hit.Id).Where(id => id != "stampede").Order());
        Assert.True(Score(meant, "uber") > Score(takenBack, "uber"));
        Assert.Equal(new SearchOptions().WantedWeight, Explained("pushing messages at Uber", "uber").Parts.Single(part => part.Name == "wanted").Adds, 1e-9);
        Assert.DoesNotContain(Explained("pushing messages at Uber", "netflix").Parts, part => part.Name == "wanted");
        Assert.Equal("netflix", Ask("pushing messages at Netflix").Hits[0].Id);
        Assert.Contains(new Understanding(UnderstandingType.Organisation, "Uber", 1, Named: true), Ask("pushing messages at uber").Understood);
    }

    [Fact]
    public void A_kind_is_understood_where_the_index_holds_one()
    {
        Assert.Equal(["uber", "netflix"], Ids(Ask("talks about pushing messages")));
        Assert.Contains(new Understanding(UnderstandingType.Kind, "talk", 1, Named: true), Ask("talks about pushing messages").Understood);
        Assert.DoesNotContain(Ask("papers on pushing messages").Understood, meaning => meaning.Type == UnderstandingType.Kind);
    }

    [Theory]
    [InlineData(SearchMode.Keyword)]
    [InlineData(SearchMode.Vector)]
    public void One_leg_alone_understands_nothing_beside_the_words(SearchMode mode) =>
        Assert.Empty(_engine.Search(new SearchRequest { Query = "cache stampede at Netflix", Mode = mode }).Understood);

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Keyword)]
    [InlineData(SearchMode.Vector)]
    public void The_parts_of_every_hit_add_up_to_its_score(SearchMode mode)
    {
        foreach (var query in new[] { "cache stampede", "talks about pushing messages at Netflix", "who may refresh the key" })
        {
            var hits = _engine.Search(new SearchRequest { Query = query, Mode = mode, Explain = true }).Hits;
            Assert.NotEmpty(hits);
            foreach (var hit in hits)
            {
                Assert.Equal(hit.Score, hit.Explain!.Parts.Sum(part => part.Adds), 1e-9);
                Assert.All(hit.Explain.Parts, part => Assert.Equal(part.Adds, part.Value * part.Weight, 1e-9));
                Assert.Equal(
                    hit.Explain.Parts.Where(part => part.Name == "concepts").Sum(part => part.Adds), hit.Explain.Concepts.Sum(concept => concept.Adds), 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Keyword)]
    [InlineData(SearchMode.Vector)]
    public void Total_pages_and_facets_speak_of_the_same_articles(SearchMode mode)
    {
        foreach (var query in new[] { "cache stampede", "who may refresh the key", "messages pushed by a caller", "kind:article messages" })
        {
            var response = Find(new SearchFilter());
            Assert.InRange(response.Total, 1, 100);
            Assert.Equal(response.Total, response.Hits.Count);
            Assert.Equal(response.Total, response.Facets["kind"].Sum(value => value.Count));
            Assert.All(response.Facets["org"], value => Assert.Equal(value.Count, Find(new SearchFilter { Organisations = [value.Value] }).Total));
            Assert.All(response.Facets["concept"], value => Assert.Equal(value.Count, Find(new SearchFilter { Concepts = [value.Value] }).Total));

            SearchResponse Find(SearchFilter filter) => _engine.Search(new SearchRequest { Query = query, Mode = mode, Filter = filter, Top = 100 });
        }
    }

    [Fact]
    public void An_article_about_the_concept_says_how_much()
    {
        var concept = Assert.Single(Explained("dogpile effect, a lease for one caller", "stampede").Concepts, concept => concept.Name == "Cache stampede");
        Assert.InRange(concept.Degree, 0.1, 1);
        Assert.Equal(new SearchOptions().ConceptWeight * concept.Probability * concept.Degree, concept.Adds, 1e-9);
        Assert.DoesNotContain(Explained("pushing messages", "uber").Concepts, other => other.Name == "Cache stampede");
    }

    [Fact]
    public void A_name_that_no_article_holds_finds_the_article_about_what_it_names_and_is_no_weak_find()
    {
        var response = Ask("how to avoid the dogpile effect");
        Assert.Equal("stampede", response.Hits[0].Id);
        Assert.Empty(response.Notes);
        Assert.Single(_engine.Search(new SearchRequest { Query = "how to avoid the dogpile effect", Except = new HashSet<string> { "Cache stampede" } }).Notes);
    }

    [Fact]
    public void A_concept_adds_nothing_to_an_article_that_holds_the_words_of_the_name_which_the_question_says() =>
        Assert.DoesNotContain(Explained("cache stampede", "stampede").Concepts, concept => concept.Name == "Cache stampede");

    [Fact]
    public void Times_of_the_phases_make_the_whole_and_come_when_asked_for()
    {
        Assert.Empty(Ask("cache stampede").Times);
        var response = _engine.Search(new SearchRequest { Query = "cache stampede", Explain = true });
        Assert.Equal(["reading", "embedding", "concepts", "keyword leg", "vector leg", "fusion", "reranking", "showing"], response.Times.Select(time => time.Phase));
        Assert.Equal(response.TookMs, response.Times.Sum(time => time.Ms), 0.01);
    }

    private SearchResponse Ask(string query, params string[] except) => _engine.Search(new SearchRequest { Query = query, Except = except.ToHashSet() });

    private HitExplanation Explained(string query, string id) =>
        _engine.Search(new SearchRequest { Query = query, Explain = true }).Hits.Single(hit => hit.Id == id).Explain!;

    private static double Score(IReadOnlyList<Hit> hits, string id) => hits.Single(hit => hit.Id == id).Score;

    private static IEnumerable<string> Ids(SearchResponse response) => response.Hits.Select(hit => hit.Id).Where(id => id != "stampede");
}
