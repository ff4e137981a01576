using System.Buffers;

namespace SemanticSearch.Storage;

/// <summary>
/// Bytes whose number is not known beforehand. An array that doubles leaves its outgrown halves on the large object heap, where
/// megabytes lie for long; pieces of one size are lent and given back.
/// </summary>
internal sealed class ChunkedBuffer : IDisposable
{
    private const int ChunkBytes = 1 << 16;

    private readonly List<byte[]> _chunks = [];

    public int Length { get; private set; }

    /// <summary>Where the next bytes go: write there, then <see cref="Advance"/>. Never empty.</summary>
    public Memory<byte> Room
    {
        get
        {
            var used = Length % ChunkBytes;
            if (used == 0 && Length == _chunks.Count * ChunkBytes)
                _chunks.Add(ArrayPool<byte>.Shared.Rent(ChunkBytes));
            return _chunks[^1].AsMemory(used, ChunkBytes - used);
        }
    }

    public void Advance(int bytes) => Length += bytes;

    public byte[] ToArray()
    {
        var all = GC.AllocateUninitializedArray<byte>(Length);
        for (var i = 0; i * ChunkBytes < Length; i++)
            _chunks[i].AsSpan(0, Math.Min(ChunkBytes, Length - i * ChunkBytes)).CopyTo(all.AsSpan(i * ChunkBytes));
        return all;
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks)
            ArrayPool<byte>.Shared.Return(chunk);
        _chunks.Clear();
        Length = 0;
    }
}
