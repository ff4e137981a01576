using System.Runtime.Intrinsics;

namespace SemanticSearch.Vectors;

/// <summary>Dot product of two float vectors. Sixteen running sums in a fixed order, no fused operations: the same bits on every processor.</summary>
internal static unsafe class FloatDots
{
    public static float Dot(float* a, float* b, int count)
    {
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
            sums += Vector512.Load(a + i) * Vector512.Load(b + i);
        var rest = 0f;
        for (; i < count; i++)
            rest += a[i] * b[i];
        var eight = sums.GetLower() + sums.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[1] + (four[2] + four[3]) + rest;
    }
}
