using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Vectors;

/// <summary>Looks up the signs of a block of 32 vectors in a question's table and adds: the same integers on every path.</summary>
internal static unsafe class BitSums
{
    /// <param name="path">512 bits at a time for the two highest, 256 for <see cref="DotPath.Avx2"/>.</param>
    /// <param name="sums">Gets 32 sums of entries.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(DotPath path, byte* block, BitTable table, ushort* sums)
    {
        if (path >= DotPath.Avx512 && Avx512BW.IsSupported)
            Wide(block, table.Entries, table.Groups, sums);
        else if (path >= DotPath.Avx2 && Avx2.IsSupported)
            Middle(block, table.Entries, table.Groups, sums);
        else
            Narrow(block, table.Entries, table.Groups, sums);
    }

    // Four groups lie side by side in a register; four registers are added as bytes (4 * 63 < 256), then as 16-bit numbers.
    private static void Wide(byte* signs, byte* entries, int groups, ushort* sums)
    {
        var nibble = Vector512.Create((byte)15);
        var even = Vector512.Create((ushort)255);
        var (lowEven, lowOdd, highEven, highOdd) = (Vector512<ushort>.Zero, Vector512<ushort>.Zero, Vector512<ushort>.Zero, Vector512<ushort>.Zero);
        for (var end = signs + groups * 16; signs < end; signs += 256, entries += 256)
        {
            var (low, high) = (Vector512<byte>.Zero, Vector512<byte>.Zero);
            for (var i = 0; i < 256; i += 64)
            {
                var codes = Vector512.Load(signs + i);
                var table = Vector512.Load(entries + i);
                low += Avx512BW.Shuffle(table, codes & nibble);
                high += Avx512BW.Shuffle(table, (codes.AsUInt16() >>> 4).AsByte() & nibble);
            }
            lowEven += low.AsUInt16() & even;
            lowOdd += low.AsUInt16() >>> 8;
            highEven += high.AsUInt16() & even;
            highOdd += high.AsUInt16() >>> 8;
        }
        Fold(lowEven).Store(sums);
        Fold(lowOdd).Store(sums + 8);
        Fold(highEven).Store(sums + 16);
        Fold(highOdd).Store(sums + 24);
    }

    private static Vector128<ushort> Fold(Vector512<ushort> v) => Fold(v.GetLower() + v.GetUpper());

    private static Vector128<ushort> Fold(Vector256<ushort> v) => v.GetLower() + v.GetUpper();

    private static void Middle(byte* signs, byte* entries, int groups, ushort* sums)
    {
        var nibble = Vector256.Create((byte)15);
        var even = Vector256.Create((ushort)255);
        var (lowEven, lowOdd, highEven, highOdd) = (Vector256<ushort>.Zero, Vector256<ushort>.Zero, Vector256<ushort>.Zero, Vector256<ushort>.Zero);
        for (var end = signs + groups * 16; signs < end; signs += 128, entries += 128)
        {
            var (low, high) = (Vector256<byte>.Zero, Vector256<byte>.Zero);
            for (var i = 0; i < 128; i += 32)
            {
                var codes = Vector256.Load(signs + i);
                var table = Vector256.Load(entries + i);
                low += Avx2.Shuffle(table, codes & nibble);
                high += Avx2.Shuffle(table, (codes.AsUInt16() >>> 4).AsByte() & nibble);
            }
            lowEven += low.AsUInt16() & even;
            lowOdd += low.AsUInt16() >>> 8;
            highEven += high.AsUInt16() & even;
            highOdd += high.AsUInt16() >>> 8;
        }
        Fold(lowEven).Store(sums);
        Fold(lowOdd).Store(sums + 8);
        Fold(highEven).Store(sums + 16);
        Fold(highOdd).Store(sums + 24);
    }

    private static void Narrow(byte* signs, byte* entries, int groups, ushort* sums)
    {
        var nibble = Vector128.Create((byte)15);
        var even = Vector128.Create((ushort)255);
        var (lowEven, lowOdd, highEven, highOdd) = (Vector128<ushort>.Zero, Vector128<ushort>.Zero, Vector128<ushort>.Zero, Vector128<ushort>.Zero);
        for (var end = signs + groups * 16; signs < end; signs += 16, entries += 16)
        {
            var codes = Vector128.Load(signs);
            var table = Vector128.Load(entries);
            var low = Vector128.Shuffle(table, codes & nibble).AsUInt16();
            var high = Vector128.Shuffle(table, codes >>> 4).AsUInt16();
            lowEven += low & even;
            lowOdd += low >>> 8;
            highEven += high & even;
            highOdd += high >>> 8;
        }
        lowEven.Store(sums);
        lowOdd.Store(sums + 8);
        highEven.Store(sums + 16);
        highOdd.Store(sums + 24);
    }
}
