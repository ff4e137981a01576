using System.Numerics;

namespace SemanticSearch.Vectors;

/// <summary>Two bitsets over ordinals, bit i of word i / 64; null means all allowed, none deleted. The words are pinned by the search.</summary>
internal readonly unsafe struct OrdinalFilter(ulong* allowed, ulong* deleted)
{
    public bool IsNone => allowed == null && deleted == null;

    public bool Allows(int ordinal)
    {
        var bit = 1UL << (ordinal & 63);
        return (allowed == null || (allowed[ordinal >> 6] & bit) != 0) && (deleted == null || (deleted[ordinal >> 6] & bit) == 0);
    }

    /// <summary>The allowed ordinals from 64 * word on; bits past the last ordinal may be set.</summary>
    public ulong Word(int word) => (allowed == null ? ulong.MaxValue : allowed[word]) & (deleted == null ? ulong.MaxValue : ~deleted[word]);

    /// <summary>How many ordinals below <paramref name="ordinals"/> are allowed.</summary>
    public int Count(int ordinals)
    {
        if (IsNone)
            return ordinals;
        var count = 0;
        var whole = ordinals / 64;
        for (var word = 0; word < whole; word++)
            count += BitOperations.PopCount(Word(word));
        if (ordinals % 64 != 0)
            count += BitOperations.PopCount(Word(whole) & ((1UL << (ordinals % 64)) - 1));
        return count;
    }
}
