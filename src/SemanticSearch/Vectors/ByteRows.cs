using System.Numerics;
using System.Runtime.InteropServices;

namespace SemanticSearch.Vectors;

/// <summary>
/// Vectors as rows of int8 codes, growing in memory. A code is stored as code + 128, because the processor multiplies unsigned by signed
/// bytes; the row's factor 1/|codes| makes it a unit vector. Rows are padded with 128 (code 0) to a multiple of 64 bytes.
/// </summary>
internal sealed unsafe class ByteRows(int dimension) : IDisposable
{
    private const int ChunkShift = 12;
    private const int ChunkRows = 1 << ChunkShift;

    private readonly List<nint> _chunks = [];
    private readonly List<float> _scales = [];

    ~ByteRows() => Free();

    public int Count => _scales.Count;

    public int Dimension => dimension;

    public int Stride { get; } = StrideOf(dimension);

    public static int StrideOf(int dimension) => (dimension + 63) & ~63;

    public byte* Row(int row) => (byte*)_chunks[row >> ChunkShift] + (long)(row & (ChunkRows - 1)) * Stride;

    public float Scale(int row) => _scales[row];

    /// <param name="rotated">Dimension floats, finite, not all zero.</param>
    public void Add(ReadOnlySpan<float> rotated)
    {
        var row = NewRow();
        _scales.Add(Encode(rotated, new Span<byte>(row, Stride)));
    }

    /// <summary>Adds a row that another index holds, bit by bit.</summary>
    public void Add(byte* codes, float scale)
    {
        Buffer.MemoryCopy(codes, NewRow(), Stride, Stride);
        _scales.Add(scale);
    }

    /// <summary>Rounds to -127..127 so that the largest coordinate gets 127.</summary>
    /// <returns>The factor that makes the codes a unit vector again.</returns>
    public static float Encode(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        var max = 0f;
        foreach (var value in vector)
            max = MathF.Max(max, MathF.Abs(value));
        var factor = 127f / max;
        var squares = 0L;
        for (var i = 0; i < vector.Length; i++)
        {
            var code = (int)MathF.Round(vector[i] * factor);
            codes[i] = (byte)(code + 128);
            squares += code * code;
        }
        codes[vector.Length..].Fill(128);
        return (float)(1 / Math.Sqrt(squares));
    }

    /// <param name="vector">Gets the unit vector that the row stands for.</param>
    public static void Decode(byte* codes, float scale, Span<float> vector)
    {
        vector.Clear();
        AddTo(vector, codes, scale);
    }

    /// <summary>Adds a row, of length 1, to a sum.</summary>
    public static void AddTo(Span<float> sum, byte* codes, float scale)
    {
        var i = 0;
        for (; i <= sum.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.Load(codes + i), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            AddTo(sum[i..], Vector.AsVectorInt32(first), scale);
            AddTo(sum[(i + Vector<int>.Count)..], Vector.AsVectorInt32(second), scale);
            AddTo(sum[(i + 2 * Vector<int>.Count)..], Vector.AsVectorInt32(third), scale);
            AddTo(sum[(i + 3 * Vector<int>.Count)..], Vector.AsVectorInt32(fourth), scale);
        }
        for (; i < sum.Length; i++)
            sum[i] += (codes[i] - 128) * scale;
    }

    private static void AddTo(Span<float> sum, Vector<int> codes, float scale) =>
        (new Vector<float>(sum) + Vector.ConvertToSingle(codes - new Vector<int>(128)) * scale).CopyTo(sum);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private byte* NewRow()
    {
        var row = Count;
        if (row >> ChunkShift == _chunks.Count)
            _chunks.Add((nint)NativeMemory.AlignedAlloc((nuint)ChunkRows * (nuint)Stride, 64));
        return (byte*)_chunks[row >> ChunkShift] + (long)(row & (ChunkRows - 1)) * Stride;
    }

    private void Free()
    {
        foreach (var chunk in _chunks)
            NativeMemory.AlignedFree((void*)chunk);
        _chunks.Clear();
    }
}
