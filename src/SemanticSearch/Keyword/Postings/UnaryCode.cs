using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Keyword.Postings;

/// <summary>A row of bits, lowest first, of which only the ones matter: where they are.</summary>
internal static unsafe class UnaryCode
{
    /// <summary>A whole vector is written at a time: so much room is needed past the last place.</summary>
    public const int Slack = 8;

    /// <summary>For each byte the places of its ones, a byte each; what follows them is of no account.</summary>
    private static readonly ulong[] Table = BuildTable();

    private static readonly ulong* Places = (ulong*)Marshal.UnsafeAddrOfPinnedArrayElement(Table, 0);

    /// <summary>Fills the places of the next <see cref="BitPacking.BlockSize"/> ones; returns the byte after the one that holds the last.</summary>
    public static byte* Read(byte* source, uint* places) => Avx2.IsSupported ? ReadAvx2(source, places) : ReadPlain(source, places);

    internal static byte* ReadPlain(byte* source, uint* places)
    {
        var begin = 0u;
        for (var count = 0; count < BitPacking.BlockSize; begin += 8)
        {
            for (uint bits = *source++; bits != 0; bits &= bits - 1)
                places[count++] = begin + (uint)BitOperations.TrailingZeroCount(bits);
        }
        return source;
    }

    internal static byte* ReadAvx2(byte* source, uint* places)
    {
        var table = Places;
        var begin = Vector256<int>.Zero;
        for (var count = 0; count < BitPacking.BlockSize; begin += Vector256.Create(8))
        {
            uint bits = *source++;
            (Avx2.ConvertToVector256Int32((byte*)(table + bits)) + begin).Store((int*)places + count);
            count += BitOperations.PopCount(bits);
        }
        return source;
    }

    private static ulong[] BuildTable()
    {
        var table = GC.AllocateArray<ulong>(256, pinned: true);
        for (var value = 0; value < 256; value++)
        {
            var count = 0;
            for (var bit = 0; bit < 8; bit++)
            {
                if ((value >> bit & 1) != 0)
                    table[value] |= (ulong)bit << 8 * count++;
            }
        }
        return table;
    }
}
