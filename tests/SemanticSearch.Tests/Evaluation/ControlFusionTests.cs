using SemanticSearch.Evaluation;

namespace SemanticSearch.Tests.Evaluation;

/// <summary>Every expected number is worked out by hand beside it.</summary>
public class ControlFusionTests
{
    private static readonly ScoredId[] Keyword = [new("a", 12), new("b", 6), new("c", 2)];

    private static readonly ScoredId[] Vector = [new("c", 0.9), new("d", 0.7), new("a", 0.5)];

    [Fact]
    public void Reciprocal_ranks_add_up()
    {
        // a: 1/61 + 1/63, c: 1/63 + 1/61, b: 1/62, d: 1/62; equal ones by id, descending.
        Same([new("c", 1 / 61.0 + 1 / 63.0), new("a", 1 / 61.0 + 1 / 63.0), new("d", 1 / 62.0), new("b", 1 / 62.0)], ControlFusion.ReciprocalRanks(Keyword, Vector));
    }

    [Fact]
    public void The_convex_combination_scales_each_leg_to_one()
    {
        // Keyword: a 1, b (6 - 2) / 10 = .4, c 0. Vector: c 1, d (.7 - .5) / .4 = .5, a 0. Half of each.
        Same([new("c", 0.5), new("a", 0.5), new("d", 0.25), new("b", 0.2)], ControlFusion.ConvexCombination(Keyword, Vector));
    }

    [Fact]
    public void A_leg_of_equal_scores_counts_in_full() =>
        Same([new("b", 0.5), new("a", 0.5)], ControlFusion.ConvexCombination([new("b", 3), new("a", 3)], []));

    [Fact]
    public void Two_empty_legs_make_an_empty_ranking()
    {
        Assert.Empty(ControlFusion.ReciprocalRanks([], []));
        Assert.Empty(ControlFusion.ConvexCombination([], []));
    }

    [Fact]
    public void Nothing_beyond_the_first_thousand_of_a_leg_counts()
    {
        ScoredId[] leg = [.. Enumerable.Range(0, 1_200).Select(i => new ScoredId($"{i}", 1_200 - i))];
        Assert.Equal(1_000, ControlFusion.ReciprocalRanks(leg, []).Length);
        Assert.Equal(0, ControlFusion.ConvexCombination(leg, [])[^1].Score);
    }

    private static void Same(ScoredId[] expected, ScoredId[] actual)
    {
        Assert.Equal(expected.Select(place => place.Id), actual.Select(place => place.Id));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 12));
    }
}
