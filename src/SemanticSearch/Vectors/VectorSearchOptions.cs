namespace SemanticSearch.Vectors;

/// <summary>How a reader searches.</summary>
internal sealed record VectorSearchOptions
{
    /// <summary>Threads that work on one exact search, the caller included; null: as many as the machine has cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Lists to look at in a file that has them; 0: none, every search is exact; null: as many as the file advises.</summary>
    public int? Probes { get; init; }

    /// <summary>Forces one way of multiplying, for tests and measurements; null: the fastest that the processor has.</summary>
    public DotPath? Path { get; init; }
}
