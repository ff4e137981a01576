using System.Runtime.InteropServices;

namespace SemanticSearch.Vectors;

/// <summary>The centres of lists while they are trained: a direction as a row of int8 codes, and a length (that of the members' mean).</summary>
internal sealed unsafe class ListCentres
{
    private readonly byte* _codes;
    private readonly int _stride;

    public ListCentres(int count, int dimension)
    {
        (Count, Dimension) = (count, dimension);
        _stride = ByteRows.StrideOf(dimension);
        _codes = (byte*)NativeMemory.AlignedAlloc((nuint)count * (nuint)_stride, 64);
        Scales = new float[count];
        Lengths = new float[count];
    }

    ~ListCentres() => NativeMemory.AlignedFree(_codes);

    public int Count { get; }

    public int Dimension { get; }

    /// <summary>All rows, one after the other.</summary>
    public ReadOnlySpan<byte> AllCodes => new(_codes, checked(Count * _stride));

    /// <summary>Factors that make the codes unit vectors.</summary>
    public float[] Scales { get; }

    /// <summary>Of the mean of the members, at most 1.</summary>
    public float[] Lengths { get; }

    /// <param name="mean">Of the members, rotated, not zero.</param>
    public void Set(int list, ReadOnlySpan<float> mean)
    {
        var squares = 0.0;
        foreach (var value in mean)
            squares += value * value;
        Lengths[list] = (float)Math.Sqrt(squares);
        Scales[list] = ByteRows.Encode(mean, new Span<byte>(Row(list), _stride));
    }

    public void SetRow(int list, byte* codes, float scale)
    {
        Buffer.MemoryCopy(codes, Row(list), _stride, _stride);
        (Scales[list], Lengths[list]) = (scale, 1);
    }

    /// <param name="centre">Gets the mean as its codes keep it.</param>
    public void Decode(int list, Span<float> centre) => ByteRows.Decode(Row(list), Scales[list] * Lengths[list], centre);

    /// <param name="cosines">Gets the cosine of the question with each centre's direction, but for the question's own factor.</param>
    /// <param name="dots">Count integers of working space.</param>
    public void Compare(DotPath path, QueryCodes query, Span<int> dots, Span<float> cosines)
    {
        fixed (int* d = dots)
            RowDots.InOrder(path, _codes, Count, query, d);
        for (var list = 0; list < Count; list++)
            cosines[list] = dots[list] * Scales[list];
    }

    private byte* Row(int list) => _codes + (long)list * _stride;
}
