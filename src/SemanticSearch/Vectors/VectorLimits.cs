namespace SemanticSearch.Vectors;

internal static class VectorLimits
{
    /// <summary>Above it the integer dot product would need more than 32 bits, see <see cref="QueryCodes"/>.</summary>
    public const int MaxDimension = 8192;

    /// <summary>Most hits that one search can return.</summary>
    public const int MaxTop = 100_000;
}
