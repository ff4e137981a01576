namespace SemanticSearch.Vectors;

/// <summary>What a vector file will hold.</summary>
/// <param name="Model">Name of the embedding model, for messages.</param>
/// <param name="ModelHash">Identifies the model's weights and the preparation of texts; compared exactly.</param>
/// <param name="Dimension">Numbers in a vector.</param>
internal sealed record VectorIndexOptions(string Model, string ModelHash, int Dimension)
{
    /// <summary>Keep the float form beside the int8 form: exact scores for four times the bytes.</summary>
    public bool KeepFloats { get; init; }

    /// <summary>Draws the rotation; any number will do.</summary>
    public ulong RotationSeed { get; init; } = 20_260_101;
}
