using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Keyword.Postings;

/// <summary>128 numbers in the smaller of two forms. Packed: all in the width that most of them need, the few that need more are patched (PForDelta:
/// Zukowski and others, 2006). Rice (Rice and Plaunt, 1971): the low bits packed, what is above them as rows of zeros, each ended by a one;
/// the gaps of documents that lie anywhere take about a bit less than packed.</summary>
/// <remarks>A byte: width, Rice or not, a mark for the caller; <see cref="Zeros"/> instead of a width when all are 0 and nothing follows.
/// Packed: number of exceptions, the low bits, then for each exception its index and its high bits as a varint; when these are 1 the index
/// has its top bit set and nothing follows. Rice: the low bits, the rows filled up to a byte.</remarks>
internal static unsafe class BlockCodec
{
    /// <summary>What decoding needs beside its target.</summary>
    public const int ScratchLength = 1 + BitPacking.BlockSize + UnaryCode.Slack;

    private const byte Mark = 0x80;
    private const byte Rice = 0x40;
    private const byte Zeros = 0x3F;
    private const byte WidthBits = 0x3F;

    /// <summary>Packed is read faster: Rice must save more bytes than this.</summary>
    private const int RiceAdvantage = 2;

    /// <summary>Set in an exception's index.</summary>
    private const byte HighIsOne = 0x80;

    public static void Encode(ReadOnlySpan<uint> values, ByteSink target, bool isMarked = false)
    {
        var mark = isMarked ? Mark : 0;
        var (packedWidth, packedBytes) = BestPacked(values);
        if (packedBytes == 0)
        {
            target.Add((byte)(Zeros | mark));
            return;
        }
        var (riceWidth, riceBytes) = BestRice(values);
        if (riceBytes + RiceAdvantage < packedBytes + 1)
            EncodeRice(values, riceWidth, riceBytes, mark, target);
        else
            EncodePacked(values, packedWidth, mark, target);
    }

    public static bool IsMarked(byte* block) => (*block & Mark) != 0;

    /// <summary>Fills 128 numbers and returns where the block ends.</summary>
    /// <param name="places">Room for <see cref="ScratchLength"/> numbers.</param>
    public static byte* Decode(byte* source, uint* target, uint* places)
    {
        var form = *source++ & ~Mark;
        if (form == Zeros)
        {
            new Span<uint>(target, BitPacking.BlockSize).Clear();
            return source;
        }
        if ((form & Rice) != 0)
            return DecodeRice(source, form & WidthBits, target, places);
        int exceptions = *source++;
        BitPacking.Unpack(source, form, target);
        source += BitPacking.Bytes(form);
        for (; exceptions > 0; exceptions--)
        {
            var index = *source++;
            target[index & ~HighIsOne] |= ((index & HighIsOne) != 0 ? 1 : Varint.Read(ref source)) << form;
        }
        return source;
    }

    /// <summary>Fills 128 documents from a block of their gaps minus one and returns where the block ends.</summary>
    /// <param name="before">The document before the first, or -1.</param>
    /// <param name="places">Room for <see cref="ScratchLength"/> numbers.</param>
    public static byte* DecodeDocuments(byte* source, uint* target, int before, uint* places)
    {
        var bits = *source & WidthBits;
        if ((*source & Rice) == 0 || *source == Zeros || bits > BitPacking.MaxVectorBits || !Avx2.IsSupported)
        {
            var end = Decode(source, target, places);
            PostingsCursor.SumGaps(target, before);
            return end;
        }
        source++;
        if (bits > 0)
        {
            var end = UnaryCode.Read(source + BitPacking.Bytes(bits), places);
            BitPacking.UnpackDocumentsAvx2(source, bits, places, before, target);
            return end;
        }
        source = UnaryCode.Read(source, places);
        var first = Vector256.Create((uint)before + 1);
        for (var i = 0; i < BitPacking.BlockSize; i += Vector256<uint>.Count)
            (Vector256.Load(places + i) + first).Store(target + i);
        return source;
    }

