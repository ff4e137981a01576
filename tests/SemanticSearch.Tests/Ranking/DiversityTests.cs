using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class DiversityTests
{
    private static readonly Func<int, int, double> Unlike = (_, _) => 0;

    [Fact]
    public void What_repeats_an_article_above_it_sinks_below_one_that_does_not()
    {
        // 0 and 1 say the same, 2 something else.
        double[] scores = [0.90, 0.89, 0.88];
        var losses = Diversity.Losses(scores, 0, (a, b) => a < 2 && b < 2 ? 1 : 0, cost: 0.02, organisations: null);
        Assert.Equal([0, -0.02, 0], losses);
        Assert.Equal([0, 2, 1], Order(scores, losses));
    }

    [Fact]
    public void A_better_article_stays_before_a_different_one() =>
        Assert.Equal([0, 1, 2], Order([0.90, 0.89, 0.80], Diversity.Losses([0.90, 0.89, 0.80], 0, (a, b) => a < 2 && b < 2 ? 1 : 0, cost: 0.02, organisations: null)));

    [Fact]
    public void No_article_falls_below_those_that_were_not_looked_at() =>
        Assert.Equal([0, -0.001], Diversity.Losses([0.5, 0.401], 0.4, (_, _) => 1, cost: 0.02, organisations: null).Select(loss => Math.Round(loss, 9)));

    [Fact]
    public void A_question_about_companies_hears_of_several()
    {
        double[] scores = [0.99, 0.98, 0.97, 0.96, 0.90, 0.89];
        string?[] owners = ["Netflix", "netflix", "Netflix", "Netflix", "Uber", null];
        Assert.Equal([0, 1, 4, 5, 2, 3], Order(scores, Diversity.Losses(scores, 0, Unlike, cost: 0.02, owners)));
        Assert.Equal([0, 1, 2, 3, 4, 5], Order(scores, Diversity.Losses(scores, 0, Unlike, cost: 0.02, organisations: null)));
    }

    [Fact]
    public void Articles_that_nobody_is_known_to_have_written_do_not_count_as_one_writer()
    {
        double[] scores = [0.9, 0.8, 0.7, 0.6];
        Assert.All(Diversity.Losses(scores, 0, Unlike, cost: 0.02, new string?[4]), loss => Assert.Equal(0, loss));
    }

    [Fact]
    public void The_order_of_losses_is_the_order_in_which_articles_were_chosen()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var scores = Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.NextDouble()).ToArray();
            var likeness = scores.Select(_ => scores.Select(_ => random.NextDouble()).ToArray()).ToArray();
            var losses = Diversity.Losses(scores, 0, (a, b) => Math.Max(likeness[a][b], likeness[b][a]), cost: 0.3, organisations: null);
            Assert.All(losses, loss => Assert.InRange(loss, -0.3, 0));
            Assert.All(scores.Zip(losses), pair => Assert.True(pair.First + pair.Second >= 0));
            var best = Array.IndexOf(scores, scores.Max());
            Assert.Equal(0, losses[best]);
        }
    }

    private static int[] Order(double[] scores, double[] losses) =>
        [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i] + losses[i]).ThenBy(i => i)];
}
