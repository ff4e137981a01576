using System.Runtime.CompilerServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>A growing array of bytes with the encodings that the postings are made of.</summary>
internal sealed class ByteSink
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte value)
    {
        if (Length == _bytes.Length)
            Grow(1);
        _bytes[Length++] = value;
    }

    public void Add(ReadOnlySpan<byte> values) => values.CopyTo(Take(values.Length));

    public void AddUInt32(uint value) => Unsafe.WriteUnaligned(ref Take(4)[0], value);

    /// <summary>Seven bits a byte, lowest first, the top bit set on all but the last.</summary>
    public void AddVarint(uint value)
    {
        while (value >= 0x80)
        {
            Add((byte)(value | 0x80));
            value >>= 7;
        }
        Add((byte)value);
    }

    /// <summary>The next <paramref name="count"/> bytes, to be filled by the caller.</summary>
    public Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
            Grow(count);
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    private void Grow(int count) => Array.Resize(ref _bytes, Math.Max(Length + count, _bytes.Length * 2));
}
