using System.Globalization;
using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>A corpus of three articles and questions whose figures can be worked out by hand.</summary>
public sealed class EvaluateTests : IClassFixture<EvaluateTests.ThreeArticles>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _data;

    public EvaluateTests(ThreeArticles articles)
    {
        _data = articles.Data;
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
        Assert.Matches(@"question +keyword +1 +0\.0000", text);
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
    public void Without_a_mode_the_limit_is_that_of_the_ranking_that_users_get()
    {
        var modes = Evaluate("--json").Ends(0).Json.GetProperty("modes").EnumerateArray().ToList();
        Assert.Equal("hybrid", modes[^1].GetProperty("mode").GetString());
        var reached = modes[^1].GetProperty("ndcgAt10").GetDouble();
        Evaluate("--min-ndcg", reached.ToString("R", CultureInfo.InvariantCulture)).Ends(0);
        Judgments("q1\telsewhere\t3\nq2\traft\t3\n");
        Assert.Contains("hybrid: nDCG@10 0.5000 is below 0.51", Evaluate("--min-ndcg", "0.51").Ends(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Hybrid_is_tested_against_every_other_row()
    {
        var report = Evaluate("--controls", "--json").Ends(0).Json;
        var modes = report.GetProperty("modes").EnumerateArray().ToDictionary(row => row.GetProperty("mode").GetString()!);
        Assert.Equal(JsonValueKind.Null, modes["hybrid"].GetProperty("hybridGain").ValueKind);
        var controls = report.GetProperty("controls").EnumerateArray().ToList();
        Assert.Equal(["rrf", "min-max"], controls.Select(row => row.GetProperty("control").GetString()));
        foreach (var row in controls.Append(modes["keyword"]).Append(modes["vector"]))
        {
            var gain = row.GetProperty("hybridGain");
            Assert.Equal(2, gain.GetProperty("wins").GetInt32() + gain.GetProperty("losses").GetInt32() + gain.GetProperty("ties").GetInt32());
            Assert.Equal(
                modes["hybrid"].GetProperty("ndcgAt10").GetDouble() - row.GetProperty("ndcgAt10").GetDouble(), gain.GetProperty("meanDifference").GetDouble(), 9);
            Assert.InRange(gain.GetProperty("pValue").GetDouble(), 0.0001, 1);
            Assert.Equal(2, row.GetProperty("styles").GetArrayLength());
        }
    }

    [Fact]
    public void Controls_stand_in_the_same_table()
    {
        var text = Evaluate("--controls").Ends(0).Out;
        Assert.Matches(@"p99 ms +hybrid \+/- +won/lost +p\n", text);
        Assert.Matches(@"\nmin-max +[01]\.\d{4} .* [+-]?0\.\d{4} +\d/\d +[01]\.\d{4}\n", text);
        Assert.Matches(@"\nkeyword +rrf +1 +[01]\.\d{4} ", text);
    }

    [Fact]
    public void Against_a_saved_run_every_query_counts_and_the_worst_are_shown()
    {
        // q1: 1 against 1/log2(3) = .6309 of the run. q2: 0 against 1. The mean difference is -.3155; whatever the signs, no mean is nearer to 0.
        var run = _folder.Write("before.run", "q1 Q0 raft 1 9 x\nq1 Q0 herd 2 8 x\nq2 Q0 hash 1 5 x\n");
        var against = Evaluate("--mode", "keyword", "--against", run, "--json").Ends(0).Json.GetProperty("against");
        Assert.Equal(0.8155, against.GetProperty("runNdcgAt10").GetDouble(), 4);
        var gain = against.GetProperty("gain");
        Assert.Equal((1, 1, 0), (gain.GetProperty("wins").GetInt32(), gain.GetProperty("losses").GetInt32(), gain.GetProperty("ties").GetInt32()));
        Assert.Equal((-0.3155, 1), (Math.Round(gain.GetProperty("meanDifference").GetDouble(), 4), gain.GetProperty("pValue").GetDouble()));
        Assert.Equal("q2", Assert.Single(against.GetProperty("worstLosses").EnumerateArray()).GetProperty("id").GetString());

        var text = Evaluate("--mode", "keyword", "--against", run).Ends(0).Out;
        Assert.Contains($"keyword against {run} (nDCG@10 0.8155): 1 won, 1 lost, 0 tied, mean difference -0.3155, p = 1.0000", text, StringComparison.Ordinal);
        Assert.Matches(@"worst losses +keyword +run +\+/-\nq2 +0\.0000 +1\.0000 +-1\.0000 +consensus\n", text);
        Assert.Matches(@"best wins +keyword +run +\+/-\nq1 +1\.0000 +0\.6309 +\+0\.3691 +thundering herd\n", text);
    }

    [Fact]
    public void A_run_compared_with_itself_is_all_ties()
    {
        Evaluate("--mode", "keyword", "--run", _folder["keyword.run"]).Ends(0);
        var text = Evaluate("--mode", "keyword", "--against", _folder["keyword.run"]).Ends(0).Out;
        Assert.Contains("0 won, 0 lost, 2 tied, mean difference 0.0000, p = 1.0000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("worst losses", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Queries_that_the_saved_run_lacks_are_counted()
    {
        var run = _folder.Write("before.run", "q1 Q0 herd 1 9 x\n");
        Assert.Contains("1 queries are not in", Evaluate("--mode", "keyword", "--against", run).Ends(0).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q1 Q0 herd 1 9 x\nq1 herd 9\n", "before.run:2: expected six columns")]
    [InlineData("", "before.run holds no ranking")]
    [InlineData("other Q0 herd 1 9 x\n", "ranks none of the 2 judged questions")]
    public void A_run_that_cannot_be_compared_with_is_refused(string text, string says) =>
        Evaluate("--against", _folder.Write("before.run", text)).IsRefused(3, says);

    [Fact]
    public void A_missing_run_to_compare_with_is_refused() => Evaluate("--against", _folder["no.run"]).IsRefused(2, "no.run");

    [Fact]
    public void Controls_of_one_mode_are_refused() => Evaluate("--controls", "--mode", "keyword").IsRefused(2, "--controls", "--mode");

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
    public void A_missing_folder_is_refused() => Semsearch.Run(_data, "evaluate", _folder["nowhere"]).IsRefused(2, "nowhere");

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

    private Outcome Evaluate(params string[] options) => Semsearch.Run(_data, ["evaluate", _folder["questions"], .. options]);

    private void Questions(string lines) => _folder.Write("questions/queries.jsonl", lines);

    private void Judgments(string lines) => _folder.Write("questions/qrels/test.tsv", $"query-id\tcorpus-id\tscore\n{lines}");

    /// <summary>An index with vectors, made once: evaluating changes nothing.</summary>
    public sealed class ThreeArticles : IDisposable
    {
        private readonly TempFolder _folder = new();

        public ThreeArticles()
        {
            var corpus = _folder.Write("corpus.jsonl", """
                {"_id": "herd", "title": "Thundering herd", "text": "One lease, one request."}
                {"_id": "hash", "title": "Consistent hashing", "text": "Keys move little."}
                {"_id": "raft", "title": "Raft consensus", "text": "A leader and its log."}
                """);
            Semsearch.Run(Data, "import", corpus).Ends(0);
            Semsearch.Run(Data, "index").Ends(0);
        }

        public string Data => _folder["data"];

        public void Dispose() => _folder.Dispose();
    }
}
