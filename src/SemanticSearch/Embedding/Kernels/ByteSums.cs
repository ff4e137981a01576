using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>Turns integer sums of 16 columns into numbers: scales, the row's low value, bias and exact inputs.</summary>
internal static unsafe class ByteSums
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> left, Vector256<int> right, in ByteColumns columns, float* info, float* c)
    {
        if (Avx512F.IsSupported)
            Store(left.ToVector512Unsafe().WithUpper(right), columns, info, c);
        else
        {
            StoreHalf(left, columns, 0, info, c);
            StoreHalf(right, columns, 8, info, c + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sums, in ByteColumns columns, float* info, float* c)
    {
        var shift = Avx512F.FusedMultiplyAdd(Vector512.Load(columns.Sums), Vector512.Create(info[1]), Vector512.Load(columns.Bias));
        var scale = Vector512.Load(columns.Scales) * Vector512.Create(info[0]);
        var value = Avx512F.FusedMultiplyAdd(Avx512F.ConvertToVector512Single(sums), scale, shift);
        if (columns.Exact != null)
        {
            value = Avx512F.FusedMultiplyAdd(Vector512.Load(columns.Exact), Vector512.Create(info[2]), value);
            value = Avx512F.FusedMultiplyAdd(Vector512.Load(columns.Exact + columns.Stride), Vector512.Create(info[3]), value);
            value = Avx512F.FusedMultiplyAdd(Vector512.Load(columns.Exact + 2 * columns.Stride), Vector512.Create(info[4]), value);
            value = Avx512F.FusedMultiplyAdd(Vector512.Load(columns.Exact + 3 * columns.Stride), Vector512.Create(info[5]), value);
        }
        value.Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalf(Vector256<int> sums, in ByteColumns columns, int at, float* info, float* c)
    {
        var shift = Fma.MultiplyAdd(Vector256.Load(columns.Sums + at), Vector256.Create(info[1]), Vector256.Load(columns.Bias + at));
        var scale = Vector256.Load(columns.Scales + at) * Vector256.Create(info[0]);
        var value = Fma.MultiplyAdd(Avx.ConvertToVector256Single(sums), scale, shift);
        if (columns.Exact != null)
        {
            var exact = columns.Exact + at;
            value = Fma.MultiplyAdd(Vector256.Load(exact), Vector256.Create(info[2]), value);
            value = Fma.MultiplyAdd(Vector256.Load(exact + columns.Stride), Vector256.Create(info[3]), value);
            value = Fma.MultiplyAdd(Vector256.Load(exact + 2 * columns.Stride), Vector256.Create(info[4]), value);
            value = Fma.MultiplyAdd(Vector256.Load(exact + 3 * columns.Stride), Vector256.Create(info[5]), value);
        }
        value.Store(c);
    }
}
