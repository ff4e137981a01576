using System.Runtime.CompilerServices;
using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Embedding;

/// <summary>softmax(Q K^T / sqrt(head width)) V (Vaswani et al. 2017), head by head. A head's numbers are first gathered from the rows of all
/// heads: those lie a fixed number of kilobytes apart, so that few of them would fit into the first-level cache at once.</summary>
internal sealed unsafe class Attention(EncoderShape shape, FloatKernels kernels)
{
    private readonly int _width = shape.HeadWidth;
    private readonly int _panel = kernels.PanelColumns;
    private readonly float _factor = 1 / MathF.Sqrt(shape.HeadWidth);

    /// <summary>Attention of one sequence to itself: QueryKeyValue -> Context.</summary>
    /// <param name="start">Its first token.</param>
    /// <param name="length">In tokens.</param>
    public void Apply(Workspace workspace, int start, int length)
    {
        for (var head = 0; head < shape.Heads; head++)
        {
            Gather(workspace, start, length, head);
            for (var row = 0; row < length; row += Workspace.AttentionRows)
                Attend(workspace, row, Math.Min(Workspace.AttentionRows, length - row), length, OutputOf(workspace, start + row, head));
        }
    }

    private float* OutputOf(Workspace workspace, int token, int head) => workspace.Context + (nint)token * shape.Width + head * _width;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(Workspace workspace, int start, int length, int head)
    {
        var row = workspace.QueryKeyValue + (nint)start * 3 * shape.Width + head * _width;
        for (var token = 0; token < length; token++, row += 3 * shape.Width)
        {
            new ReadOnlySpan<float>(row, _width).CopyTo(new Span<float>(workspace.Queries + (nint)token * _width, _width));
            var key = row + shape.Width;
            var keys = workspace.Keys + (nint)(token / _panel) * _panel * _width + token % _panel;
            for (var k = 0; k < _width; k++)
                keys[(nint)k * _panel] = key[k];
            var value = key + shape.Width;
            for (var n = 0; n < _width; n += _panel)
                new ReadOnlySpan<float>(value + n, _panel).CopyTo(new Span<float>(workspace.Values + (nint)n * length + (nint)token * _panel, _panel));
        }
    }

    // Dividing by a row's sum waits until there are only as many numbers as a head is wide.
    private void Attend(Workspace workspace, int first, int rows, int length, float* output)
    {
        var columns = (length + _panel - 1) / _panel * _panel;
        var stride = Workspace.PaddedTokens(length);
        kernels.Multiply(new FloatProduct
        {
            Rows = rows,
            Columns = columns,
            Depth = _width,
            A = workspace.Queries + (nint)first * _width,
            AStride = _width,
            B = workspace.Keys,
            BStride = _panel,
            PanelStride = _panel * _width,
            C = workspace.Scores,
            CStride = stride,
        });
        var sums = stackalloc float[Workspace.AttentionRows];
        for (var r = 0; r < rows; r++)
            sums[r] = kernels.Exponentials(workspace.Scores + (nint)r * stride, length, _factor);
        kernels.Multiply(new FloatProduct
        {
            Rows = rows,
            Columns = _width,
            Depth = length,
            A = workspace.Scores,
            AStride = stride,
            B = workspace.Values,
            BStride = _panel,
            PanelStride = _panel * length,
            C = output,
            CStride = shape.Width,
        });
        for (var r = 0; r < rows; r++)
            kernels.Scale(output + (nint)r * shape.Width, _width, 1 / sums[r]);
    }
}
