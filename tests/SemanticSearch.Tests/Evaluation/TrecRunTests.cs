using System.Globalization;
using SemanticSearch.Evaluation;

namespace SemanticSearch.Tests.Evaluation;

public class TrecRunTests
{
    [Fact]
    public void A_line_is_query_Q0_id_rank_score_tag() =>
        Assert.Equal(["q1 Q0 a 1 2.5 tag", "q1 Q0 b 2 1 tag"], Lines([new("a", 2.5), new("b", 1)]));

    [Fact]
    public void Equal_scores_are_ordered_by_id_descending_as_trec_eval_does() =>
        Assert.Equal(["c", "b", "a", "0"], TrecOrder.Sort([new("a", 1), new("c", 1), new("0", 0.5), new("b", 1)]).Select(place => place.Id));

    [Fact]
    public void Written_scores_fall_strictly_even_where_single_precision_sees_no_difference()
    {
        var ranking = TrecOrder.Sort([new("a", 7), new("b", 7), new("c", 7 + 1e-12), new("d", 0), new("e", 0), new("f", -0.0)]);
        var scores = Lines(ranking).Select(line => float.Parse(line.Split(' ')[4], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(6, scores.Count);
        Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First > pair.Second, $"{pair.First} then {pair.Second}"));
    }

    [Fact]
    public void A_run_is_a_thousand_deep() =>
        Assert.Equal(1_000, Lines([.. Enumerable.Range(0, 1_200).Select(i => new ScoredId($"{i}", -i))]).Length);

    [Fact]
    public void A_blank_in_an_id_does_not_split_its_column() => Assert.Equal(["q1 Q0 a%20b 1 1 tag"], Lines([new("a b", 1)]));

    private static string[] Lines(IReadOnlyList<ScoredId> ranking)
    {
        using var output = new StringWriter { NewLine = "\n" };
        TrecRun.Write(output, "q1", ranking, "tag");
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
