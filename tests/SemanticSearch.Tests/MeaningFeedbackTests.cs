namespace SemanticSearch.Tests;

/// <summary>What the best articles have in common, over an index made with the model that ships.</summary>
public sealed class MeaningFeedbackTests : IDisposable
{
    private const string Question = "thundering herd";

    private readonly TemporaryDirectory _data = new();

    public MeaningFeedbackTests()
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
        Assert.Equal(["herd-again", "herd", "lease"], Hits(engine).OrderByDescending(Feedback).Take(3).Select(hit => hit.Id));
        Assert.DoesNotContain(Hits(alone).SelectMany(hit => hit.Explain!.Parts), part => part.Name == "feedback");
        Assert.All(Hits(engine), hit => Assert.Equal(hit.Score, hit.Explain!.Parts.Sum(part => part.Adds), 1e-9));
        Assert.InRange(Feedback(Hits(engine)[0]), 0.5, 1);
    }

    [Fact]
    public void Pages_are_pieces_of_one_ranking()
    {
        using var engine = Open(new SearchOptions().FeedbackWeight);
        var pages = Enumerable.Range(0, 4).SelectMany(page => engine.Search(new SearchRequest { Query = Question, Top = 2, Offset = 2 * page }).Hits);
        Assert.Equal(Hits(engine).Select(hit => (hit.Id, hit.Score)), pages.Select(hit => (hit.Id, hit.Score)));
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
