using System.Globalization;

namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>A corpus of three articles and questions whose figures can be worked out by hand.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public EvaluateTests()
    {
        var corpus = _folder.Write("corpus.jsonl", """
            {"_id": "herd", "title": "Thundering herd", "text": "One lease, one request."}
            {"_id": "hash", "title": "Consistent hashing", "text": "Keys move little."}
            {"_id": "raft", "title": "Raft consensus", "text": "A leader and its log."}
            """);
        Semsearch.Run(_folder["data"], "import", corpus).Ends(0);
        Semsearch.Run(_folder["data"], "index").Ends(0);
        Questions("""
            {"_id": "q1", "text": "thundering herd", "style": "keyword"}
            {"_id": "q2", "text": "consensus", "style": "question"}
            {"_id": "q3", "text": "not judged"}
            """);
        Judgments("q1\therd\t3\nq2\thash\t2\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Figures_are_the_means_over_judged_questions()
    {
        // q1 finds its only relevant article first: 1. q2 finds raft, which nobody judged: 0. Of the two hits one was judged.
        var report = Evaluate("--mode", "keyword", "--json").Ends(0).Json;
        Assert.Equal((2, 3), (report.GetProperty("queries").GetInt32(), report.GetProperty("articles").GetInt32()));
        var figures = Assert.Single(report.GetProperty("modes").EnumerateArray());
        Assert.Equal("keyword", figures.GetProperty("mode").GetString());
        foreach (var name in new[] { "ndcgAt10", "map", "mrrAt10", "recallAt100", "judgedAt10" })
            Assert.Equal((name, 0.5), (name, figures.GetProperty(name).GetDouble()));
        Assert.True(figures.GetProperty("p50Ms").GetDouble() <= figures.GetProperty("p99Ms").GetDouble());
        Assert.Equal(["keyword", "question"], figures.GetProperty("styles").EnumerateArray().Select(style => style.GetProperty("style").GetString()));
    }

    [Fact]
    public void People_get_a_table_by_mode_and_by_style()
    {
        var text = Evaluate().Ends(0).Out;
        Assert.Matches(@"mode +nDCG@10 +MAP +MRR@10 +Recall@100 +judged@10 +p50 ms +p95 ms +p99 ms", text);
        Assert.Matches(@"keyword +0\.5000 +0\.5000 +0\.5000 +0\.5000 +0\.5000", text);
        Assert.Matches(@"keyword +question +1 +0\.0000", text);
    }

    [Fact]
    public void The_run_file_is_one_that_trec_eval_reads()
    {
        Evaluate("--mode", "keyword", "--run", _folder["keyword.run"]).Ends(0);
        var lines = File.ReadAllLines(_folder["keyword.run"]);
        Assert.StartsWith("q1 Q0 herd 1 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("q2 Q0 raft 1 ", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(float.Parse(line.Split(' ')[4], CultureInfo.InvariantCulture) > 0));
        Assert.All(lines, line => Assert.Equal("semsearch-keyword", line.Split(' ')[5]));
    }

    [Theory]
    [InlineData("0.5", 0)]
    [InlineData("0.51", 1)]
    public void The_exit_code_tells_whether_the_limit_holds(string limit, int exitCode) =>
        Evaluate("--mode", "keyword", "--min-ndcg", limit).Ends(exitCode);

    [Fact]
    public void A_bad_line_is_named_and_the_rest_is_evaluated()
    {
        Judgments("q1\therd\t3\nq2 hash 2\n");
        var outcome = Evaluate("--mode", "keyword").Ends(1);
        Assert.Contains("test.tsv:3: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("1 judged questions", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Relevant_articles_that_are_not_indexed_are_counted()
    {
        Judgments("q1\therd\t3\nq1\telsewhere\t1\n");
        Assert.Contains("1 articles that are judged relevant are not in the index", Evaluate("--mode", "keyword").Ends(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Judgments_of_another_corpus_are_refused()
    {
        Judgments("q1\telsewhere\t1\n");
        Evaluate().IsRefused(3, "none of the 1 articles");
    }

    [Fact]
    public void A_missing_folder_is_refused() => Semsearch.Run(_folder["data"], "evaluate", _folder["nowhere"]).IsRefused(2, "nowhere");

    [Fact]
    public void A_folder_without_judgments_is_refused()
    {
        File.Delete(_folder["questions/qrels/test.tsv"]);
        Evaluate().IsRefused(2, "test.tsv");
    }

    [Fact]
    public void A_run_file_without_a_mode_is_refused() => Evaluate("--run", _folder["x.run"]).IsRefused(2, "--run", "--mode");

    [Fact]
    public void A_run_file_in_a_missing_folder_is_refused() => Evaluate("--mode", "keyword", "--run", _folder["no/where.run"]).IsRefused(2, "where.run");

    [Fact]
    public void A_limit_beyond_one_is_refused() => Evaluate("--min-ndcg", "47").IsRefused(2, "--min-ndcg takes a number from 0 to 1, not 47");

    [Fact]
    public void Without_an_index_there_is_nothing_to_evaluate() =>
        Semsearch.Run(_folder["empty"], "evaluate", _folder["questions"]).IsRefused(3, "empty");

    private Outcome Evaluate(params string[] options) => Semsearch.Run(_folder["data"], ["evaluate", _folder["questions"], .. options]);

    private void Questions(string lines) => _folder.Write("questions/queries.jsonl", lines);

    private void Judgments(string lines) => _folder.Write("questions/qrels/test.tsv", $"query-id\tcorpus-id\tscore\n{lines}");
}
