using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

public class NearestScoresTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(999)]
    [InlineData(5_000)]
    public void They_are_the_first_of_a_stable_sort(int top)
    {
        var random = new Random(3);
        // So few different values that the last of the best has equals.
        var cosines = Enumerable.Range(0, 2_000).Select(_ => random.Next(5) == 0 ? NearestScores.Absent : random.Next(-40, 41) / 40f).ToArray();
        var expected = Enumerable.Range(0, cosines.Length).Where(i => cosines[i] > NearestScores.Absent).OrderByDescending(i => cosines[i]).Take(top).Order();
        Assert.Equal(expected, Held(cosines, top));
    }

    [Fact]
    public void Near_values_are_told_apart()
    {
        var cosines = Enumerable.Range(0, 100).Select(i => 0.5f + i % 10 * 1e-6f).ToArray();
        Assert.Equal(Enumerable.Range(0, 100).Where(i => i % 10 >= 8), Held(cosines, 20));
    }

    [Fact]
    public void Of_none_wanted_none_is_held() => Assert.Empty(Held([0.1f, 0.2f], 0));

    private static List<int> Held(float[] cosines, int top)
    {
        var nearest = NearestScores.Of(cosines, top);
        var held = new List<int>();
        for (var i = 0; i < cosines.Length; i++)
        {
            if (nearest.Holds(cosines[i]))
                held.Add(i);
        }
        return held;
    }
}
