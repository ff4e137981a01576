using System.Runtime.CompilerServices;
using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Embedding;

/// <summary>A linear layer in 8 bits: weights with one scale a column, inputs with a scale and a low value a row, a few inputs exact.</summary>
/// <remarks>The vector of [CLS] is where attention heads look when they have nothing to look for, so an error in its value reaches every token
/// alike and does not average out. Such rows are "fine": what their bytes leave over becomes a second row of bytes. For all-MiniLM-L6-v2 that
/// alone takes the mean cosine to the float32 vectors from .9987 to .9993.</remarks>
internal sealed unsafe class ByteLayer(FloatKernels floats, ByteKernels bytes, ByteMatrix matrix) : LinearLayer
{
    public override int Inputs => matrix.Inputs;

    public override int Outputs => matrix.Outputs;

    public override int PanelColumns => ByteMatrix.PanelColumns;

    public override void Multiply(in LinearRows rows, int from, int to) =>
        bytes.Multiply(matrix, new ByteRows { Values = rows.Workspace.Bytes, Info = rows.Workspace.Info, Count = rows.Count }, from, to, rows.Y, Outputs);

    protected override int Prepare(Workspace workspace, float* x, int rows, ReadOnlySpan<int> fineRows)
    {
        for (var row = 0; row < rows; row++)
        {
            var fine = fineRows.IndexOf(row);
            Quantise(workspace, x + (nint)row * Inputs, row, fine < 0 ? -1 : rows + fine);
        }
        return rows + fineRows.Length;
    }

    protected override void Complete(float* y, int rows, ReadOnlySpan<int> fineRows)
    {
        for (var i = 0; i < fineRows.Length; i++)
            AddRemainder(y + (nint)fineRows[i] * Outputs, y + (nint)(rows + i) * Outputs);
    }

    // The exact inputs are set to 0 meanwhile: they would widen the range that the others share.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Quantise(Workspace workspace, float* x, int row, int remainderRow)
    {
        var info = workspace.Info + (nint)row * ByteMatrix.InfoStride;
        for (var e = 0; matrix.HasExact && e < ByteMatrix.ExactInputs; e++)
        {
            info[2 + e] = x[matrix.ExactIndex[e]];
            x[matrix.ExactIndex[e]] = 0;
        }
        var remainder = remainderRow < 0 ? null : workspace.Remainder;
        floats.Quantise(x, Inputs, workspace.Bytes + (nint)row * Inputs, out info[0], out info[1], remainder);
        for (var e = 0; matrix.HasExact && e < ByteMatrix.ExactInputs; e++)
            x[matrix.ExactIndex[e]] = info[2 + e];
        if (remainder == null)
            return;
        info = workspace.Info + (nint)remainderRow * ByteMatrix.InfoStride;
        new Span<float>(info + 2, ByteMatrix.ExactInputs).Clear();
        floats.Quantise(remainder, Inputs, workspace.Bytes + (nint)remainderRow * Inputs, out info[0], out info[1], null);
    }

    // Both rows got the bias.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRemainder(float* y, float* remainder)
    {
        for (var n = 0; n < Outputs; n++)
            y[n] += remainder[n] - matrix.Bias[n];
    }
}
