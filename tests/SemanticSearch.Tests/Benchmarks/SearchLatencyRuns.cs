using SemanticSearch.Benchmarks.Search;

namespace SemanticSearch.Tests.Benchmarks;

/// <summary>A benchmark that no longer runs measures nothing: each runs once here.</summary>
public class SearchLatencyRuns
{
    [SkippableFact]
    public void Search_latency_answers_its_questions()
    {
        SharedData.Path("data/articles/articles.jsonl.gz");
        SharedData.Path("data/article-questions/queries.jsonl");
        using var benchmark = new SearchLatency();
        benchmark.Setup();
        Assert.Equal(10, benchmark.RankOnly());
        Assert.Equal(10, benchmark.WithPassages());
    }
}
