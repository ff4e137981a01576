namespace SemanticSearch.Embedding.Kernels;

/// <summary>Products of byte matrices for one instruction set. The sums are exact integers, so all kernels find the same ones.</summary>
internal abstract unsafe class ByteKernels
{
    /// <summary>All that this processor has, the fastest first; the portable one is last.</summary>
    public static IReadOnlyList<ByteKernels> Supported { get; } = [.. Find()];

    public abstract string Name { get; }

    /// <summary>How many rows fit the registers: at most 6.</summary>
    protected abstract int TileRows { get; }

    /// <summary>c = rows * matrix + bias, in float32, row-major with <paramref name="stride"/> numbers a row.</summary>
    public void Multiply(in ByteMatrix matrix, in ByteRows rows, float* c, int stride)
    {
        var tiles = (rows.Count + TileRows - 1) / TileRows;
        Pack(matrix.Inputs, rows, tiles);
        for (var column = 0; column < matrix.Outputs; column += ByteMatrix.PanelColumns)
        {
            for (int tile = 0, row = 0; tile < tiles; tile++)
            {
                var count = RowsOf(tile, tiles, rows.Count);
                var a = rows.Packed + (nint)row * matrix.Inputs;
                MultiplyTile(count, a, matrix, column, rows.Info + (nint)row * ByteMatrix.InfoStride, c + (nint)row * stride + column, stride);
                row += count;
            }
        }
    }

    /// <summary>One panel of columns for some rows.</summary>
    /// <param name="a">The rows interleaved: 4 bytes of each, then the next 4 of each.</param>
    protected abstract void MultiplyTile(int rows, byte* a, in ByteMatrix matrix, int column, float* info, float* c, nint stride);

    private static IEnumerable<ByteKernels> Find()
    {
        if (VnniKernels.IsSupported)
            yield return new VnniKernels();
        if (WideningKernels512.IsSupported)
            yield return new WideningKernels512();
        if (WideningKernels256.IsSupported)
            yield return new WideningKernels256();
        yield return new PortableByteKernels();
    }

    private static int RowsOf(int tile, int tiles, int rows) => rows / tiles + (tile < rows % tiles ? 1 : 0);

    private static void Pack(int inputs, in ByteRows rows, int tiles)
    {
        var to = (int*)rows.Packed;
        var groups = inputs / ByteMatrix.Group;
        for (int tile = 0, row = 0; tile < tiles; tile++)
        {
            var count = RowsOf(tile, tiles, rows.Count);
            for (var r = 0; r < count; r++)
            {
                var from = (int*)(rows.Values + (nint)(row + r) * inputs);
                for (var g = 0; g < groups; g++)
                    to[(nint)g * count + r] = from[g];
            }
            to += (nint)count * groups;
            row += count;
        }
    }
}
