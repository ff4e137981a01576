using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>AVX2: bytes are widened to 16 bits and multiplied in pairs. The instruction that multiplies bytes at once would saturate
/// (255 * 127 * 2 is more than 16 bits hold), so it is not used.</summary>
/// <remarks>Of a column's 4 inputs the first and third are widened together, and the second and fourth: a mask and shifts do it where they
/// stand, and the products of all four end in the one sum of the column.</remarks>
internal sealed unsafe class WideningKernels256 : ByteKernels
{
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public override string Name => "Avx2";

    // 4 rows by 16 columns are 8 sums; 4 vectors of weights, 2 of inputs, a mask and a product fill the 16 registers.
    protected override int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTile(int rows, byte* a, ByteColumns columns, float* info, float* c, nint stride)
    {
        switch (rows)
        {
            case 1: Multiply<Rows1>(a, columns, info, c, stride); break;
            case 2: Multiply<Rows2>(a, columns, info, c, stride); break;
            case 3: Multiply<Rows3>(a, columns, info, c, stride); break;
            default: Multiply<Rows4>(a, columns, info, c, stride); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows>(byte* a, ByteColumns columns, float* info, float* c, nint stride)
        where TRows : struct, IRowCount
    {
        Vector256<int> l0 = default, l1 = default, l2 = default, l3 = default;
        Vector256<int> r0 = default, r1 = default, r2 = default, r3 = default;
        var weights = columns.Panel;
        nint next = columns.Groups * ByteMatrix.Group;
        var twice = 2 * next;
        for (var group = columns.Groups; group > 0; group--)
        {
            var left = Vector256.Load((short*)weights);
            var right = Vector256.Load((short*)(weights + 32));
            var (leftEven, leftOdd) = (Even(left), Avx2.ShiftRightArithmetic(left, 8));
            var (rightEven, rightOdd) = (Even(right), Avx2.ShiftRightArithmetic(right, 8));
            Add(a, leftEven, leftOdd, rightEven, rightOdd, ref l0, ref r0);
            if (TRows.Value > 1) Add(a + next, leftEven, leftOdd, rightEven, rightOdd, ref l1, ref r1);
            if (TRows.Value > 2) Add(a + twice, leftEven, leftOdd, rightEven, rightOdd, ref l2, ref r2);
            if (TRows.Value > 3) Add(a + twice + next, leftEven, leftOdd, rightEven, rightOdd, ref l3, ref r3);
            a += ByteMatrix.Group;
            weights += ByteMatrix.PanelColumns * ByteMatrix.Group;
        }
        ByteSums.Store(l0, r0, columns, info, c);
        if (TRows.Value > 1) ByteSums.Store(l1, r1, columns, info + ByteMatrix.InfoStride, c + stride);
        if (TRows.Value > 2) ByteSums.Store(l2, r2, columns, info + 2 * ByteMatrix.InfoStride, c + 2 * stride);
        if (TRows.Value > 3) ByteSums.Store(l3, r3, columns, info + 3 * ByteMatrix.InfoStride, c + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Even(Vector256<short> pairs) => Avx2.ShiftRightArithmetic(Avx2.ShiftLeftLogical(pairs, 8), 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(byte* a, Vector256<short> leftEven, Vector256<short> leftOdd, Vector256<short> rightEven, Vector256<short> rightOdd,
        ref Vector256<int> leftSum, ref Vector256<int> rightSum)
    {
        var inputs = Vector256.Create(*(int*)a).AsInt16();
        var even = Avx2.And(inputs, Vector256.Create((short)0xFF));
        var odd = Avx2.ShiftRightLogical(inputs, 8);
        leftSum += Avx2.MultiplyAddAdjacent(even, leftEven);
        rightSum += Avx2.MultiplyAddAdjacent(even, rightEven);
        leftSum += Avx2.MultiplyAddAdjacent(odd, leftOdd);
        rightSum += Avx2.MultiplyAddAdjacent(odd, rightOdd);
    }
}
