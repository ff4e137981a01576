using System.Diagnostics;
using SemanticSearch.Documents;
using SemanticSearch.Evaluation;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>
/// A folder of judged questions -> figures per mode, by trec_eval's conventions: the gain is the grade, the ideal comes from the judgments,
/// a grade of 1 or more is relevant, equal scores are ordered by id (descending, as trec_eval does), questions without judgments are left out.
/// </summary>
public sealed class Evaluator
{
    private readonly SearchEngine _engine;

    public Evaluator(SearchEngine engine) => _engine = engine;

    /// <exception cref="FileNotFoundException">The folder, or one of its two files, is missing.</exception>
    /// <exception cref="ArgumentException">A run file without a mode.</exception>
    /// <exception cref="DataProblemException">Nothing is judged, no judged article is in the index, or the index cannot answer the mode.</exception>
    public EvaluationReport Evaluate(EvaluationOptions options, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        if (options is { RunFile: not null, Mode: null })
            throw new ArgumentException("a run file holds one mode: say which one", nameof(options));
        var (questions, problems) = BeirFolder.Read(options.Directory);
        var missing = CountMissing(questions, options.Directory);
        var modes = AnswerableModes(options.Mode);
        using var runFile = options.RunFile is { } path ? TextFile.Create(path) : null;
        var figures = new List<ModeFigures>();
        foreach (var mode in modes)
        {
            var qualities = Rank(questions, mode, runFile, new Step(progress, $"{Name(mode)}: ranking", questions.Count, cancel));
            var latencies = Time(questions, mode, new Step(progress, $"{Name(mode)}: timing", questions.Count, cancel));
            figures.Add(Figures(mode, questions, qualities, latencies));
        }
        return new EvaluationReport(options.Directory, questions.Count, _engine.Status.Articles, figures) { MissingArticles = missing, Problems = problems };
    }

    /// <summary>Relevant articles that the index does not hold cannot be found; when it holds none, it is the wrong index.</summary>
    private int CountMissing(IReadOnlyList<JudgedQuestion> questions, string directory)
    {
        var relevant = questions.SelectMany(question => question.Judgments.RelevantIds).Distinct(StringComparer.Ordinal).ToList();
        var missing = relevant.Count(id => _engine.Find(id) is null);
        if (missing > 0 && missing == relevant.Count)
        {
            throw new DataProblemException(
                $"none of the {relevant.Count} articles that {directory} judges relevant is in this data directory: import its corpus and index it first");
        }
        return missing;
    }

    private List<SearchMode> AnswerableModes(SearchMode? wanted)
    {
        var modes = wanted is { } one ? [one] : Enum.GetValues<SearchMode>();
        var answerable = modes.Where(mode => _engine.Search(Request("index", mode) with { Top = 1, RankOnly = true }).Mode == mode).ToList();
        return answerable.Count > 0
            ? answerable
            : throw new DataProblemException($"this index cannot answer in {Name(modes[0])} mode: it has no vectors");
    }

    private List<Quality> Rank(IReadOnlyList<JudgedQuestion> questions, SearchMode mode, TextWriter? runFile, Step step)
    {
        var qualities = new List<Quality>(questions.Count);
        foreach (var question in questions)
        {
            var response = _engine.Search(Request(question.Text, mode) with { Top = TrecRun.Depth, RankOnly = true });
            var ranking = TrecOrder.Sort(response.Hits.Select(hit => new ScoredId(hit.Id, hit.Score)));
            if (runFile is not null)
                TrecRun.Write(runFile, question.Id, ranking, $"semsearch-{Name(mode)}");
            qualities.Add(Quality.Of([.. ranking.Select(place => place.Id)], question.Judgments));
            step.Done(qualities.Count);
        }
        return qualities;
    }

    /// <summary>A first pass, not counted, brings code and caches to the state that a running server has.</summary>
    private Latencies Time(IReadOnlyList<JudgedQuestion> questions, SearchMode mode, Step step)
    {
        foreach (var question in questions)
            _engine.Search(Request(question.Text, mode));
        var milliseconds = new List<double>(questions.Count);
        foreach (var question in questions)
        {
            var request = Request(question.Text, mode);
            var start = Stopwatch.GetTimestamp();
            _engine.Search(request);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            step.Done(milliseconds.Count);
        }
        return new Latencies(milliseconds);
    }

    private static ModeFigures Figures(SearchMode mode, IReadOnlyList<JudgedQuestion> questions, List<Quality> qualities, Latencies latencies)
    {
        var all = Quality.Mean(qualities);
        var styles = questions.Zip(qualities)
            .Where(pair => pair.First.Style is not null)
            .GroupBy(pair => pair.First.Style!, pair => pair.Second)
            .OrderByDescending(style => style.Count())
            .ThenBy(style => style.Key, StringComparer.Ordinal)
            .Select(style => StyleMeans(style.Key, [.. style]));
        return new ModeFigures(
            mode, all.NdcgAt10, all.Map, all.MrrAt10, all.RecallAt100, all.JudgedAt10,
            latencies.Percentile(50), latencies.Percentile(95), latencies.Percentile(99))
        { Styles = [.. styles] };
    }

    private static StyleFigures StyleMeans(string style, List<Quality> qualities)
    {
        var mean = Quality.Mean(qualities);
        return new StyleFigures(style, qualities.Count, mean.NdcgAt10, mean.Map, mean.MrrAt10, mean.RecallAt100, mean.JudgedAt10);
    }

    private static SearchRequest Request(string text, SearchMode mode) => new() { Query = text, Mode = mode };

    private static string Name(SearchMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>One pass over all questions: tells how far it is, stops when asked to.</summary>
    private sealed record Step(IProgress<WorkProgress>? Progress, string Phase, int Total, CancellationToken Cancel)
    {
        public void Done(int count)
        {
            Cancel.ThrowIfCancellationRequested();
            Progress?.Report(new WorkProgress(Phase, count, Total));
        }
    }
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

/// <param name="Queries">Questions that have a judgment; only these count.</param>
/// <param name="Articles">Articles of the index that answered.</param>
public sealed record EvaluationReport(string Directory, int Queries, int Articles, IReadOnlyList<ModeFigures> Modes)
{
    /// <summary>Articles judged relevant that the index does not hold.</summary>
    public int MissingArticles { get; init; }

    /// <summary>Lines that could not be read and were left out, each "file:line: what".</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>Means over the judged queries, each 0 to 1; latencies of a top-10 search in milliseconds, after a warm-up.</summary>
public sealed record ModeFigures(
    SearchMode Mode, double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10, double P50Ms, double P95Ms, double P99Ms)
{
    /// <summary>The same means per style of question, commonest style first; empty where the questions tell none.</summary>
    public IReadOnlyList<StyleFigures> Styles { get; init; } = [];
}

public sealed record StyleFigures(
    string Style, int Queries, double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10);
