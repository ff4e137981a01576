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
    /// <summary>Questions shown of those won, and of those lost, against a saved run.</summary>
    private const int Examples = 10;

    private readonly SearchEngine _engine;

    public Evaluator(SearchEngine engine) => _engine = engine;

    /// <exception cref="FileNotFoundException">The folder, one of its two files, or the run to compare with is missing.</exception>
    /// <exception cref="ArgumentException">A run file without a mode, or controls with one.</exception>
    /// <exception cref="DataProblemException">Nothing is judged, no judged article is in the index, the index cannot answer the mode, or the run
    /// to compare with is malformed.</exception>
    public EvaluationReport Evaluate(EvaluationOptions options, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        options.Validate();
        var (questions, problems) = BeirFolder.Read(options.Directory);
        var missing = CountMissing(questions, options.Directory);
        var saved = options.Against is { } path ? SavedRun.Read(path, questions) : null;
        var modes = AnswerableModes(options);
        using var runFile = options.RunFile is { } file ? TextFile.Create(file) : null;
        var (ranked, latencies) = (new Dictionary<SearchMode, Ranked>(), new Dictionary<SearchMode, Latencies>());
        foreach (var mode in modes)
        {
            ranked.Add(mode, Rank(questions, mode, new Step(progress, $"{Name(mode)}: ranking", questions.Count, cancel)));
            if (runFile is not null)
                Write(runFile, questions, ranked[mode], $"semsearch-{Name(mode)}");
            latencies.Add(mode, Time(questions, mode, new Step(progress, $"{Name(mode)}: timing", questions.Count, cancel)));
        }
        var hybrid = ranked.GetValueOrDefault(SearchMode.Hybrid);
        return new EvaluationReport(
            options.Directory, questions.Count, _engine.Status.Articles, [.. modes.Select(mode => Figures(mode, questions, ranked[mode], latencies[mode], hybrid))])
        {
            Controls = options.Controls ? Controls(questions, ranked, hybrid!) : [],
            Against = saved is null ? null : Compare(questions, modes[^1], ranked[modes[^1]], options.Against!, saved),
            MissingArticles = missing,
            Problems = problems,
        };
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

    private List<SearchMode> AnswerableModes(EvaluationOptions options)
    {
        var modes = options.Mode is { } one ? [one] : Enum.GetValues<SearchMode>();
        var answerable = modes.Where(mode => _engine.Search(Request("index", mode) with { Top = 1, RankOnly = true }).Mode == mode).ToList();
        if (answerable.Count == 0)
            throw new DataProblemException($"this index cannot answer in {Name(modes[0])} mode: it has no vectors");
        if (options.Controls && answerable.Count < modes.Length)
            throw new DataProblemException("this index has no vectors, so there are no two rankings for the controls to fuse");
        return answerable;
    }

    private Ranked Rank(IReadOnlyList<JudgedQuestion> questions, SearchMode mode, Step step)
    {
        var rankings = new List<ScoredId[]>(questions.Count);
        foreach (var question in questions)
        {
            var response = _engine.Search(Request(question.Text, mode) with { Top = TrecRun.Depth, RankOnly = true });
            rankings.Add(TrecOrder.Sort(response.Hits.Select(hit => new ScoredId(hit.Id, hit.Score))));
            step.Done(rankings.Count);
        }
        return Ranked.Of(questions, rankings);
    }

    private static void Write(TextWriter runFile, IReadOnlyList<JudgedQuestion> questions, Ranked ranked, string tag)
    {
        foreach (var (question, ranking) in questions.Zip(ranked.Rankings))
            TrecRun.Write(runFile, question.Id, ranking, tag);
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

    private static ModeFigures Figures(SearchMode mode, IReadOnlyList<JudgedQuestion> questions, Ranked ranked, Latencies latencies, Ranked? hybrid)
    {
        var mean = Quality.Mean(ranked.Qualities);
        return new ModeFigures(
            mode, mean.NdcgAt10, mean.Map, mean.MrrAt10, mean.RecallAt100, mean.JudgedAt10,
            latencies.Percentile(50), latencies.Percentile(95), latencies.Percentile(99))
        {
            Styles = Styles(questions, ranked),
            HybridGain = hybrid is null || mode == SearchMode.Hybrid ? null : PairedComparison.Of(hybrid.Qualities, ranked.Qualities),
        };
    }

    private static List<ControlFigures> Controls(IReadOnlyList<JudgedQuestion> questions, Dictionary<SearchMode, Ranked> ranked, Ranked hybrid)
    {
        var legs = ranked[SearchMode.Keyword].Rankings.Zip(ranked[SearchMode.Vector].Rankings).ToList();
        return
        [
            Control("rrf", [.. legs.Select(leg => ControlFusion.ReciprocalRanks(leg.First, leg.Second))]),
            Control("min-max", [.. legs.Select(leg => ControlFusion.ConvexCombination(leg.First, leg.Second))]),
        ];

        ControlFigures Control(string name, List<ScoredId[]> rankings)
        {
            var fused = Ranked.Of(questions, rankings);
            var mean = Quality.Mean(fused.Qualities);
            return new ControlFigures(name, mean.NdcgAt10, mean.Map, mean.MrrAt10, mean.RecallAt100, mean.JudgedAt10)
            {
                Styles = Styles(questions, fused),
                HybridGain = PairedComparison.Of(hybrid.Qualities, fused.Qualities),
            };
        }
    }

    private static List<StyleFigures> Styles(IReadOnlyList<JudgedQuestion> questions, Ranked ranked) =>
        [.. questions.Zip(ranked.Qualities)
            .Where(pair => pair.First.Style is not null)
            .GroupBy(pair => pair.First.Style!, pair => pair.Second)
            .OrderByDescending(style => style.Count())
            .ThenBy(style => style.Key, StringComparer.Ordinal)
            .Select(style => StyleMeans(style.Key, [.. style]))];

    private static StyleFigures StyleMeans(string style, List<Quality> qualities)
    {
        var mean = Quality.Mean(qualities);
        return new StyleFigures(style, qualities.Count, mean.NdcgAt10, mean.Map, mean.MrrAt10, mean.RecallAt100, mean.JudgedAt10);
    }

    private static RunComparison Compare(IReadOnlyList<JudgedQuestion> questions, SearchMode mode, Ranked ranked, string path, SavedRun saved)
    {
        var differences = questions.Select((question, i) =>
            new QueryDifference(question.Id, question.Text, ranked.Qualities[i].NdcgAt10, saved.Qualities[i].NdcgAt10)).ToList();
        var gain = PairedComparison.Of(ranked.Qualities, saved.Qualities);
        return new RunComparison(path, mode, Quality.Mean(saved.Qualities).NdcgAt10, gain)
        {
            MissingQueries = saved.MissingQuestions,
            BestWins = [.. differences.OrderByDescending(Gain).Take(Math.Min(gain.Wins, Examples))],
            WorstLosses = [.. differences.OrderBy(Gain).Take(Math.Min(gain.Losses, Examples))],
        };

        static double Gain(QueryDifference difference) => difference.NdcgAt10 - difference.RunNdcgAt10;
    }

    private static SearchRequest Request(string text, SearchMode mode) => new() { Query = text, Mode = mode };

    private static string Name(SearchMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>The rankings of all questions, in their order, and how good each one is.</summary>
    private sealed record Ranked(IReadOnlyList<ScoredId[]> Rankings, IReadOnlyList<Quality> Qualities)
    {
        public static Ranked Of(IReadOnlyList<JudgedQuestion> questions, IReadOnlyList<ScoredId[]> rankings) =>
            new(rankings, [.. questions.Zip(rankings, (question, ranking) => Quality.Of([.. ranking.Select(place => place.Id)], question.Judgments))]);
    }

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
