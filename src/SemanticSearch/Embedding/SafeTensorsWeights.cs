using SemanticSearch.Documents;
using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Embedding;

/// <summary>An encoder in float32, read from a BERT checkpoint in safetensors form.</summary>
internal sealed unsafe class SafeTensorsWeights : EncoderWeights
{
    private readonly FloatKernels _kernels;
    private readonly AlignedBuffer<float> _words;
    private readonly AlignedBuffer<float> _positions;
    private readonly List<AlignedBuffer<float>> _vectors = [];

    private SafeTensorsWeights(CheckpointTensors source, FloatKernels kernels)
    {
        _kernels = kernels;
        Shape = source.Shape;
        _words = Keep(source.Words());
        _positions = Keep(source.Positions());
        EmbeddingNorm = Norm(source.EmbeddingNorm());
        Layers = [.. Enumerable.Range(0, Shape.Layers).Select(layer => new EncoderLayer(
            Linear(source.Linear(layer, LinearPart.QueryKeyValue)),
            Linear(source.Linear(layer, LinearPart.AttentionOutput)),
            Norm(source.AttentionNorm(layer)),
            Linear(source.Linear(layer, LinearPart.Up)),
            Linear(source.Linear(layer, LinearPart.Down)),
            Norm(source.OutputNorm(layer))))];
    }

    public override EncoderShape Shape { get; }

    public override float* Positions => _positions.Start;

    public override Normalisation EmbeddingNorm { get; }

    public override IReadOnlyList<EncoderLayer> Layers { get; }

    /// <exception cref="DataProblemException">The file is damaged or not of this shape; names the file and the tensor.</exception>
    public static SafeTensorsWeights Load(string path, string tensorPrefix, EncoderShape shape, FloatKernels kernels)
    {
        using var tensors = SafeTensors.Open(path);
        return new SafeTensorsWeights(new CheckpointTensors(tensors, tensorPrefix, shape), kernels);
    }

    public override void AddWord(int id, float* row) => _kernels.Add(row, _words.Start + (nint)id * Shape.Width, Shape.Width);

    public override void Dispose()
    {
        foreach (var vector in _vectors)
            vector.Dispose();
        foreach (var layer in Layers)
        {
            foreach (var linear in (LinearLayer[])[layer.QueryKeyValue, layer.AttentionOutput, layer.Up, layer.Down])
                ((FloatLayer)linear).Dispose();
        }
    }

    private FloatLayer Linear(LinearTensors tensors) => new(_kernels, tensors.Weights, tensors.Bias, tensors.Inputs);

    private Normalisation Norm(NormTensors tensors) => new(Keep(tensors.Scale).Start, Keep(tensors.Shift).Start);

    private AlignedBuffer<float> Keep(float[] values)
    {
        var buffer = new AlignedBuffer<float>(values.Length);
        values.CopyTo(buffer.Span);
        _vectors.Add(buffer);
        return buffer;
    }
}
