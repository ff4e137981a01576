using System.Runtime.CompilerServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Numbers in as many bytes each as the largest needs: the number of bytes, 1 to 4, then the numbers. Readers may look up to 3 bytes past
/// the end.</summary>
internal readonly unsafe struct NumberTable(byte* start, int count)
{
    private readonly byte* _numbers = start + 1;
    private readonly int _width = *start;
    private readonly uint _mask = uint.MaxValue >> (32 - 8 * *start);

    public byte* End => _numbers + (long)count * _width;

    public uint this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.ReadUnaligned<uint>(_numbers + (long)_width * index) & _mask;
    }

    public static void Write(ByteSink target, List<uint> numbers)
    {
        var max = 0u;
        foreach (var number in numbers)
            max = Math.Max(max, number);
        var width = max < 1 << 8 ? 1 : max < 1 << 16 ? 2 : max < 1 << 24 ? 3 : 4;
        target.Add((byte)width);
        foreach (var number in numbers)
        {
            for (var i = 0; i < width; i++)
                target.Add((byte)(number >> 8 * i));
        }
    }
}
