using System.Numerics;

namespace SemanticSearch.Keyword.Postings;

/// <summary>128 numbers in the width that most of them need; the few that need more bits are patched (PForDelta: Zukowski and others, 2006).
/// Layout: width (its top bit is a mark for the caller), number of exceptions, the packed low bits, then for each exception its index and
/// its high bits as a varint.</summary>
internal static unsafe class BlockCodec
{
    private const byte Mark = 0x80;

    public static void Encode(ReadOnlySpan<uint> values, ByteSink target, bool isMarked = false)
    {
        var bits = BestWidth(values);
        target.Add((byte)(isMarked ? bits | Mark : bits));
        var exceptions = 0;
        foreach (var value in values)
            exceptions += HighBits(value, bits) != 0 ? 1 : 0;
        target.Add((byte)exceptions);
        BitPacking.Pack(values, bits, target.Take(BitPacking.Bytes(bits)));
        for (var i = 0; exceptions > 0; i++)
        {
            if (HighBits(values[i], bits) is not (> 0 and var high))
                continue;
            target.Add((byte)i);
            target.AddVarint(high);
            exceptions--;
        }
    }

    public static bool IsMarked(byte* block) => (*block & Mark) != 0;

    /// <summary>Fills 128 numbers and returns where the block ends.</summary>
    public static byte* Decode(byte* source, uint* target)
    {
        var bits = source[0] & ~Mark;
        var exceptions = source[1];
        source += 2;
        BitPacking.Unpack(source, bits, target);
        source += BitPacking.Bytes(bits);
        for (; exceptions > 0; exceptions--)
        {
            var index = *source++;
            target[index] |= Varint.Read(ref source) << bits;
        }
        return source;
    }

    private static uint HighBits(uint value, int bits) => bits == 32 ? 0 : value >> bits;

    private static int BestWidth(ReadOnlySpan<uint> values)
    {
        Span<int> counts = stackalloc int[33];
        counts.Clear();
        foreach (var value in values)
            counts[32 - BitOperations.LeadingZeroCount(value)]++;
        var best = 32;
        var bestBytes = int.MaxValue;
        var exceptions = 0;
        var exceptionBytes = 0;
        for (var bits = 32; bits >= 0; bits--)
        {
            var bytes = BitPacking.Bytes(bits) + exceptionBytes;
            if (bytes < bestBytes)
                (best, bestBytes) = (bits, bytes);
            exceptions += counts[bits];
            exceptionBytes = ExceptionBytes(counts, bits, exceptions);
        }
        return best;
    }

    /// <summary>Bytes of all exceptions when the width is one below <paramref name="narrowest"/>.</summary>
    private static int ExceptionBytes(Span<int> counts, int narrowest, int exceptions)
    {
        var bytes = exceptions;
        for (var bits = narrowest; bits <= 32; bits++)
            bytes += counts[bits] * ((bits - narrowest + 7) / 7);
        return bytes;
    }
}
