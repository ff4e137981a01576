using System.Numerics;

namespace SemanticSearch.Keyword.Segments;

/// <summary>A fixed number of bits.</summary>
internal sealed class BitSet(int length)
{
    public BitSet(ReadOnlySpan<ulong> words, int length)
        : this(length) => words.CopyTo(Words);

    /// <summary>With every bit set.</summary>
    public static BitSet Full(int length) => new BitSet(length).Complement();

    public int Length => length;

    public ulong[] Words { get; } = new ulong[(length + 63) / 64];

    public bool this[int index]
    {
        get => (Words[index >> 6] >> index & 1) != 0;
        set
        {
            if (value)
                Words[index >> 6] |= 1UL << index;
            else
                Words[index >> 6] &= ~(1UL << index);
        }
    }

    /// <summary>The bits that are set, in order.</summary>
    public IEnumerable<int> Places()
    {
        for (var w = 0; w < Words.Length; w++)
        {
            for (var word = Words[w]; word != 0; word &= word - 1)
                yield return (w << 6) + BitOperations.TrailingZeroCount(word);
        }
    }

    public int Count()
    {
        var count = 0;
        foreach (var word in Words)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>What is not set.</summary>
    public BitSet Complement()
    {
        var complement = new BitSet(length);
        for (var w = 0; w < Words.Length; w++)
            complement.Words[w] = ~Words[w];
        complement.ClearBeyond();
        return complement;
    }

    /// <summary>Clears the bits of the last word that are no part of the set.</summary>
    public void ClearBeyond()
    {
        if ((length & 63) != 0)
            Words[^1] &= (1UL << length) - 1;
    }

    public BitSet Copy() => new(Words, length);
}
