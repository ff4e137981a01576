using SemanticSearch.Ranking;

namespace SemanticSearch.Tests;

/// <summary>The best articles in view of each other, over an index made with the model that ships.</summary>
public sealed class RerankerTests : IDisposable
{
    private const string Question = "thundering herd of requests";

    private readonly TemporaryDirectory _data = new();

    public RerankerTests()
    {
        var file = Path.Combine(_data.Path, "articles.jsonl");
        File.WriteAllLines(file,
        [
            """{"_id":"herd","title":"The thundering herd","text":"A thundering herd of requests hits the database at once when a popular cache entry expires."}""",
            """{"_id":"herd-again","title":"Taming a thundering herd","text":"When the cache entry expires, every web server asks the database for it: a thundering herd."}""",
            """{"_id":"lease","title":"A popular cache entry expires","text":"Requests of every web server hit the database at once when a popular cache entry expires; a lease lets one of them refresh it."}""",
            """{"_id":"cows","title":"Cattle on the plains","text":"Cows graze on the grass of the plains, and farmers move them with the seasons."}""",
            """{"_id":"storm","title":"Weather over the hills","text":"Lightning and thunder are heard over the hills on summer evenings."}""",
            """{"_id":"bread","title":"Baking bread","text":"Flour, water, salt and time make a loaf with a good crust."}""",
            """{"_id":"trains","title":"Railway timetables","text":"Trains wait for each other at junctions so that travellers can change."}""",
            """{"_id":"empty","title":"Untold"}""",
        ]);
        Assert.Empty(new Importer(_data.Path).ImportFile(file).Problems);
        new Indexer(_data.Path).Index();
        new Indexer(_data.Path).Embed(new EmbedOptions());
    }

    public void Dispose() => _data.Dispose();

    [Fact]
    public void What_means_the_same_as_the_best_rises_more_than_what_only_sounds_like_the_question()
    {
        using var alone = Open(0);
        using var engine = Open(new SearchOptions().FeedbackWeight);
        Assert.Equal(["herd", "herd-again"], Hits(alone).Take(2).Select(hit => hit.Id).Order());
        Assert.Equal(["herd", "herd-again", "lease"], Hits(engine).OrderByDescending(Feedback).Take(3).Select(hit => hit.Id));
        Assert.DoesNotContain(Hits(alone).SelectMany(hit => hit.Explain!.Parts), part => part.Name == "feedback");
        Assert.All(Hits(engine), hit => Assert.Equal(hit.Score, hit.Explain!.Parts.Sum(part => part.Adds), 1e-9));
        Assert.InRange(Feedback(Hits(engine)[0]), 0.5, 1);
    }

    [Theory]
    [InlineData(FusionMethod.Cosine)]
    [InlineData(FusionMethod.MinMax)]
    [InlineData(FusionMethod.ReciprocalRank)]
    public void Whatever_makes_scores_comparable_what_it_adds_is_told(FusionMethod method)
    {
        using var engine = SearchEngine.Open(_data.Path, new SearchOptions { Fusion = method });
        Assert.Equal(["herd", "herd-again"], Hits(engine).Take(2).Select(hit => hit.Id).Order());
        Assert.All(Hits(engine), hit => Assert.Equal(hit.Score, hit.Explain!.Parts.Sum(part => part.Adds), 1e-9));
        Assert.All(Hits(engine).SelectMany(hit => hit.Explain!.Parts).Where(part => part.Name is "keywords" or "meaning"), part => Assert.InRange(part.Value, 0, 1));
    }

    [Fact]
    public void Pages_are_pieces_of_one_ranking()
    {
        using var engine = Open(new SearchOptions().FeedbackWeight);
        var pages = Enumerable.Range(0, 4).SelectMany(page => engine.Search(new SearchRequest { Query = Question, Top = 2, Offset = 2 * page }).Hits);
        Assert.Equal(Hits(engine).Select(hit => (hit.Id, hit.Score)), pages.Select(hit => (hit.Id, hit.Score)));
    }

    [Fact]
    public void What_repeats_the_best_says_what_it_lost()
    {
        using var engine = Open(new SearchOptions().FeedbackWeight);
        var parts = Hits(engine)[1].Explain!.Parts;
        Assert.InRange(parts.Single(part => part.Name == "diversity").Adds, -new SearchOptions().DiversityWeight, -1e-6);
        Assert.DoesNotContain(Hits(engine)[0].Explain!.Parts, part => part.Name == "diversity");
    }

    [Fact]
    public void Hits_say_how_probable_it_is_that_they_answer()
    {
        using var engine = Open(new SearchOptions().FeedbackWeight);
        var confidences = Hits(engine).Select(hit => hit.Confidence!.Value).ToList();
        Assert.All(confidences, confidence => Assert.InRange(confidence, 0, 1));
        Assert.True(confidences[0] > 2 * confidences[2], "articles on the herd are far likelier than others");
        Assert.All(engine.Search(new SearchRequest { Query = Question, Mode = SearchMode.Keyword }).Hits, hit => Assert.Null(hit.Confidence));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_weight_that_is_none_is_refused(double weight) =>
        Assert.Contains("FeedbackWeight", Assert.Throws<ArgumentException>(() => Open(weight)).Message, StringComparison.Ordinal);

    private static double Feedback(Hit hit) => hit.Explain!.Parts.Where(part => part.Name == "feedback").Sum(part => part.Value);

    private static IReadOnlyList<Hit> Hits(SearchEngine engine) => engine.Search(new SearchRequest { Query = Question, Explain = true }).Hits;

    private SearchEngine Open(double weight) => SearchEngine.Open(_data.Path, new SearchOptions { FeedbackWeight = weight });
}
