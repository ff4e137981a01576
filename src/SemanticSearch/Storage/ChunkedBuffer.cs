namespace SemanticSearch.Storage;

/// <summary>
/// Bytes whose number is not known beforehand. An array that doubles leaves its outgrown halves on the large object heap, where
/// megabytes lie for long; pieces below that size go with the next small collection.
/// </summary>
internal sealed class ChunkedBuffer
{
    /// <summary>Below the 85,000 bytes at which an object counts as large.</summary>
    private const int ChunkBytes = 1 << 16;

    private readonly List<byte[]> _chunks = [];

    public int Length { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var used = Length % ChunkBytes;
            if (used == 0)
                _chunks.Add(new byte[ChunkBytes]);
            var piece = Math.Min(bytes.Length, ChunkBytes - used);
            bytes[..piece].CopyTo(_chunks[^1].AsSpan(used));
            Length += piece;
            bytes = bytes[piece..];
        }
    }

    public byte[] ToArray()
    {
        var all = new byte[Length];
        for (var i = 0; i < _chunks.Count; i++)
            _chunks[i].AsSpan(0, Math.Min(ChunkBytes, Length - i * ChunkBytes)).CopyTo(all.AsSpan(i * ChunkBytes));
        return all;
    }
}
