using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Concepts;

/// <summary>Unit vectors in signed bytes with a scale each, and their products with a question in 16 bits: exact in integers.</summary>
internal static class ByteVector
{
    /// <summary>The largest number of a question: 127 x 4095 x 1,024 dimensions stay below 2^31.</summary>
    private const int MaxShort = 4_095;

    /// <returns>What a code counts.</returns>
    public static float Quantise(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        var scale = Largest(vector) / sbyte.MaxValue;
        for (var i = 0; i < vector.Length; i++)
            codes[i] = scale > 0 ? (sbyte)MathF.Round(vector[i] / scale) : (sbyte)0;
        return scale;
    }

    /// <returns>What a code counts.</returns>
    public static float Quantise(ReadOnlySpan<float> vector, Span<short> codes)
    {
        var scale = Largest(vector) / MaxShort;
        for (var i = 0; i < vector.Length; i++)
            codes[i] = scale > 0 ? (short)MathF.Round(vector[i] / scale) : (short)0;
        return scale;
    }

    /// <summary>The sum of products of two vectors of one length.</summary>
    public static int Dot(ReadOnlySpan<short> question, ReadOnlySpan<sbyte> row)
    {
        if (question.Length != row.Length)
            throw new ArgumentException("The vectors have different lengths.", nameof(row));
        ref var a = ref MemoryMarshal.GetReference(question);
        ref var b = ref MemoryMarshal.GetReference(row);
        var (sum, i) = (0, 0);
        if (Avx2.IsSupported)
        {
            var sums = Vector256<int>.Zero;
            for (; i <= row.Length - Vector256<short>.Count; i += Vector256<short>.Count)
            {
                var wide = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref Unsafe.Add(ref b, i)));
                sums += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref Unsafe.Add(ref a, i)), wide);
            }
            sum = Vector256.Sum(sums);
        }
        for (; i < row.Length; i++)
            sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        return sum;
    }

    private static float Largest(ReadOnlySpan<float> vector)
    {
        var largest = 0f;
        foreach (var number in vector)
            largest = MathF.Max(largest, MathF.Abs(number));
        return largest;
    }
}
