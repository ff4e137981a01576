using System.Runtime.CompilerServices;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>Products of byte matrices for one instruction set. The sums are exact integers, so all kernels find the same ones.</summary>
internal abstract unsafe class ByteKernels
{
    /// <summary>All that this processor has, the fastest first; the portable one is last.</summary>
    public static IReadOnlyList<ByteKernels> Supported { get; } = [.. Find()];

    /// <summary>So many rows stay in the first-level cache, with one panel of weights, while all panels go by.</summary>
    private const int BlockRows = 48;

    public abstract string Name { get; }

    /// <summary>How many rows fit the registers: at most 6.</summary>
    protected abstract int TileRows { get; }

    /// <summary>c = rows * matrix + bias, in float32, row-major with <paramref name="stride"/> numbers a row.</summary>
    /// <param name="from">The first column, a multiple of a panel's, as is <paramref name="to"/>, behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(in ByteMatrix matrix, in ByteRows rows, int from, int to, float* c, int stride)
    {
        for (var row = 0; row < rows.Count; row += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.Count - row);
            for (var column = from; column < to; column += ByteMatrix.PanelColumns)
                MultiplyPanel(new ByteColumns(matrix, column), matrix.Inputs, rows, row, count, c + column, stride);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyPanel(ByteColumns columns, nint inputs, in ByteRows rows, int first, int count, float* c, nint stride)
    {
        // Tiles as equal as can be: a rest of one row would wait for its own sums.
        var tiles = (count + TileRows - 1) / TileRows;
        for (int tile = 0, row = first; tile < tiles; tile++)
        {
            var tileRows = RowsOf(tile, tiles, count);
            MultiplyTile(tileRows, rows.Values + row * inputs, columns, rows.Info + (nint)row * ByteMatrix.InfoStride, c + row * stride, stride);
            row += tileRows;
        }
    }

    private static int RowsOf(int tile, int tiles, int rows) => rows / tiles + (tile < rows % tiles ? 1 : 0);
}
