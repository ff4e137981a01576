namespace SemanticSearch.Embedding.Kernels;

/// <summary>Plain loops: run anywhere, and the measure that the others are tested against.</summary>
internal sealed unsafe class PortableByteKernels : ByteKernels
{
    public override string Name => "portable";

    protected override int TileRows => 4;

    protected override void MultiplyTile(int rows, byte* a, in ByteMatrix matrix, int column, float* info, float* c, nint stride)
    {
        var panel = matrix.Panels + (nint)column * matrix.Inputs;
        for (var r = 0; r < rows; r++)
        {
            for (var n = 0; n < ByteMatrix.PanelColumns; n++)
            {
                var sum = Sum(a + ByteMatrix.Group * r, ByteMatrix.Group * rows, panel + ByteMatrix.Group * n, matrix.Inputs);
                c[r * stride + n] = Finish(sum, matrix, column + n, info + r * ByteMatrix.InfoStride);
            }
        }
    }

    private static int Sum(byte* a, int aStep, sbyte* weights, int inputs)
    {
        const int step = ByteMatrix.PanelColumns * ByteMatrix.Group;
        var sum = 0;
        for (var k = 0; k < inputs; k += ByteMatrix.Group, a += aStep, weights += step)
            sum += a[0] * weights[0] + a[1] * weights[1] + a[2] * weights[2] + a[3] * weights[3];
        return sum;
    }

    private static float Finish(int sum, in ByteMatrix matrix, int n, float* info)
    {
        var value = sum * (matrix.Scales[n] * info[0]) + (info[1] * matrix.Sums[n] + matrix.Bias[n]);
        for (var e = 0; e < matrix.ExactCount; e++)
            value += info[2 + e] * matrix.Exact[e * matrix.Outputs + n];
        return value;
    }
}
