namespace SemanticSearch.Embedding;

/// <summary>All numbers of an encoder. Pointers stay valid until disposal.</summary>
internal abstract unsafe class EncoderWeights : IDisposable
{
    public abstract EncoderShape Shape { get; }

    /// <summary>For each position: its vector plus that of token type 0.</summary>
    public abstract float* Positions { get; }

    public abstract Normalisation EmbeddingNorm { get; }

    public abstract IReadOnlyList<EncoderLayer> Layers { get; }

    /// <summary>Adds the vector of a token to <paramref name="row"/>.</summary>
    public abstract void AddWord(int id, float* row);

    public abstract void Dispose();
}

/// <summary>Layer normalisation's two vectors.</summary>
internal readonly unsafe struct Normalisation(float* scale, float* shift)
{
    public float* Scale => scale;

    public float* Shift => shift;
}

internal sealed record EncoderLayer(
    LinearLayer QueryKeyValue, LinearLayer AttentionOutput, Normalisation AttentionNorm, LinearLayer Up, LinearLayer Down, Normalisation OutputNorm);
