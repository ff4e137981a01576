namespace SemanticSearch.Vectors;

/// <summary>How a reader searches.</summary>
internal sealed record VectorSearchOptions
{
    /// <summary>Threads that work on one exact search, the caller included; null: as many as the machine has cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Forces one way of multiplying, for tests and measurements; null: the fastest that the processor has.</summary>
    public DotPath? Path { get; init; }
}
