using System.Runtime.InteropServices;

namespace SemanticSearch.Vectors;

/// <summary>
/// A question's vector as integers of up to 15 bits, in the forms that the kernels read: 16-bit numbers, and two planes of signed
/// bytes with q = 128 high + low. All paths therefore compute the very same integer dot product. The buffers are padded with zeros to
/// the stride of a row and belong to one search at a time.
/// </summary>
internal sealed unsafe class QueryCodes
{
    // 128 * 127 + 63: the largest number that two signed bytes (low from -64 to 63) can hold.
    private const int MaxCode = 16319;

    private readonly int _dimension;
    private readonly int _maxCode;

    public QueryCodes(int dimension)
    {
        _dimension = dimension;
        Stride = ByteRows.StrideOf(dimension);
        // The dot product with a row of int8 must fit 32 bits: dimension * 127 * code < 2^31.
        _maxCode = Math.Min(MaxCode, int.MaxValue / (127 * dimension));
        Words = (short*)NativeMemory.AlignedAlloc((nuint)(4 * Stride), 64);
        High = (sbyte*)(Words + Stride);
        Low = High + Stride;
        NativeMemory.Clear(Words, (nuint)(4 * Stride));
    }

    ~QueryCodes() => NativeMemory.AlignedFree(Words);

    /// <summary>Bytes in a row.</summary>
    public int Stride { get; }

    public short* Words { get; }

    public sbyte* High { get; }

    public sbyte* Low { get; }

    /// <summary>Rows hold code + 128; this (128 times the sum of the query) is what a kernel has to subtract.</summary>
    public int Excess { get; private set; }

    /// <summary>Turns dot products of integers into those of unit vectors, together with the factor of the row.</summary>
    public float Scale { get; private set; }

    /// <summary>The numbers are int8: the high plane is zero and need not be read.</summary>
    public bool IsByte { get; private set; }

    /// <summary>Makes a row the question, to compare rows with each other.</summary>
    public void SetRow(byte* codes, float scale)
    {
        var sum = 0;
        for (var i = 0; i < Stride; i++)
        {
            var code = codes[i] - 128;
            Words[i] = (short)code;
            Low[i] = (sbyte)code;
            High[i] = 0;
            sum += code;
        }
        (Excess, Scale, IsByte) = (128 * sum, scale, true);
    }

    /// <param name="rotated">Dimension floats in the basis of the rows, finite, not all zero; any length.</param>
    public void Set(ReadOnlySpan<float> rotated)
    {
        var max = 0f;
        foreach (var value in rotated)
            max = MathF.Max(max, MathF.Abs(value));
        var factor = _maxCode / max;
        var (sum, squares) = (0, 0L);
        for (var i = 0; i < _dimension; i++)
        {
            var code = (int)MathF.Round(rotated[i] * factor);
            var low = ((code + 64) & 127) - 64;
            Words[i] = (short)code;
            Low[i] = (sbyte)low;
            High[i] = (sbyte)((code - low) >> 7);
            sum += code;
            squares += (long)code * code;
        }
        (Excess, Scale, IsByte) = (128 * sum, (float)(1 / Math.Sqrt(squares)), false);
    }
}
