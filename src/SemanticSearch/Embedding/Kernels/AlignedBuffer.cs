using System.Runtime.InteropServices;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>Zeroed memory outside the garbage collector's reach, aligned to a cache line.</summary>
internal sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int CacheLineBytes = 64;

    public AlignedBuffer(long length)
    {
        Length = length;
        var bytes = (nuint)(length * sizeof(T));
        Start = (T*)NativeMemory.AlignedAlloc(bytes + CacheLineBytes, CacheLineBytes);
        NativeMemory.Clear(Start, bytes + CacheLineBytes);
    }

    ~AlignedBuffer() => Free();

    public T* Start { get; private set; }

    /// <summary>In elements.</summary>
    public long Length { get; }

    public Span<T> Span => new(Start, checked((int)Length));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
    }
}
