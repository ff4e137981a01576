namespace SemanticSearch.Vectors;

/// <summary>What a vector file will hold.</summary>
/// <param name="Model">Name of the embedding model, for messages.</param>
/// <param name="ModelHash">Identifies the model's weights and the preparation of texts; compared exactly.</param>
/// <param name="Dimension">Numbers in a vector.</param>
internal sealed record VectorIndexOptions(string Model, string ModelHash, int Dimension)
{
    /// <summary>Keep the float form beside the int8 form: exact scores for four times the bytes.</summary>
    public bool KeepFloats { get; init; }

    /// <summary>Lists of the inverted file; 0: none, every search is exact; null: as many as measurements say, see <see cref="ListsFor"/>.</summary>
    public int? Lists { get; init; }

    /// <summary>Threads that build; null: as many as the machine has cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Draws the rotation; any number will do.</summary>
    public ulong RotationSeed { get; init; } = 20_260_101;

    /// <summary>Up to so many vectors an exact scan is fast enough.</summary>
    internal const int ExactUpTo = 50_000;

    /// <summary>Four times the square root balances the work of comparing with centres and with members.</summary>
    public int ListsFor(int vectors) => Math.Min(vectors, Lists ?? (vectors <= ExactUpTo ? 0 : (int)(4 * Math.Sqrt(vectors))));
}
