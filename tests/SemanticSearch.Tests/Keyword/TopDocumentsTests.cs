using SemanticSearch.Keyword;
using SemanticSearch.Keyword.Scoring;

namespace SemanticSearch.Tests.Keyword;

public class TopDocumentsTests
{
    private readonly Random _random = new(20261122);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(300)]
    [InlineData(1_000)]
    [InlineData(4_000)]
    public void The_best_are_those_of_a_full_sort_whatever_comes_in_whatever_order(int limit)
    {
        var best = new TopDocuments();
        foreach (var count in new[] { 0, 1, limit - 1, limit, limit + 1, 2 * limit, 2 * limit + 1, 7 * limit + 3 })
        {
            foreach (var levels in new[] { 1, 2, 40, int.MaxValue })
                Check(best, limit, Scores(count, levels));
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(700)]
    public void Scores_that_only_rise_or_only_fall_make_no_difference(int limit)
    {
        var rising = Enumerable.Range(1, 5 * limit).Select(i => (double)i).ToArray();
        Check(new TopDocuments(), limit, rising);
        Check(new TopDocuments(), limit, [.. rising.Reverse()]);
        Check(new TopDocuments(), limit, [.. rising.Select(score => Math.Pow(10, score % 300 - 150))]);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public void The_threshold_is_never_above_the_worst_of_the_best(int limit)
    {
        var best = new TopDocuments();
        best.Start(limit);
        var offered = new List<double>();
        foreach (var score in Scores(6 * limit, levels: 100))
        {
            best.Offer(score, offered.Count);
            offered.Add(score);
            if (offered.Count % 97 == 0)
                best.Settle();
            var worst = offered.Count < limit ? double.NegativeInfinity : offered.Order().ElementAt(offered.Count - limit);
            Assert.True(best.Threshold <= worst, $"{best.Threshold} after {offered.Count}, whose best end at {worst}");
        }
    }

    [Fact]
    public void Once_there_are_many_more_than_wanted_settling_makes_the_threshold_the_worst_of_the_best()
    {
        var best = new TopDocuments();
        best.Start(1_000);
        var scores = Scores(1_900, levels: int.MaxValue);
        for (var i = 0; i < scores.Length; i++)
            best.Offer(scores[i], i);
        Assert.Equal(double.NegativeInfinity, best.Threshold);
        best.Settle();
        Assert.Equal(scores.OrderDescending().ElementAt(999), best.Threshold);
    }

    private double[] Scores(int count, int levels) =>
        [.. Enumerable.Range(0, count).Select(_ => levels == int.MaxValue ? 30 * Math.Pow(_random.NextDouble(), 4) : 0.125 * (1 + _random.Next(levels)))];

    private void Check(TopDocuments best, int limit, double[] scores)
    {
        var ordinals = Enumerable.Range(0, scores.Length).ToArray();
        _random.Shuffle(ordinals);
        best.Start(limit);
        for (var i = 0; i < scores.Length; i++)
        {
            best.Offer(scores[i], ordinals[i]);
            if (i % 1_000 == 999)
                best.Settle();
        }
        var expected = scores.Select((score, i) => (Score: score, Ordinal: ordinals[i])).OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Ordinal).Take(limit)
            .Select(pair => new ScoredDocument(pair.Ordinal, (float)pair.Score)).ToArray();
        Assert.Equal(expected.OrderBy(document => document.Ordinal), best.ToUnsortedArray().OrderBy(document => document.Ordinal));
        Assert.Equal(expected.OrderByDescending(document => document.Score).ThenBy(document => document.Ordinal), best.ToArray());
    }
}
