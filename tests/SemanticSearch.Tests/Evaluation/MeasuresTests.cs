using SemanticSearch.Evaluation;

namespace SemanticSearch.Tests.Evaluation;

/// <summary>Every expected number is worked out by hand beside it.</summary>
public class MeasuresTests
{
    /// <summary>a is grade 3, b grade 2, c grade 1, z a judged zero; everything else was not judged.</summary>
    private static readonly Judgments Graded = Judge("a=3 b=2 c=1 z=0");

    [Fact]
    public void Ndcg_takes_the_grade_as_gain_and_the_ideal_from_the_judgments()
    {
        // Retrieved: x c a -> 0 + 1/log2(3) + 3/log2(4) = 0.63093 + 1.5 = 2.13093.
        // Ideal:     a b c -> 3 + 2/log2(3) + 1/log2(4) = 3 + 1.26186 + 0.5 = 4.76186.
        Assert.Equal(2.13093 / 4.76186, Measures.Ndcg(Ranking("x c a"), Graded, 10), 4);
    }

    [Fact]
    public void Ndcg_of_the_ideal_ranking_is_one() => Assert.Equal(1, Measures.Ndcg(Ranking("a b c"), Graded, 10), 12);

    [Fact]
    public void Ndcg_cuts_ranking_and_ideal_at_the_same_depth()
    {
        // At depth 1 the ideal is a alone (3); the ranking shows c (1).
        Assert.Equal(1 / 3.0, Measures.Ndcg(Ranking("c a b"), Graded, 1), 12);
    }

    [Fact]
    public void Average_precision_counts_relevant_articles_that_were_not_found()
    {
        // c at rank 2 -> 1/2, a at rank 4 -> 2/4, b not found -> 0; three are relevant.
        Assert.Equal((0.5 + 0.5 + 0) / 3, Measures.AveragePrecision(Ranking("x c z a"), Graded), 12);
    }

    [Theory]
    [InlineData("a x y", 1)]
    [InlineData("x z c", 1 / 3.0)]
    [InlineData("x y z", 0)]
    [InlineData("1 2 3 4 5 6 7 8 9 a", 0.1)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 a", 0)]
    public void Reciprocal_rank_is_that_of_the_first_relevant_article_within_ten(string ranking, double expected) =>
        Assert.Equal(expected, Measures.ReciprocalRank(Ranking(ranking), Graded, 10), 12);

    [Fact]
    public void Recall_looks_no_deeper_than_it_says()
    {
        var fillers = string.Join(' ', Enumerable.Range(0, 98));
        Assert.Equal(2 / 3.0, Measures.Recall(Ranking($"a {fillers} b c"), Graded, 100), 12);
    }

    [Theory]
    [InlineData("a z x y", 0.5)]
    [InlineData("z", 1)]
    [InlineData("x", 0)]
    [InlineData("", 0)]
    [InlineData("x 2 3 4 5 6 7 8 9 a z b c", 0.1)]
    public void Judged_counts_judged_zeros_and_divides_by_what_was_shown(string ranking, double expected) =>
        Assert.Equal(expected, Measures.Judged(Ranking(ranking), Graded, 10), 12);

    [Fact]
    public void A_question_without_a_relevant_article_scores_zero_instead_of_dividing_by_it()
    {
        var quality = Quality.Of(Ranking("z y"), Judge("z=0 y=-1"));
        Assert.Equal(new Quality(0, 0, 0, 0, 1), quality);
    }

    [Fact]
    public void An_empty_ranking_scores_zero_everywhere() => Assert.Equal(default, Quality.Of([], Graded));

    [Fact]
    public void A_negative_grade_gains_nothing() =>
        Assert.Equal(1 / Math.Log2(3), Measures.Ndcg(Ranking("spam a"), Judge("a=3 spam=-2"), 10), 12);

    [Fact]
    public void The_mean_weighs_every_question_the_same() =>
        Assert.Equal(new Quality(0.5, 0.25, 0.5, 0.75, 1), Quality.Mean([new(1, 0.5, 1, 1, 1), new(0, 0, 0, 0.5, 1)]));

    [Fact]
    public void The_mean_of_nothing_is_zero() => Assert.Equal(default, Quality.Mean([]));

    private static string[] Ranking(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Judgments Judge(string grades) =>
        new(grades.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1])));
}
