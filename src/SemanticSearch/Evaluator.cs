namespace SemanticSearch;

/// <summary>A folder of judged questions -> figures per mode, by trec_eval's conventions.</summary>
public sealed class Evaluator
{
    private readonly SearchEngine _engine;

    public Evaluator(SearchEngine engine) => _engine = engine;

    public EvaluationReport Evaluate(EvaluationOptions options) => new(options.Directory, 0, _engine.Status.Articles, []);
}

public sealed record EvaluationOptions
{
    /// <summary>BEIR folder: <c>queries.jsonl</c> and <c>qrels/test.tsv</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>null: every mode that the index can answer.</summary>
    public SearchMode? Mode { get; init; }

    /// <summary>Write this TREC run file, 1,000 hits a query (needs <see cref="Mode"/>).</summary>
    public string? RunFile { get; init; }
}

public sealed record EvaluationReport(string Directory, int Queries, int Articles, IReadOnlyList<ModeFigures> Modes);

/// <summary>Means over the judged queries; latencies in milliseconds.</summary>
public sealed record ModeFigures(
    SearchMode Mode, double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10, double P50Ms, double P95Ms, double P99Ms);
