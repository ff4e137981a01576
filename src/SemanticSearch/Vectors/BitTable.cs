using System.Runtime.InteropServices;

namespace SemanticSearch.Vectors;

/// <summary>
/// A question prepared for <see cref="BitBlocks"/>: for every four dimensions the sixteen possible sums of +-question, as numbers of six
/// bits, so that four of them can be added in a byte. Their rounding is far below the error of the 1-bit estimate itself.
/// </summary>
internal sealed unsafe class BitTable
{
    private const int MaxEntry = 63;

    private readonly int _dimension;

    public BitTable(int dimension)
    {
        _dimension = dimension;
        Groups = BitBlocks.Groups(dimension);
        Entries = (byte*)NativeMemory.AlignedAlloc((nuint)(Groups * 16), 64);
    }

    ~BitTable() => NativeMemory.AlignedFree(Entries);

    public int Groups { get; }

    /// <summary>Groups times 16 bytes.</summary>
    public byte* Entries { get; }

    /// <summary>A sum of entries times this, plus <see cref="Offset"/>, is the sum of +-question.</summary>
    public float Step { get; private set; }

    public float Offset { get; private set; }

    /// <param name="rotated">Of length 1, in the basis of the rows.</param>
    public void Set(ReadOnlySpan<float> rotated)
    {
        Span<float> four = stackalloc float[4];
        var (largest, total) = (0f, 0f);
        for (var group = 0; group < Groups; group++)
        {
            Load(rotated, group, four);
            var sum = MathF.Abs(four[0]) + MathF.Abs(four[1]) + MathF.Abs(four[2]) + MathF.Abs(four[3]);
            largest = MathF.Max(largest, sum);
            total += sum;
        }
        Step = 2 * largest / MaxEntry;
        Offset = -total;
        for (var group = 0; group < Groups; group++)
        {
            Load(rotated, group, four);
            var sum = MathF.Abs(four[0]) + MathF.Abs(four[1]) + MathF.Abs(four[2]) + MathF.Abs(four[3]);
            Fill(Entries + group * 16, four, sum, 1 / Step);
        }
    }

    // Entry n starts from all signs negative and adds twice each number whose sign is positive.
    private static void Fill(byte* entries, ReadOnlySpan<float> four, float sum, float perStep)
    {
        var lowest = sum - four[0] - four[1] - four[2] - four[3];
        for (var n = 0; n < 16; n++)
        {
            var value = lowest + 2 * ((n & 1) * four[0] + (n >> 1 & 1) * four[1] + (n >> 2 & 1) * four[2] + (n >> 3) * four[3]);
            entries[n] = (byte)Math.Clamp((int)(value * perStep + 0.5f), 0, MaxEntry);
        }
    }

    private void Load(ReadOnlySpan<float> rotated, int group, Span<float> four)
    {
        for (var i = 0; i < 4; i++)
            four[i] = 4 * group + i < _dimension ? rotated[4 * group + i] : 0;
    }
}
