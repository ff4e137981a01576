namespace SemanticSearch.Embedding.Kernels;

/// <summary>Plain loops: run anywhere, and the measure that the others are tested against.</summary>
internal sealed unsafe class PortableByteKernels : ByteKernels
{
    public override string Name => "portable";

    protected override int TileRows => 4;

    protected override void MultiplyTile(int rows, byte* a, ByteColumns columns, float* info, float* c, nint stride)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = a + (nint)r * columns.Groups * ByteMatrix.Group;
            for (var n = 0; n < ByteMatrix.PanelColumns; n++)
                c[r * stride + n] = Finish(Sum(row, columns.Panel + ByteMatrix.Group * n, columns.Groups), columns, n, info + r * ByteMatrix.InfoStride);
        }
    }

    private static int Sum(byte* a, sbyte* weights, int groups)
    {
        const int step = ByteMatrix.PanelColumns * ByteMatrix.Group;
        var sum = 0;
        for (var group = 0; group < groups; group++, a += ByteMatrix.Group, weights += step)
            sum += a[0] * weights[0] + a[1] * weights[1] + a[2] * weights[2] + a[3] * weights[3];
        return sum;
    }

    private static float Finish(int sum, in ByteColumns columns, int n, float* info)
    {
        var value = sum * (columns.Scales[n] * info[0]) + (info[1] * columns.Sums[n] + columns.Bias[n]);
        for (var e = 0; columns.Exact != null && e < ByteMatrix.ExactInputs; e++)
            value += info[2 + e] * columns.Exact[e * columns.Stride + n];
        return value;
    }
}
