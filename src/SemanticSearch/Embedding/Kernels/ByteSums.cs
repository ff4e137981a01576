using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>Turns integer sums of 16 columns into numbers: scales, the row's low value, bias and exact inputs.</summary>
internal static unsafe class ByteSums
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> left, Vector256<int> right, in ByteMatrix matrix, int column, float* info, float* c)
    {
        if (Avx512F.IsSupported)
            Store(Vector512.Create(left, right), matrix, column, info, c);
        else
        {
            StoreHalf(left, matrix, column, info, c);
            StoreHalf(right, matrix, column + 8, info, c + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sums, in ByteMatrix matrix, int column, float* info, float* c)
    {
        var shift = Avx512F.FusedMultiplyAdd(Vector512.Load(matrix.Sums + column), Vector512.Create(info[1]), Vector512.Load(matrix.Bias + column));
        var scale = Vector512.Load(matrix.Scales + column) * Vector512.Create(info[0]);
        var value = Avx512F.FusedMultiplyAdd(Avx512F.ConvertToVector512Single(sums), scale, shift);
        var exact = matrix.Exact + column;
        for (var e = 0; e < matrix.ExactCount; e++, exact += matrix.Outputs)
            value = Avx512F.FusedMultiplyAdd(Vector512.Create(info[2 + e]), Vector512.Load(exact), value);
        value.Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalf(Vector256<int> sums, in ByteMatrix matrix, int column, float* info, float* c)
    {
        var shift = Fma.MultiplyAdd(Vector256.Load(matrix.Sums + column), Vector256.Create(info[1]), Vector256.Load(matrix.Bias + column));
        var scale = Vector256.Load(matrix.Scales + column) * Vector256.Create(info[0]);
        var value = Fma.MultiplyAdd(Avx.ConvertToVector256Single(sums), scale, shift);
        var exact = matrix.Exact + column;
        for (var e = 0; e < matrix.ExactCount; e++, exact += matrix.Outputs)
            value = Fma.MultiplyAdd(Vector256.Create(info[2 + e]), Vector256.Load(exact), value);
        value.Store(c);
    }
}
