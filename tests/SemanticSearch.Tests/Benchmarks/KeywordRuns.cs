using SemanticSearch.Benchmarks.Keyword;

namespace SemanticSearch.Tests.Benchmarks;

public class KeywordRuns
{
    [Fact]
    public void Readers_beside_a_writer_get_the_answers_of_their_generation()
    {
        using var folder = new TemporaryDirectory();
        var (commits, searches) = ReadersAndWriter.Run(folder.Path, TimeSpan.FromSeconds(3));
        Assert.True(commits > 2 && searches > 100, $"{commits} commits, {searches} searches");
    }

    [SkippableFact]
    public void The_keyword_benchmark_runs_and_its_results_are_those_of_a_full_scan()
    {
        SharedData.Path("data/articles/articles.jsonl.gz");
        Assert.Equal(0, KeywordCommand.Run(["2000"]));
    }
}
