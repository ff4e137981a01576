using SemanticSearch.Evaluation;

namespace SemanticSearch.Tests.Evaluation;

public class LatenciesTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(95, 95)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    public void A_percentile_is_the_nearest_rank(double percent, double expected) =>
        Assert.Equal(expected, new Latencies(Enumerable.Range(1, 100).Reverse().Select(ms => (double)ms)).Percentile(percent));

    [Fact]
    public void One_duration_is_every_percentile_of_itself() => Assert.Equal(3, new Latencies([3]).Percentile(99));

    [Fact]
    public void Without_durations_there_is_nothing_to_report() => Assert.Equal(0, new Latencies([]).Percentile(50));
}
