using System.Numerics;
using System.Runtime.InteropServices;

namespace SemanticSearch.Vectors;

/// <summary>Sums, lengths and dot products of float vectors of one dimension.</summary>
internal static unsafe class FloatSpans
{
    /// <summary>Adds a vector, times a weight.</summary>
    public static void Add(Span<float> sum, ReadOnlySpan<float> vector, float weight = 1)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var added = MemoryMarshal.Cast<float, Vector<float>>(vector);
        for (var i = 0; i < wide.Length; i++)
            wide[i] += added[i] * weight;
        for (var i = wide.Length * Vector<float>.Count; i < sum.Length; i++)
            sum[i] += vector[i] * weight;
    }

    /// <summary>Brings a vector to length 1.</summary>
    /// <returns>False for one that has no direction: it stays as it is.</returns>
    public static bool ToUnit(Span<float> vector)
    {
        var squares = Dot(vector, vector);
        if (!(squares > 0))
            return false;
        var factor = 1 / MathF.Sqrt(squares);
        foreach (ref var value in vector)
            value *= factor;
        return true;
    }

    /// <summary>The same bits on every processor (<see cref="FloatDots"/>).</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        fixed (float* first = a, second = b)
            return FloatDots.Dot(first, second, a.Length);
    }
}
