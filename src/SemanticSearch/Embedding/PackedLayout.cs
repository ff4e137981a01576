using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Embedding;

/// <summary>Where each part of a packed model lies in its file, in bytes: it follows from the model's sizes alone. Every part starts at a
/// multiple of 64 bytes (a cache line), so that kernels use the mapped file in place. All numbers are little endian.</summary>
internal sealed class PackedLayout
{
    public const int HeaderBytes = 128;

    private const int Alignment = 64;

    private long _end = HeaderBytes;

    public PackedLayout(EncoderShape shape)
    {
        Words = Take((long)shape.Vocabulary * shape.Width, sizeof(sbyte));
        WordScales = Take(shape.Vocabulary, sizeof(float));
        Positions = Take((long)shape.Positions * shape.Width, sizeof(float));
        EmbeddingNorm = Norm(shape.Width);
        Layers = [.. Enumerable.Range(0, shape.Layers).Select(_ => new LayerParts(
            Linear(shape.Width, 3 * shape.Width),
            Linear(shape.Width, shape.Width),
            Norm(shape.Width),
            Linear(shape.Width, shape.Inner),
            Linear(shape.Inner, shape.Width),
            Norm(shape.Width)))];
    }

    /// <summary>Vocabulary rows of Width signed bytes.</summary>
    public long Words { get; }

    /// <summary>One float32 a word: its vector is that times its bytes.</summary>
    public long WordScales { get; }

    /// <summary>Positions rows of Width float32, that of token type 0 added.</summary>
    public long Positions { get; }

    public NormParts EmbeddingNorm { get; }

    public IReadOnlyList<LayerParts> Layers { get; }

    /// <summary>Of the whole file.</summary>
    public long FileBytes => _end;

    private LinearParts Linear(int inputs, int outputs) => new(
        inputs,
        outputs,
        Take((long)inputs * outputs, sizeof(sbyte)),
        Take(outputs, sizeof(float)),
        Take(outputs, sizeof(float)),
        Take(outputs, sizeof(float)),
        Take(1 + ByteMatrix.ExactInputs, sizeof(int)),
        Take((long)ByteMatrix.ExactInputs * outputs, sizeof(float)));

    private NormParts Norm(int width) => new(Take(width, sizeof(float)), Take(width, sizeof(float)));

    private long Take(long count, int width)
    {
        var start = _end;
        _end = (start + count * width + Alignment - 1) / Alignment * Alignment;
        return start;
    }

    /// <summary>The parts of a <see cref="ByteMatrix"/>; <paramref name="ExactInputs"/> is their count, then 4 numbers of inputs.</summary>
    internal sealed record LinearParts(
        int Inputs, int Outputs, long Panels, long Scales, long Sums, long Bias, long ExactInputs, long Exact);

    internal sealed record NormParts(long Scale, long Shift);

    internal sealed record LayerParts(
        LinearParts QueryKeyValue, LinearParts AttentionOutput, NormParts AttentionNorm, LinearParts Up, LinearParts Down, NormParts OutputNorm);
}
