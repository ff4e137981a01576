using System.Numerics;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Single numbers by Rice's code (Rice and Plaunt 1971): what is above the lowest bits as a row of zeros ended by a one, then these bits.</summary>
internal static class RiceCode
{
    /// <summary>So long a row of zeros says that the number follows as it is.</summary>
    private const int EscapeZeros = 40;

    /// <param name="width">The number of lowest bits.</param>
    public static void Write(BitSink target, uint value, int width)
    {
        var zeros = value >> width;
        if (zeros + width < 32)
        {
            target.Add((value & ((1u << width) - 1)) << (int)zeros << 1 | 1u << (int)zeros, (int)zeros + 1 + width);
            return;
        }
        if (zeros >= EscapeZeros)
        {
            target.Add(0, 32);
            target.Add(0, EscapeZeros - 32);
            target.Add(value, 32);
            return;
        }
        if (zeros >= 32)
            target.Add(0, 32);
        target.Add(1u << (int)(zeros & 31), (int)(zeros & 31) + 1);
        target.Add(value & ((1u << width) - 1), width);
    }

    public static uint Read(ref BitSource source, int width)
    {
        var bits = source.Peek();
        var zeros = BitOperations.TrailingZeroCount(bits);
        if (zeros >= EscapeZeros)
        {
            source.Skip(EscapeZeros);
            return source.Read(32);
        }
        if (zeros + 1 + width <= BitSource.MaxBits)
        {
            source.Skip(zeros + 1 + width);
            return (uint)zeros << width | (uint)(bits >> zeros >> 1) & ((1u << width) - 1);
        }
        source.Skip(zeros + 1);
        return (uint)zeros << width | source.Read(width);
    }

    /// <summary>The width, at most 31, that takes the fewest bits.</summary>
    public static int BestWidth(ReadOnlySpan<uint> values)
    {
        var sum = 0UL;
        foreach (var value in values)
            sum += value;
        var mean = BitOperations.Log2(sum / (uint)Math.Max(1, values.Length) | 1);
        var best = (Width: 0, Bits: long.MaxValue);
        for (var width = Math.Max(0, mean - 1); width <= Math.Min(31, mean + 1); width++)
        {
            var bits = 0L;
            foreach (var value in values)
                bits += value >> width is >= EscapeZeros ? EscapeZeros + 32 : width + 1 + (value >> width);
            if (bits < best.Bits)
                best = (width, bits);
        }
        return best.Width;
    }
}