    private static void EncodePacked(ReadOnlySpan<uint> values, int bits, int mark, ByteSink target)
    {
        target.Add((byte)(bits | mark));
        var exceptions = 0;
        foreach (var value in values)
            exceptions += HighBits(value, bits) != 0 ? 1 : 0;
        target.Add((byte)exceptions);
        BitPacking.Pack(values, bits, target.Take(BitPacking.Bytes(bits)));
        for (var i = 0; exceptions > 0; i++)
        {
            if (HighBits(values[i], bits) is not (> 0 and var high))
                continue;
            target.Add((byte)(high == 1 ? i | HighIsOne : i));
            if (high > 1)
                target.AddVarint(high);
            exceptions--;
        }
    }

    private static void EncodeRice(ReadOnlySpan<uint> values, int bits, int bytes, int mark, ByteSink target)
    {
        target.Add((byte)(bits | Rice | mark));
        BitPacking.Pack(values, bits, target.Take(BitPacking.Bytes(bits)));
        var rows = target.Take(bytes - BitPacking.Bytes(bits));
        rows.Clear();
        var place = 0u;
        foreach (var value in values)
        {
            place += value >> bits;
            rows[(int)(place >> 3)] |= (byte)(1 << (int)(place & 7));
            place++;
        }
    }

    private static byte* DecodeRice(byte* source, int bits, uint* target, uint* places)
    {
        places[0] = uint.MaxValue;
        var end = UnaryCode.Read(source + BitPacking.Bytes(bits), places + 1);
        if (bits == 0)
        {
            for (var i = 0; i < BitPacking.BlockSize; i += Vector256<uint>.Count)
                (Vector256.Load(places + i + 1) - Vector256.Load(places + i) - Vector256<uint>.One).Store(target + i);
            return end;
        }
        BitPacking.Unpack(source, bits, target);
        for (var i = 0; i < BitPacking.BlockSize; i += Vector256<uint>.Count)
        {
            var zeros = Vector256.Load(places + i + 1) - Vector256.Load(places + i) - Vector256<uint>.One;
            (Vector256.Load(target + i) | zeros << bits).Store(target + i);
        }
        return end;
    }

    private static uint HighBits(uint value, int bits) => bits == 32 ? 0 : value >> bits;

    /// <returns>The best width, and the bytes that follow the number of exceptions.</returns>
    private static (int Width, int Bytes) BestPacked(ReadOnlySpan<uint> values)
    {
        Span<int> counts = stackalloc int[33];
        counts.Clear();
        foreach (var value in values)
            counts[32 - BitOperations.LeadingZeroCount(value)]++;
        var best = 32;
        var bestBytes = int.MaxValue;
        var exceptionBytes = 0;
        for (var bits = 32; bits >= 0; bits--)
        {
            var bytes = BitPacking.Bytes(bits) + exceptionBytes;
            if (bytes < bestBytes)
                (best, bestBytes) = (bits, bytes);
            exceptionBytes = ExceptionBytes(counts, bits);
        }
        return (best, bestBytes);
    }

    /// <summary>Bytes of all exceptions when the width is one below <paramref name="narrowest"/>.</summary>
    private static int ExceptionBytes(Span<int> counts, int narrowest)
    {
        var bytes = counts[narrowest];
        for (var bits = narrowest + 1; bits <= 32; bits++)
            bytes += counts[bits] * (1 + (bits - narrowest + 7) / 7);
        return bytes;
    }

    /// <returns>The best width and the bytes of low bits and rows.</returns>
    private static (int Width, int Bytes) BestRice(ReadOnlySpan<uint> values)
    {
        var sum = 0UL;
        foreach (var value in values)
            sum += value;
        // The best width is the logarithm of the mean, or one off.
        var mean = BitOperations.Log2(sum / BitPacking.BlockSize | 1);
        var best = (Width: 0, Bytes: int.MaxValue);
        for (var bits = Math.Max(0, mean - 1); bits <= mean + 1 && bits < 32; bits++)
        {
            var rows = (ulong)BitPacking.BlockSize;
            foreach (var value in values)
                rows += value >> bits;
            var bytes = BitPacking.Bytes(bits) + (int)Math.Min(int.MaxValue / 2, (rows + 7) / 8);
            if (bytes < best.Bytes)
                best = (bits, bytes);
        }
        return best;
    }
}
