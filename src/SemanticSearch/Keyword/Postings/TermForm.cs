namespace SemanticSearch.Keyword.Postings;

/// <summary>What the dictionary says of a term in one byte: whether it has a surface and heads, whether its articles are as many as its passages,
/// and the number of these unless it is large.</summary>
internal static class TermForm
{
    /// <summary>The number of passages from which on it follows elsewhere.</summary>
    public const int MaxPassages = 31;

    private const byte Surface = 1;
    private const byte Heads = 2;
    private const byte OtherArticles = 4;
    private const int PassagesShift = 3;

    public static byte Of(in TermEntry entry, bool hasSurface) => (byte)(
        (hasSurface ? Surface : 0) | (entry.Heads > 0 ? Heads : 0) | (entry.Articles != entry.Passages ? OtherArticles : 0)
        | Math.Min(entry.Passages, MaxPassages) << PassagesShift);

    public static bool HasSurface(byte form) => (form & Surface) != 0;

    public static bool HasHeads(byte form) => (form & Heads) != 0;

    public static bool HasOtherArticles(byte form) => (form & OtherArticles) != 0;

    public static int Passages(byte form) => form >> PassagesShift;
}
