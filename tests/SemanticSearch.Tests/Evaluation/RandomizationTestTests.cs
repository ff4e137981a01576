using SemanticSearch.Evaluation;

namespace SemanticSearch.Tests.Evaluation;

public class RandomizationTestTests
{
    /// <summary>The standard error of a share over 10,000 rounds is .005 at most; four of them.</summary>
    private const double Tolerance = 0.02;

    [Theory]
    [InlineData("0.3")]
    [InlineData("0.1 0.2 0.3")]
    [InlineData("0.1 -0.2 0.3 -0.05")]
    [InlineData("0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5")]
    [InlineData("0.1 0.1 -0.1 0.1 0 0 0.1 0.1 0.1")]
    [InlineData("1 -1 0.5 -0.5 0.25 0.25")]
    [InlineData("0.02 0.4 0.11 -0.3 0.07 0.19 -0.05 0.6 0.33 -0.12")]
    [InlineData("-0.02 -0.4 -0.11 0.03 -0.07 -0.19 0.05 -0.6 -0.33 -0.12")]
    public void P_is_that_of_all_choices_of_signs(string differences) =>
        Assert.Equal(Exact(Numbers(differences)), RandomizationTest.PValue(Numbers(differences)), Tolerance);

    [Fact]
    public void Three_equal_gains_leave_two_of_eight_choices()
    {
        // +++ and --- are as far from 0 as what was seen, the other six are not.
        Assert.Equal(0.25, Exact([0.2, 0.2, 0.2]), 12);
        Assert.Equal(0.25, RandomizationTest.PValue([0.2, 0.2, 0.2]), Tolerance);
    }

    [Fact]
    public void Rankings_that_are_alike_give_one()
    {
        Assert.Equal(1, RandomizationTest.PValue([]));
        Assert.Equal(1, RandomizationTest.PValue([0, 0, 0]));
        Assert.Equal(1, RandomizationTest.PValue([0.1 + 0.2, -0.3]));
    }

    [Fact]
    public void P_is_never_zero() => Assert.Equal(1 / 10_001.0, RandomizationTest.PValue([.. Enumerable.Repeat(0.5, 100)]));

    [Fact]
    public void The_direction_does_not_matter_and_a_second_run_gives_the_same()
    {
        double[] gains = [.. Enumerable.Range(0, 40).Select(i => (i * 37 % 11 - 4) / 10.0)];
        var p = RandomizationTest.PValue(gains);
        Assert.InRange(p, 0.0001, 0.9999);
        Assert.Equal(p, RandomizationTest.PValue(gains));
        Assert.Equal(p, RandomizationTest.PValue([.. gains.Select(gain => -gain)]));
    }

    private static double Exact(double[] differences)
    {
        var limit = Math.Abs(differences.Sum()) - 1e-9;
        var choices = 1 << differences.Length;
        var asFar = Enumerable.Range(0, choices).Count(signs =>
            Math.Abs(differences.Select((difference, i) => (signs >> i & 1) == 0 ? difference : -difference).Sum()) >= limit);
        return (double)asFar / choices;
    }

    private static double[] Numbers(string written) =>
        [.. written.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
}
