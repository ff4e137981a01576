using System.Numerics;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Where a term stands in one document, in hardly more bits than there are possibilities: the document's length says how large positions
/// can be. A single position takes the logarithm of the length (truncated binary code); of several, the gaps are coded by
/// <see cref="RiceCode"/> with the width that fits their average.</summary>
internal static unsafe class PlaceCode
{
    /// <summary>For documents whose length is not known: longer than all others.</summary>
    private const int LongLength = 1 << 18;

    /// <param name="positions">Ascending (equals allowed), at least one, below the length that the code stands for.</param>
    public static void Write(BitSink target, ReadOnlySpan<int> positions, byte lengthCode)
    {
        var length = LengthCodes.Longest(lengthCode);
        if (positions.Length == 1 && length > 0)
        {
            WriteOne(target, (uint)positions[0], (uint)length);
            return;
        }
        var width = GapWidth(length, positions.Length);
        var last = 0;
        foreach (var position in positions)
        {
            RiceCode.Write(target, (uint)(position - last), width);
            last = position;
        }
    }

    /// <summary>Fills as many positions as the document has.</summary>
    public static void Read(ref BitSource source, Span<int> positions, byte lengthCode)
    {
        var length = LengthCodes.Longest(lengthCode);
        if (positions.Length == 1 && length > 0)
        {
            positions[0] = (int)ReadOne(ref source, (uint)length);
            return;
        }
        var width = GapWidth(length, positions.Length);
        var last = 0u;
        for (var i = 0; i < positions.Length; i++)
            positions[i] = (int)(last += RiceCode.Read(ref source, width));
    }

    private static int GapWidth(int length, int count) => BitOperations.Log2((uint)Math.Max(1, (length == 0 ? LongLength : length) / (count + 1)));

    /// <summary>The first numbers take a bit less than the others, as many as that leaves room for.</summary>
    private static void WriteOne(BitSink target, uint value, uint limit)
    {
        var bits = BitOperations.Log2(limit);
        var shorter = (2u << bits) - limit;
        if (value < shorter)
        {
            target.Add(value, bits);
            return;
        }
        target.Add(value + shorter >> 1, bits);
        target.Add(value + shorter & 1, 1);
    }

    private static uint ReadOne(ref BitSource source, uint limit)
    {
        var bits = BitOperations.Log2(limit);
        var shorter = (2u << bits) - limit;
        var value = source.Read(bits);
        return value < shorter ? value : (value << 1 | source.Read(1)) - shorter;
    }
}
