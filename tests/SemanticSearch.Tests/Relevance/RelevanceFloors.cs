namespace SemanticSearch.Tests.Relevance;

/// <summary>Quality on the shared question sets never falls below what was once reached (less a hair for ties).</summary>
public class RelevanceFloors
{
    [SkippableTheory]
    [InlineData("scifact", "corpus.jsonl.gz", 0.695)]
    [InlineData("cacm", "corpus.jsonl.gz", 0.545)]
    [InlineData("cranfield", "corpus.jsonl.gz", 0.53)]
    [InlineData("reading-list-questions", "corpus.jsonl", 0.50)]
    public void Keyword_search_reaches_its_floor(string collection, string corpus, double ndcgFloor)
    {
        var figures = Evaluate(SharedData.Path($"data/{collection}/{corpus}"), SharedData.Path($"data/{collection}"));
        Assert.True(figures.NdcgAt10 >= ndcgFloor, $"{collection}: nDCG@10 {figures.NdcgAt10:F4}, floor {ndcgFloor}");
    }

    [SkippableFact]
    public void Keyword_search_reaches_its_floor_on_whole_articles()
    {
        var figures = Evaluate(SharedData.Path("data/articles/articles.jsonl.gz"), SharedData.Path("data/article-questions"));
        Assert.True(figures.NdcgAt10 >= 0.578, $"article-questions: nDCG@10 {figures.NdcgAt10:F4}");
    }

    private static ModeFigures Evaluate(string corpus, string questions)
    {
        using var data = new TemporaryDirectory();
        Assert.Empty(new Importer(data.Path).ImportFile(corpus).Problems);
        new Indexer(data.Path).Index();
        using var engine = SearchEngine.Open(data.Path);
        var report = new Evaluator(engine).Evaluate(new EvaluationOptions { Directory = questions, Mode = SearchMode.Keyword });
        return Assert.Single(report.Modes);
    }
}
