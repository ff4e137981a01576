using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>AVX2: bytes are widened to 16 bits and multiplied in pairs. The instruction that multiplies bytes at once would saturate
/// (255 * 127 * 2 is more than 16 bits hold), so it is not used.</summary>
internal sealed unsafe class WideningKernels256 : ByteKernels
{
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public override string Name => "Avx2";

    // Each row has 4 vectors of sums: 2 rows leave room for 4 of weights and one of inputs.
    protected override int TileRows => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTile(int rows, byte* a, ByteColumns columns, float* info, float* c, nint stride)
    {
        if (rows == 1)
            Multiply<Rows1>(a, columns, info, c, stride);
        else
            Multiply<Rows2>(a, columns, info, c, stride);
    }

    // A group is 4 inputs of 16 columns; the sums of a column's two pairs stand side by side until the end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows>(byte* a, ByteColumns columns, float* info, float* c, nint stride)
        where TRows : struct, IRowCount
    {
        Vector256<int> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector256<int> b0 = default, b1 = default, b2 = default, b3 = default;
        var weights = columns.Panel;
        for (var group = columns.Groups; group > 0; group--)
        {
            var w0 = Avx2.ConvertToVector256Int16(weights);
            var w1 = Avx2.ConvertToVector256Int16(weights + 16);
            var w2 = Avx2.ConvertToVector256Int16(weights + 32);
            var w3 = Avx2.ConvertToVector256Int16(weights + 48);
            Add(a, w0, w1, w2, w3, ref a0, ref a1, ref a2, ref a3);
            if (TRows.Value > 1)
                Add(a + columns.Groups * ByteMatrix.Group, w0, w1, w2, w3, ref b0, ref b1, ref b2, ref b3);
            a += ByteMatrix.Group;
            weights += ByteMatrix.PanelColumns * ByteMatrix.Group;
        }
        ByteSums.Store(AddPairs(a0, a1), AddPairs(a2, a3), columns, info, c);
        if (TRows.Value > 1)
            ByteSums.Store(AddPairs(b0, b1), AddPairs(b2, b3), columns, info + ByteMatrix.InfoStride, c + stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(byte* a, Vector256<short> w0, Vector256<short> w1, Vector256<short> w2, Vector256<short> w3,
        ref Vector256<int> s0, ref Vector256<int> s1, ref Vector256<int> s2, ref Vector256<int> s3)
    {
        var inputs = Avx2.ConvertToVector256Int16(Vector128.Create(*(int*)a).AsByte());
        s0 += Avx2.MultiplyAddAdjacent(inputs, w0);
        s1 += Avx2.MultiplyAddAdjacent(inputs, w1);
        s2 += Avx2.MultiplyAddAdjacent(inputs, w2);
        s3 += Avx2.MultiplyAddAdjacent(inputs, w3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> AddPairs(Vector256<int> first, Vector256<int> second) =>
        Avx2.Permute4x64(Avx2.HorizontalAdd(first, second).AsInt64(), 0b11_01_10_00).AsInt32();
}
