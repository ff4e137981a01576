using System.Runtime.CompilerServices;
using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Embedding;

/// <summary>Token ids -> one vector a sequence: a BERT encoder (Devlin et al. 2018; Vaswani et al. 2017) with normalisation after each part.
/// Sequences stand one after the other without padding; none changes another's result. Thread-safe: all state is in the workspace.</summary>
internal sealed unsafe class Encoder(EncoderWeights weights, FloatKernels kernels)
{
    private readonly EncoderShape _shape = weights.Shape;
    private readonly Attention _attention = new(weights.Shape, kernels);

    /// <param name="workspace">Its Tokens and Starts hold the sequences.</param>
    /// <param name="sequences">How many.</param>
    /// <param name="vectors">Receives Width numbers for each sequence, one after the other: the mean of its tokens or its first token.</param>
    public void Encode(Workspace workspace, int sequences, Pooling pooling, float* vectors)
    {
        var tokens = workspace.Starts[sequences];
        Embed(workspace, sequences);
        // By number: an enumerator would be allocated for every call.
        for (var layer = 0; layer < weights.Layers.Count; layer++)
        {
            Attend(workspace, weights.Layers[layer], sequences, tokens);
            FeedForward(workspace, weights.Layers[layer], tokens);
        }
        for (var i = 0; i < sequences; i++)
        {
            var (from, to) = (workspace.Starts[i], workspace.Starts[i + 1]);
            Pool(workspace.Hidden + (nint)from * _shape.Width, pooling == Pooling.First ? 1 : to - from, vectors + (nint)i * _shape.Width);
        }
    }

    private void Embed(Workspace workspace, int sequences)
    {
        var norm = weights.EmbeddingNorm;
        for (var i = 0; i < sequences; i++)
        {
            var start = workspace.Starts[i];
            for (var token = start; token < workspace.Starts[i + 1]; token++)
            {
                var row = workspace.Hidden + (nint)token * _shape.Width;
                var position = weights.Positions + (nint)(token - start) * _shape.Width;
                new ReadOnlySpan<float>(position, _shape.Width).CopyTo(new Span<float>(row, _shape.Width));
                weights.AddWord(workspace.Tokens[token], row);
                kernels.Normalise(row, null, norm.Scale, norm.Shift, _shape.Width, _shape.Epsilon);
            }
        }
    }

    private void Attend(Workspace workspace, EncoderLayer layer, int sequences, int tokens)
    {
        layer.QueryKeyValue.Apply(workspace, workspace.Hidden, tokens, workspace.Starts.AsSpan(0, sequences), workspace.QueryKeyValue);
        for (var i = 0; i < sequences; i++)
            _attention.Apply(workspace, workspace.Starts[i], workspace.Starts[i + 1] - workspace.Starts[i]);
        layer.AttentionOutput.Apply(workspace, workspace.Context, tokens, [], workspace.Projected);
        AddAndNormalise(workspace, 0, tokens, layer.AttentionNorm);
    }

    private void FeedForward(Workspace workspace, EncoderLayer layer, int tokens)
    {
        for (var row = 0; row < tokens; row += Workspace.BlockRows)
        {
            var rows = Math.Min(Workspace.BlockRows, tokens - row);
            layer.Up.Apply(workspace, workspace.Hidden + (nint)row * _shape.Width, rows, [], workspace.Inner);
            for (var r = 0; r < rows; r++)
                kernels.Gelu(workspace.Inner + (nint)r * _shape.Inner, _shape.Inner);
            layer.Down.Apply(workspace, workspace.Inner, rows, [], workspace.Projected + (nint)row * _shape.Width);
        }
        AddAndNormalise(workspace, 0, tokens, layer.OutputNorm);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAndNormalise(Workspace workspace, int from, int to, Normalisation norm)
    {
        for (var row = from; row < to; row++)
        {
            var offset = (nint)row * _shape.Width;
            kernels.Normalise(workspace.Hidden + offset, workspace.Projected + offset, norm.Scale, norm.Shift, _shape.Width, _shape.Epsilon);
        }
    }

    private void Pool(float* rows, int count, float* vector)
    {
        new Span<float>(vector, _shape.Width).Clear();
        for (var row = 0; row < count; row++)
            kernels.Add(vector, rows + (nint)row * _shape.Width, _shape.Width);
        // The mean's divisor cancels in the division by the length.
        kernels.ToUnitLength(vector, _shape.Width);
    }
}
