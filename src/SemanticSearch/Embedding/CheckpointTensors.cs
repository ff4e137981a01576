namespace SemanticSearch.Embedding;

/// <summary>The four linear layers of an encoder layer.</summary>
internal enum LinearPart
{
    QueryKeyValue = 0,
    AttentionOutput = 1,
    Up = 2,
    Down = 3,
}

/// <param name="Weights">One row of <paramref name="Inputs"/> numbers for each output.</param>
internal sealed record LinearTensors(float[] Weights, float[] Bias, int Inputs);

internal sealed record NormTensors(float[] Scale, float[] Shift);

/// <summary>A BERT checkpoint by the meaning of its tensors instead of their names.</summary>
/// <param name="prefix">Stands before every name: "" or, in checkpoints with a task head, "bert.".</param>
internal sealed class CheckpointTensors(SafeTensors tensors, string prefix, EncoderShape shape)
{
    private static readonly string[] QueryKeyValueNames = ["query", "key", "value"];

    public EncoderShape Shape => shape;

    /// <summary>Vocabulary rows of Width numbers.</summary>
    public float[] Words() => tensors.Read(Embeddings("word_embeddings.weight"), shape.Vocabulary, shape.Width);

    /// <summary>Positions rows of Width numbers, the vector of token type 0 added: a single text has only that type.</summary>
    public float[] Positions()
    {
        var positions = tensors.Read(Embeddings("position_embeddings.weight"), shape.Positions, shape.Width);
        var typesName = Embeddings("token_type_embeddings.weight");
        var types = tensors.Read(typesName, tensors.Shape(typesName)[0], shape.Width);
        for (var i = 0; i < positions.Length; i++)
            positions[i] += types[i % shape.Width];
        return positions;
    }

    public NormTensors EmbeddingNorm() => Norm(Embeddings("LayerNorm"));

    public NormTensors AttentionNorm(int layer) => Norm(Layer(layer, "attention.output.LayerNorm"));

    public NormTensors OutputNorm(int layer) => Norm(Layer(layer, "output.LayerNorm"));

    public LinearTensors Linear(int layer, LinearPart part) => part switch
    {
        LinearPart.QueryKeyValue => QueryKeyValue(layer),
        LinearPart.AttentionOutput => Linear(Layer(layer, "attention.output.dense"), shape.Width, shape.Width),
        LinearPart.Up => Linear(Layer(layer, "intermediate.dense"), shape.Inner, shape.Width),
        _ => Linear(Layer(layer, "output.dense"), shape.Width, shape.Inner),
    };

    // One product instead of three: they read the same input.
    private LinearTensors QueryKeyValue(int layer)
    {
        var parts = QueryKeyValueNames.Select(part => Linear(Layer(layer, $"attention.self.{part}"), shape.Width, shape.Width)).ToArray();
        return new LinearTensors([.. parts.SelectMany(part => part.Weights)], [.. parts.SelectMany(part => part.Bias)], shape.Width);
    }

    private LinearTensors Linear(string name, int outputs, int inputs) =>
        new(tensors.Read($"{name}.weight", outputs, inputs), tensors.Read($"{name}.bias", outputs), inputs);

    private NormTensors Norm(string name) => new(tensors.Read($"{name}.weight", shape.Width), tensors.Read($"{name}.bias", shape.Width));

    private string Embeddings(string name) => $"{prefix}embeddings.{name}";

    private string Layer(int layer, string name) => FormattableString.Invariant($"{prefix}encoder.layer.{layer}.{name}");
}
