using System.Numerics;

namespace SemanticSearch.Keyword.Postings;

/// <summary>The length of a document in one byte: exact below 64, then sixteen steps an octave (at most 3 % off) up to 262,143.
/// The rounded length is the length as far as ranking is concerned, in sums and averages too.</summary>
internal static class LengthCodes
{
    private const int Exact = 64;
    private const int FirstOctave = 6;
    private const int LastOctave = 17;

    private static readonly int[] Lengths = [.. Enumerable.Range(0, 256).Select(LengthOf)];

    public static byte Encode(int length)
    {
        if (length < Exact)
            return (byte)Math.Max(0, length);
        var octave = BitOperations.Log2((uint)length);
        return octave > LastOctave ? byte.MaxValue : (byte)(Exact + (octave - FirstOctave) * 16 + (length >> (octave - 4) & 15));
    }

    public static int Decode(byte code) => Lengths[code];

    /// <summary>The largest length of a code; 0 for the code of everything beyond.</summary>
    public static int Longest(byte code)
    {
        if (code < Exact)
            return code;
        var octave = FirstOctave + (code - Exact) / 16;
        return code == byte.MaxValue ? 0 : (17 + code % 16 << (octave - 4)) - 1;
    }

    private static int LengthOf(int code)
    {
        if (code < Exact)
            return code;
        var octave = FirstOctave + (code - Exact) / 16;
        return (16 + code % 16 << (octave - 4)) + (1 << (octave - 5));
    }
}
