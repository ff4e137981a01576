using SemanticSearch.Benchmarks.Search;
using SemanticSearch.Benchmarks.SecondStage;
using SemanticSearch.Evaluation;
using SemanticSearch.Tests.Storage;

namespace SemanticSearch.Tests.Benchmarks;

/// <summary>What trains and judges a second stage learns what is there to learn, and never against common sense.</summary>
public sealed class SecondStageRuns
{
    private static readonly int Feedback = Array.IndexOf(CandidateFeatures.Names, "feedback");

    [Fact]
    public void Trees_and_weights_learn_which_feature_tells()
    {
        var questions = Questions(speaksFor: true);
        Assert.True(questions.Average(question => question.Ndcg(row => row[0])) < 0.9);
        Assert.Equal(1, questions.Average(question => question.Ndcg(BoostedRanker.Train(questions, new BoostedRankerOptions(60, 3, 0.3)).Score)), 0.01);
        var weights = LinearRanker.Train(questions, 0);
        Assert.True(questions.Average(question => question.Ndcg(row => LinearRanker.Score(weights, row))) > 0.97);
    }

    [Fact]
    public void What_can_only_speak_for_an_article_never_lowers_it()
    {
        var questions = Questions(speaksFor: false);
        Assert.All(LinearRanker.Train(questions, 0).Zip(CandidateFeatures.RisesWithScore), pair => Assert.True(pair.First >= 0 || !pair.Second));
        var trees = BoostedRanker.Train(questions, new BoostedRankerOptions(40, 3, 0.3));
        foreach (var row in questions.SelectMany(question => question.Rows))
        {
            var more = row.ToArray();
            more[Feedback] += 0.3f;
            Assert.True(trees.Score(more) >= trees.Score(row) - 1e-9);
        }
    }

    [Fact]
    public void The_command_judges_models_on_the_collection_left_out()
    {
        using var folder = new TemporaryFolder();
        folder.Write("corpus.jsonl", string.Concat(Enumerable.Range(0, 12).Select(i => $"{{\"_id\":\"{i}\",\"title\":\"Subject number {i}\",\"text\":\"About caches and queues, part {i} of them.\"}}\n")));
        folder.Write("queries.jsonl", "{\"_id\":\"a\",\"text\":\"caches part 3\"}\n{\"_id\":\"b\",\"text\":\"subject number 7\"}\n");
        Directory.CreateDirectory(folder["qrels"]);
        File.WriteAllText(folder["qrels/test.tsv"], "query-id\tcorpus-id\tscore\na\t3\t2\nb\t7\t1\n");
        using var index = new TemporaryIndex(folder["corpus.jsonl"]);
        var pair = $"{index.Path}={Path.GetDirectoryName(folder["queries.jsonl"])}";
        Assert.Equal(0, SecondStageCommand.Run([pair, pair]));
        Assert.Equal(2, SecondStageCommand.Run([pair]));
        Assert.Equal(2, SecondStageCommand.Run([pair, "nowhere=nothing"]));
    }

    /// <summary>Thirty questions with twenty candidates each, of which the feedback tells the good one, be it by more of it or by less; the score tells nothing.</summary>
    private static List<JudgedCandidates> Questions(bool speaksFor)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 30).Select(_ =>
        {
            var rows = Enumerable.Range(0, 20).Select(_ => Array.ConvertAll(CandidateFeatures.Names, _ => random.NextSingle())).ToArray();
            var good = random.Next(rows.Length);
            for (var i = 0; i < rows.Length; i++)
                rows[i][Feedback] = (i == good) == speaksFor ? 0.7f + 0.3f * random.NextSingle() : 0.6f * random.NextSingle();
            var ids = Enumerable.Range(0, rows.Length).Select(i => $"{i}").ToArray();
            return new JudgedCandidates(ids, rows, [.. rows.Select((_, i) => i == good ? 1 : 0)], 1, new Judgments(new Dictionary<string, int> { [$"{good}"] = 1 }), 1.0 / 30);
        })];
    }
}
