using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class CalibrationTests
{
    [Theory]
    [InlineData(0, 0.012)]
    [InlineData(0.6, 0.196)]
    [InlineData(0.884, 0.5)]
    [InlineData(1.2, 0.829)]
    public void A_score_becomes_the_probability_that_was_fitted(double score, double probability) =>
        Assert.Equal(probability, Calibration.Probability(score), 0.002);

    [Fact]
    public void A_higher_score_is_never_less_probable()
    {
        for (var score = -1.0; score < 3; score += 0.01)
            Assert.True(Calibration.Probability(score) <= Calibration.Probability(score + 0.01));
        Assert.InRange(Calibration.Probability(-100), 0, 1e-9);
        Assert.InRange(Calibration.Probability(100), 1 - 1e-9, 1);
    }
}
