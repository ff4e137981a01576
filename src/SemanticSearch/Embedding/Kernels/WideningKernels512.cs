using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>AVX-512 without AVX-VNNI: as <see cref="WideningKernels256"/>, twice as wide.</summary>
internal sealed unsafe class WideningKernels512 : ByteKernels
{
    public static bool IsSupported => Lanes512.IsSupported;

    public override string Name => "Avx512";

    protected override int TileRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTile(int rows, byte* a, ByteColumns columns, float* info, float* c, nint stride)
    {
        switch (rows)
        {
            case 1: Multiply<Rows1>(a, columns, info, c, stride); break;
            case 2: Multiply<Rows2>(a, columns, info, c, stride); break;
            case 3: Multiply<Rows3>(a, columns, info, c, stride); break;
            case 4: Multiply<Rows4>(a, columns, info, c, stride); break;
            case 5: Multiply<Rows5>(a, columns, info, c, stride); break;
            default: Multiply<Rows6>(a, columns, info, c, stride); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows>(byte* a, ByteColumns columns, float* info, float* c, nint stride)
        where TRows : struct, IRowCount
    {
        Vector512<int> l0 = default, l1 = default, l2 = default, l3 = default, l4 = default, l5 = default;
        Vector512<int> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default;
        var weights = columns.Panel;
        nint next = columns.Groups * ByteMatrix.Group;
        var twice = 2 * next;
        var a3 = a + 3 * next;
        for (var group = columns.Groups; group > 0; group--)
        {
            var left = Avx512BW.ConvertToVector512Int16(Vector256.Load(weights));
            var right = Avx512BW.ConvertToVector512Int16(Vector256.Load(weights + 32));
            Add(a, left, right, ref l0, ref r0);
            if (TRows.Value > 1) Add(a + next, left, right, ref l1, ref r1);
            if (TRows.Value > 2) Add(a + twice, left, right, ref l2, ref r2);
            if (TRows.Value > 3) Add(a3, left, right, ref l3, ref r3);
            if (TRows.Value > 4) Add(a3 + next, left, right, ref l4, ref r4);
            if (TRows.Value > 5) Add(a3 + twice, left, right, ref l5, ref r5);
            a += ByteMatrix.Group;
            a3 += ByteMatrix.Group;
            weights += ByteMatrix.PanelColumns * ByteMatrix.Group;
        }
        ByteSums.Store(AddPairs(l0, r0), columns, info, c);
        if (TRows.Value > 1) ByteSums.Store(AddPairs(l1, r1), columns, info + ByteMatrix.InfoStride, c + stride);
        if (TRows.Value > 2) ByteSums.Store(AddPairs(l2, r2), columns, info + 2 * ByteMatrix.InfoStride, c + 2 * stride);
        if (TRows.Value > 3) ByteSums.Store(AddPairs(l3, r3), columns, info + 3 * ByteMatrix.InfoStride, c + 3 * stride);
        if (TRows.Value > 4) ByteSums.Store(AddPairs(l4, r4), columns, info + 4 * ByteMatrix.InfoStride, c + 4 * stride);
        if (TRows.Value > 5) ByteSums.Store(AddPairs(l5, r5), columns, info + 5 * ByteMatrix.InfoStride, c + 5 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(byte* a, Vector512<short> left, Vector512<short> right, ref Vector512<int> leftSum, ref Vector512<int> rightSum)
    {
        var inputs = Avx512BW.ConvertToVector512Int16(Vector256.Create(*(int*)a).AsByte());
        leftSum += Avx512BW.MultiplyAddAdjacent(inputs, left);
        rightSum += Avx512BW.MultiplyAddAdjacent(inputs, right);
    }

    // Even and odd positions hold the two halves of each column's sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> AddPairs(Vector512<int> first, Vector512<int> second)
    {
        var even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        return Avx512F.PermuteVar16x32x2(first, even, second) + Avx512F.PermuteVar16x32x2(first, even + Vector512<int>.One, second);
    }
}
