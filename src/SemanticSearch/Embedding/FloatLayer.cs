using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Embedding;

/// <summary>A linear layer in float32, its weights rearranged into the kernel's panels.</summary>
internal sealed unsafe class FloatLayer : LinearLayer, IDisposable
{
    private readonly FloatKernels _kernels;
    private readonly AlignedBuffer<float> _panels;
    private readonly AlignedBuffer<float> _bias;

    /// <param name="weights">One row of <paramref name="inputs"/> numbers for each output, as checkpoints store them.</param>
    public FloatLayer(FloatKernels kernels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputs)
    {
        _kernels = kernels;
        Inputs = inputs;
        Outputs = bias.Length;
        _bias = new AlignedBuffer<float>(bias.Length);
        bias.CopyTo(_bias.Span);
        _panels = new AlignedBuffer<float>(weights.Length);
        var width = kernels.PanelColumns;
        for (var n = 0; n < Outputs; n++)
        {
            var panel = _panels.Start + (nint)(n / width) * width * inputs + n % width;
            for (var k = 0; k < inputs; k++)
                panel[(nint)k * width] = weights[n * inputs + k];
        }
    }

    public override int Inputs { get; }

    public override int Outputs { get; }

    public override int PanelColumns => _kernels.PanelColumns;

    public override void Multiply(in LinearRows rows, int from, int to) =>
        _kernels.Multiply(new FloatProduct
        {
            Rows = rows.Count,
            Columns = to - from,
            Depth = Inputs,
            A = rows.X,
            AStride = Inputs,
            B = _panels.Start + (nint)from * Inputs,
            BStride = _kernels.PanelColumns,
            PanelStride = _kernels.PanelColumns * Inputs,
            C = rows.Y + from,
            CStride = Outputs,
            Bias = _bias.Start + from,
        });

    protected override int Prepare(Workspace workspace, float* x, int rows, ReadOnlySpan<int> fineRows) => rows;

    protected override void Complete(float* y, int rows, ReadOnlySpan<int> fineRows)
    {
    }

    public void Dispose()
    {
        _panels.Dispose();
        _bias.Dispose();
    }
}
