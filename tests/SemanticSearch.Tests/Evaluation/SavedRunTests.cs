using SemanticSearch.Documents;
using SemanticSearch.Evaluation;

namespace SemanticSearch.Tests.Evaluation;

public sealed class SavedRunTests : IDisposable
{
    private static readonly JudgedQuestion[] Questions =
    [
        new("q1", "first", null, new Judgments(new Dictionary<string, int> { ["a"] = 1 })),
        new("q 2", "second", null, new Judgments(new Dictionary<string, int> { ["an id"] = 1 })),
    ];

    private readonly TemporaryDirectory _folder = new();

    private string Run => Path.Combine(_folder.Path, "saved.run");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_read_as_it_was_written_blanks_in_ids_included()
    {
        using (var output = File.CreateText(Run))
        {
            TrecRun.Write(output, "q1", [new("b", 3), new("a", 3)], "tag");
            TrecRun.Write(output, "q 2", [new("an id", 1)], "tag");
        }
        var saved = SavedRun.Read(Run, Questions);
        Assert.Equal(0, saved.MissingQuestions);
        Assert.Equal([0.5, 1], saved.Qualities.Select(quality => quality.MrrAt10));
    }

    [Fact]
    public void Scores_tell_the_order_whatever_the_ranks_and_the_lines_say()
    {
        File.WriteAllText(Run, "q1\tQ0\tb\t1\t0.5\ttag\nq1  Q0 a 2 7e2 tag\r\n\n");
        Assert.Equal(["a", "b"], TrecRun.Read(Run)["q1"].Select(place => place.Id));
    }

    [Fact]
    public void A_question_that_the_run_does_not_rank_found_nothing()
    {
        File.WriteAllText(Run, "q1 Q0 a 1 1 tag\n");
        var saved = SavedRun.Read(Run, Questions);
        Assert.Equal(1, saved.MissingQuestions);
        Assert.Equal([1, 0], saved.Qualities.Select(quality => quality.NdcgAt10));
    }

    [Theory]
    [InlineData("q1 Q0 a 1 1", "saved.run:2: expected six columns, query Q0 id rank score tag")]
    [InlineData("q1 Q0 a 1 1 tag more", "saved.run:2: expected six columns")]
    [InlineData("q1 Q0 a 1 much tag", "saved.run:2: the score is no number: much")]
    [InlineData("q1 Q0 a 1 NaN tag", "saved.run:2: the score is no number: NaN")]
    [InlineData("q1 Q0 x 1 1 tag", "saved.run:2: query q1 ranks x a second time")]
    public void A_malformed_line_is_named(string line, string expected)
    {
        File.WriteAllText(Run, $"q1 Q0 x 1 2 tag\n{line}\n");
        Assert.Contains(expected, Assert.Throws<DataProblemException>(() => SavedRun.Read(Run, Questions)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "holds no ranking")]
    [InlineData("\n\n", "holds no ranking")]
    [InlineData("q7 Q0 a 1 1 tag", "ranks none of the 2 judged questions")]
    public void A_run_without_these_questions_is_refused(string text, string expected)
    {
        File.WriteAllText(Run, text);
        Assert.Contains(expected, Assert.Throws<DataProblemException>(() => SavedRun.Read(Run, Questions)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_run_is_named() =>
        Assert.Contains("saved.run", Assert.Throws<FileNotFoundException>(() => SavedRun.Read(Run, Questions)).Message, StringComparison.Ordinal);

    [Fact]
    public void Wins_losses_and_ties_are_counted_question_by_question()
    {
        // Differences .5, -.25, 0, 0: mean .0625; of the four choices of signs of the first two, all are at least .25 / 4 from 0.
        var comparison = PairedComparison.Of([Ndcg(1), Ndcg(0.5), Ndcg(0), Ndcg(1)], [Ndcg(0.5), Ndcg(0.75), Ndcg(0), Ndcg(1)]);
        Assert.Equal(new PairedComparison(0.0625, Wins: 1, Losses: 1, Ties: 2, PValue: 1), comparison);
    }

    private static Quality Ndcg(double value) => new(value, 0, 0, 0, 0);
}
