namespace SemanticSearch;

/// <summary>Story 2: library -> a new generation of searchable passages.</summary>
public sealed class Indexer
{
    private readonly string _dataDirectory;

    public Indexer(string dataDirectory) => _dataDirectory = dataDirectory;

    public IndexReport Index(bool rebuild = false, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default) =>
        new(_dataDirectory, 0, 0, 0);
}

public sealed record IndexReport(string Generation, int Articles, int Passages, double Seconds);
