using System.Numerics;

namespace SemanticSearch.Keyword.Segments;

/// <summary>A fixed number of bits.</summary>
internal sealed class BitSet(int length)
{
    public BitSet(ReadOnlySpan<ulong> words, int length)
        : this(length) => words.CopyTo(Words);

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

    public int Count()
    {
        var count = 0;
        foreach (var word in Words)
            count += BitOperations.PopCount(word);
        return count;
    }

    public BitSet Copy() => new(Words, length);
}
