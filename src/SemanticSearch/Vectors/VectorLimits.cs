namespace SemanticSearch.Vectors;

internal static class VectorLimits
{
    /// <summary>Above it the sums of <see cref="BitSums"/> would not fit 16 bits: 4096 / 4 * 63 is just below 65,536.</summary>
    public const int MaxDimension = 4096;

    /// <summary>Most hits that one search can return.</summary>
    public const int MaxTop = 100_000;
}
