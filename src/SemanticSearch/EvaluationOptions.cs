namespace SemanticSearch;

public sealed record EvaluationOptions
{
    /// <summary>BEIR folder: <c>queries.jsonl</c> and <c>qrels/test.tsv</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>null: every mode that the index can answer.</summary>
    public SearchMode? Mode { get; init; }

    /// <summary>Measure two textbook fusions of the keyword and the vector ranking besides (needs all modes).</summary>
    public bool Controls { get; init; }

    /// <summary>Write this TREC run file, 1,000 hits a query (needs <see cref="Mode"/>).</summary>
    public string? RunFile { get; init; }

    /// <summary>A TREC run file, written before, to compare the last mode with, question by question.</summary>
    public string? Against { get; init; }

    /// <exception cref="ArgumentException">Two of them do not go together.</exception>
    internal void Validate()
    {
        if (this is { RunFile: not null, Mode: null })
            throw new ArgumentException("a run file holds one mode: say which one", nameof(RunFile));
        if (this is { Controls: true, Mode: not null })
            throw new ArgumentException("controls fuse the keyword and the vector ranking: measure all modes", nameof(Controls));
    }
}
