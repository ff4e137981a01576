using System.Runtime.CompilerServices;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(in ByteMatrix matrix, in ByteRows rows, float* c, int stride)
    {
        var tiles = (rows.Count + TileRows - 1) / TileRows;
        for (var column = 0; column < matrix.Outputs; column += ByteMatrix.PanelColumns)
        {
            var columns = new ByteColumns(matrix, column);
            for (int tile = 0, row = 0; tile < tiles; tile++)
            {
                var count = RowsOf(tile, tiles, rows.Count);
                var a = rows.Values + (nint)row * matrix.Inputs;
                MultiplyTile(count, a, columns, rows.Info + (nint)row * ByteMatrix.InfoStride, c + (nint)row * stride + column, stride);
                row += count;
            }
        }
    }

    /// <summary>One panel of columns for some rows.</summary>
    /// <param name="a">The first row; the others follow it.</param>
    protected abstract void MultiplyTile(int rows, byte* a, ByteColumns columns, float* info, float* c, nint stride);

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
}
