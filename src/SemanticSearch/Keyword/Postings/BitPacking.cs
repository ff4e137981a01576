using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Keyword.Postings;

/// <summary>128 numbers of equally many bits, one after the other, lowest bit first: 16 bytes for each bit of width. Eight numbers always
/// begin at a byte, which is what lets a vector unpack eight or sixteen at a time. Readers may look up to 64 bytes past the end.</summary>
internal static unsafe class BitPacking
{
    /// <summary>Numbers in a block.</summary>
    public const int BlockSize = 128;

    /// <summary>The widest numbers that four bytes from the byte where they begin always hold.</summary>
    public const int MaxVectorBits = 25;

    private static readonly Vector128<byte>[] LowShuffles = BuildShuffles(upper: false);
    private static readonly Vector128<byte>[] HighShuffles = BuildShuffles(upper: true);
    private static readonly Vector256<uint>[] Shifts = BuildShifts();
    private static readonly Vector512<byte>[] WideShuffles = BuildWideShuffles();
    private static readonly Vector512<uint>[] WideShifts = BuildWideShifts();

    public static int Bytes(int bits) => bits * (BlockSize / 8);

    public static void Pack(ReadOnlySpan<uint> values, int bits, Span<byte> target)
    {
        var pending = 0UL;
        var pendingBits = 0;
        var at = 0;
        var mask = bits == 32 ? uint.MaxValue : (1u << bits) - 1;
        foreach (var value in values)
        {
            pending |= (ulong)(value & mask) << pendingBits;
            pendingBits += bits;
            while (pendingBits >= 8)
            {
                target[at++] = (byte)pending;
                pending >>= 8;
                pendingBits -= 8;
            }
        }
    }

    public static void Unpack(byte* source, int bits, uint* target)
    {
        if (bits == 0)
            new Span<uint>(target, BlockSize).Clear();
        else if (bits <= MaxVectorBits && Avx512Vbmi.IsSupported)
            UnpackAvx512(source, bits, target);
        else if (bits <= MaxVectorBits && Avx2.IsSupported)
            UnpackAvx2(source, bits, target);
        else
            UnpackPlain(source, bits, target);
    }

    internal static void UnpackPlain(byte* source, int bits, uint* target)
    {
        var mask = (1UL << bits) - 1;
        for (var i = 0; i < BlockSize; i++)
        {
            var bit = i * bits;
            target[i] = (uint)(Unsafe.ReadUnaligned<ulong>(source + (bit >> 3)) >> (bit & 7) & mask);
        }
    }

    internal static void UnpackAvx2(byte* source, int bits, uint* target)
    {
        var low = LowShuffles[bits];
        var high = HighShuffles[bits];
        var shifts = Shifts[bits];
        var mask = Vector256.Create((1u << bits) - 1);
        var upper = bits >> 1;
        for (var i = 0; i < BlockSize; i += 8)
        {
            var bytes = Vector256.Create(
                Ssse3.Shuffle(Vector128.Load(source), low),
                Ssse3.Shuffle(Vector128.Load(source + upper), high));
            (Avx2.ShiftRightLogicalVariable(bytes.AsUInt32(), shifts) & mask).Store(target + i);
            source += bits;
        }
    }

    /// <summary>Unpacks the low bits of 128 gaps minus one and adds them up to documents in the same step; what is above the low bits is told by the
    /// places of the ones that end the gaps' rows of zeros (<see cref="UnaryCode"/>): before the n-th one there are n other ones.</summary>
    /// <param name="bits">1 to <see cref="MaxVectorBits"/>.</param>
    internal static void UnpackDocumentsAvx2(byte* source, int bits, uint* ones, int before, uint* target)
    {
        var low = LowShuffles[bits];
        var high = HighShuffles[bits];
        var shifts = Shifts[bits];
        var mask = Vector256.Create((1u << bits) - 1);
        var upper = bits >> 1;
        var last = Vector256.Create(7u);
        var carry = Vector256<uint>.Zero;
        // Each document is one more than its gap; each one before it is none of the zeros.
        var step = 1u - (1u << bits);
        var others = Vector256<uint>.Indices * step + Vector256.Create((uint)before + 1);
        for (var i = 0; i < BlockSize; i += 8)
        {
            var bytes = Vector256.Create(
                Ssse3.Shuffle(Vector128.Load(source), low),
                Ssse3.Shuffle(Vector128.Load(source + upper), high));
            var v = Avx2.ShiftRightLogicalVariable(bytes.AsUInt32(), shifts) & mask;
            v = PostingsCursor.RunningSums(v) + carry;
            carry = Avx2.PermuteVar8x32(v, last);
            (v + (Vector256.Load(ones + i) << bits) + others).Store(target + i);
            others += Vector256.Create(8 * step);
            source += bits;
        }
    }

    internal static void UnpackAvx512(byte* source, int bits, uint* target)
    {
        var shuffle = WideShuffles[bits];
        var shifts = WideShifts[bits];
        var mask = Vector512.Create((1u << bits) - 1);
        for (var i = 0; i < BlockSize; i += 16)
        {
            var bytes = Avx512Vbmi.PermuteVar64x8(Vector512.Load(source), shuffle);
            (Avx512F.ShiftRightLogicalVariable(bytes.AsUInt32(), shifts) & mask).Store(target + i);
            source += 2 * bits;
        }
    }

    /// <summary>For numbers 0 to 3 (or 4 to 7) of eight: the four bytes from the one where the number begins.</summary>
    private static Vector128<byte>[] BuildShuffles(bool upper)
    {
        var tables = new Vector128<byte>[MaxVectorBits + 1];
        for (var bits = 1; bits <= MaxVectorBits; bits++)
        {
            var table = new byte[16];
            for (var i = 0; i < 16; i++)
            {
                var bit = (i / 4 + (upper ? 4 : 0)) * bits - (upper ? bits >> 1 : 0) * 8;
                table[i] = (byte)((bit >> 3) + i % 4);
            }
            tables[bits] = Vector128.Create(table);
        }
        return tables;
    }

    private static Vector256<uint>[] BuildShifts()
    {
        var tables = new Vector256<uint>[MaxVectorBits + 1];
        for (var bits = 1; bits <= MaxVectorBits; bits++)
        {
            var shifts = new uint[8];
            for (var i = 0; i < 8; i++)
                shifts[i] = (uint)(i * bits & 7);
            tables[bits] = Vector256.Create(shifts);
        }
        return tables;
    }

    private static Vector512<byte>[] BuildWideShuffles()
    {
        var tables = new Vector512<byte>[MaxVectorBits + 1];
        for (var bits = 1; bits <= MaxVectorBits; bits++)
        {
            var table = new byte[64];
            for (var i = 0; i < 64; i++)
                table[i] = (byte)((i / 4 * bits >> 3) + i % 4);
            tables[bits] = Vector512.Create(table);
        }
        return tables;
    }

    private static Vector512<uint>[] BuildWideShifts()
    {
        var tables = new Vector512<uint>[MaxVectorBits + 1];
        for (var bits = 1; bits <= MaxVectorBits; bits++)
        {
            var shifts = new uint[16];
            for (var i = 0; i < 16; i++)
                shifts[i] = (uint)(i * bits & 7);
            tables[bits] = Vector512.Create(shifts);
        }
        return tables;
    }
}
