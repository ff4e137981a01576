using SemanticSearch.Evaluation;

namespace SemanticSearch;

/// <param name="Queries">Questions that have a judgment; only these count.</param>
/// <param name="Articles">Articles of the index that answered.</param>
/// <param name="Modes">Keyword, vector, hybrid, as far as asked for and there. The last is the one that <see cref="Against"/> compares.</param>
public sealed record EvaluationReport(string Directory, int Queries, int Articles, IReadOnlyList<ModeFigures> Modes)
{
    /// <summary>Textbook fusions of the keyword and the vector ranking, to hold the hybrid one against.</summary>
    public IReadOnlyList<ControlFigures> Controls { get; init; } = [];

    /// <summary>The last mode against a run that was written before; null when none was named.</summary>
    public RunComparison? Against { get; init; }

    /// <summary>Articles judged relevant that the index does not hold.</summary>
    public int MissingArticles { get; init; }

    /// <summary>Lines that could not be read and were left out, each "file:line: what".</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>Means over the judged queries, each 0 to 1.</summary>
public abstract record RankingFigures(double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10);

/// <summary>What a mode reaches; latencies of a top-10 search in milliseconds, after a warm-up.</summary>
public sealed record ModeFigures(
    SearchMode Mode, double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10, double P50Ms, double P95Ms, double P99Ms)
    : RankingFigures(NdcgAt10, Map, MrrAt10, RecallAt100, JudgedAt10)
{
    /// <summary>The same means per style of question, commonest style first; empty where the questions tell none.</summary>
    public IReadOnlyList<StyleFigures> Styles { get; init; } = [];

    /// <summary>What the hybrid mode gains over this one; null for itself, and where it was not measured.</summary>
    public PairedComparison? HybridGain { get; init; }
}

/// <param name="Control">"rrf": reciprocal rank fusion; "min-max": both scores scaled to 0-1, half and half.</param>
public sealed record ControlFigures(string Control, double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10)
    : RankingFigures(NdcgAt10, Map, MrrAt10, RecallAt100, JudgedAt10)
{
    /// <summary>See <see cref="ModeFigures.Styles"/>.</summary>
    public IReadOnlyList<StyleFigures> Styles { get; init; } = [];

    /// <summary>See <see cref="ModeFigures.HybridGain"/>.</summary>
    public PairedComparison? HybridGain { get; init; }
}

public sealed record StyleFigures(
    string Style, int Queries, double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10)
    : RankingFigures(NdcgAt10, Map, MrrAt10, RecallAt100, JudgedAt10);

/// <summary>nDCG@10 of two rankings of the same questions.</summary>
/// <param name="MeanDifference">The first's less the second's.</param>
/// <param name="Wins">Questions that the first answers better.</param>
/// <param name="PValue">Two-sided, by a paired randomisation test of 10,000 rounds; each comparison by itself, not corrected for their number.</param>
public sealed record PairedComparison(double MeanDifference, int Wins, int Losses, int Ties, double PValue)
{
    /// <summary>What rounding alone can make of two equal sums.</summary>
    private const double Rounding = 1e-9;

    internal static PairedComparison Of(IReadOnlyList<Quality> first, IReadOnlyList<Quality> second)
    {
        var differences = first.Zip(second, (one, other) => one.NdcgAt10 - other.NdcgAt10).ToArray();
        var wins = differences.Count(difference => difference > Rounding);
        var losses = differences.Count(difference => difference < -Rounding);
        return new PairedComparison(
            differences.DefaultIfEmpty(0).Average(), wins, losses, differences.Length - wins - losses, RandomizationTest.PValue(differences));
    }
}

/// <param name="RunNdcgAt10">What the run reaches on the same questions.</param>
/// <param name="Gain">Of the mode over the run.</param>
public sealed record RunComparison(string RunFile, SearchMode Mode, double RunNdcgAt10, PairedComparison Gain)
{
    /// <summary>Questions that the run does not rank anything for; they count as nothing found.</summary>
    public int MissingQueries { get; init; }

    /// <summary>Up to ten, the largest gain first.</summary>
    public IReadOnlyList<QueryDifference> BestWins { get; init; } = [];

    /// <summary>Up to ten, the largest loss first.</summary>
    public IReadOnlyList<QueryDifference> WorstLosses { get; init; } = [];
}

/// <param name="NdcgAt10">Of the mode.</param>
/// <param name="RunNdcgAt10">Of the run that it is compared with.</param>
public sealed record QueryDifference(string Id, string Text, double NdcgAt10, double RunNdcgAt10);
