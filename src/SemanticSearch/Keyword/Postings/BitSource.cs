using System.Runtime.CompilerServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Reads what <see cref="BitSink"/> wrote. Looks up to 8 bytes past the end.</summary>
internal unsafe struct BitSource(byte* start)
{
    /// <summary>What one look always holds, wherever in a byte it begins.</summary>
    public const int MaxBits = 57;

    private long _bit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Peek() => Unsafe.ReadUnaligned<ulong>(start + (_bit >> 3)) >> (int)(_bit & 7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int bits) => _bit += bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read(int bits)
    {
        var value = (uint)(Peek() & ((1UL << bits) - 1));
        _bit += bits;
        return value;
    }
}
