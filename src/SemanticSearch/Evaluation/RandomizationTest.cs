namespace SemanticSearch.Evaluation;

/// <summary>
/// Two-sided paired randomisation test on the mean of the differences between two rankings of the same questions: were the two alike, each
/// difference could as well have had the other sign (Smucker, Allan, Carterette 2007, "A Comparison of Statistical Significance Tests for
/// Information Retrieval Evaluation", section 3.4). Seeded: the same differences give the same p.
/// </summary>
internal static class RandomizationTest
{
    public const int Rounds = 10_000;

    private const int Seed = 20071106;

    /// <summary>Sums of the same numbers in another order differ by less.</summary>
    private const double Rounding = 1e-9;

    /// <summary>
    /// Share of the random choices of signs under which the mean is as far from 0 as it is. The choice that was observed counts as one of
    /// them, so that p is never 0 (Phipson and Smyth 2010).
    /// </summary>
    public static double PValue(ReadOnlySpan<double> differences)
    {
        var observed = 0.0;
        var unequal = new List<double>(differences.Length);
        foreach (var difference in differences)
        {
            observed += difference;
            if (difference != 0)
                unequal.Add(difference);
        }
        var limit = Math.Abs(observed) - Rounding;
        var random = new Random(Seed);
        var asFar = 1;
        for (var round = 0; round < Rounds; round++)
        {
            var sum = 0.0;
            foreach (var difference in unequal)
                sum += random.Next(2) == 0 ? difference : -difference;
            asFar += Math.Abs(sum) >= limit ? 1 : 0;
        }
        return asFar / (Rounds + 1.0);
    }
}
