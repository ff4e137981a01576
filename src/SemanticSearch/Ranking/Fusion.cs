using System.Buffers;
using System.Runtime.InteropServices;

namespace SemanticSearch.Ranking;

/// <summary>Evidence of both legs -> one ranking. Pure; ties by article.</summary>
internal static class Fusion
{
    /// <summary>The constant of reciprocal rank fusion (Cormack et al. 2009, section 3).</summary>
    private const double RankOffset = 60;

    private static readonly Comparer<RankedArticle> BestFirstOrder = Comparer<RankedArticle>.Create(static (a, b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Evidence.Article.CompareTo(b.Evidence.Article));

    /// <param name="evidence">Each article at most once, by article.</param>
    /// <param name="top">Articles that are told, at most; all are ranked.</param>
    public static RankedList Rank(ReadOnlySpan<Evidence> evidence, FusionMethod method, FusionWeights weights, int top = int.MaxValue)
    {
        var keyword = new double[evidence.Length];
        var vector = new double[evidence.Length];
        for (var i = 0; i < evidence.Length; i++)
        {
            keyword[i] = evidence[i].KeywordTotal(weights.Passage);
            vector[i] = evidence[i].Vector;
        }
        var memory = ArrayPool<double>.Shared.Rent(3 * evidence.Length);
        var first = memory.AsSpan(0, evidence.Length);
        var second = memory.AsSpan(evidence.Length, evidence.Length);
        var scores = memory.AsSpan(2 * evidence.Length, evidence.Length);
        Share(method == FusionMethod.Cosine ? FusionMethod.MinMax : method, keyword, absent: 0, first);
        Share(method, vector, Evidence.NoCosine, second);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = PartsOf(evidence[i], first[i], second[i], weights).Sum;
        var order = BestFirst(scores, top);
        var best = new RankedArticle[order.Length];
        for (var i = 0; i < best.Length; i++)
        {
            var place = order[i];
            best[i] = new RankedArticle(evidence[place], PartsOf(evidence[place], first[place], second[place], weights), keyword[place], vector[place]);
        }
        ArrayPool<double>.Shared.Return(memory);
        return new RankedList(best, keyword, vector);
    }

    /// <summary>Ranks the first articles anew after what the others among them tell; those behind stay behind.</summary>
    /// <param name="parts">Of the first articles.</param>
    public static RankedList Reorder(RankedList ranked, ScoreParts[] parts)
    {
        var best = ranked.ToArray();
        for (var i = 0; i < parts.Length; i++)
            best[i] = new RankedArticle(best[i].Evidence, parts[i], best[i].Keyword, best[i].Vector);
        Array.Sort(best, 0, parts.Length, BestFirstOrder);
        return ranked.WithBest(best);
    }

    /// <summary>By one leg alone: its score as it is.</summary>
    public static RankedList RankByKeywords(ReadOnlySpan<Evidence> evidence, double passageWeight, int top = int.MaxValue)
    {
        var totals = new double[evidence.Length];
        for (var i = 0; i < totals.Length; i++)
            totals[i] = evidence[i].KeywordTotal(passageWeight);
        var order = BestFirst(totals, top);
        var best = new RankedArticle[order.Length];
        for (var i = 0; i < best.Length; i++)
        {
            var total = totals[order[i]];
            best[i] = new RankedArticle(evidence[order[i]], new ScoreParts(total, 0, 0, 0, 0, 0, 0), total, evidence[order[i]].Vector);
        }
        var vector = new double[evidence.Length];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = evidence[i].Vector;
        return new RankedList(best, totals, vector);
    }

    /// <summary>The places of the best scores, highest score first; of equal ones the first.</summary>
    /// <param name="top">How many are wanted.</param>
    public static int[] BestFirst(ReadOnlySpan<double> scores, int top = int.MaxValue)
    {
        var places = Best(scores, top);
        Sort(scores, places);
        return places;
    }

    /// <summary>The same in no particular order.</summary>
    public static int[] Best(ReadOnlySpan<double> scores, int top)
    {
        var best = new int[Math.Min(top, scores.Length)];
        if (best.Length == 0)
            return best;
        var steps = Steps.Over(scores);
        var least = StepHolding(best.Length, scores, steps);
        var atLeast = new List<int>();
        var count = 0;
        for (var place = 0; place < scores.Length; place++)
        {
            var step = steps.Of(scores[place]);
            if (step > least)
                best[count++] = place;
            else if (step == least)
                atLeast.Add(place);
        }
        // Only those of one step have to be told apart.
        if (atLeast.Count > best.Length - count)
            Sort(scores, CollectionsMarshal.AsSpan(atLeast));
        atLeast.CopyTo(0, best, count, best.Length - count);
        return best;
    }

    /// <summary>The highest step that with those above it holds enough scores.</summary>
    private static int StepHolding(int enough, ReadOnlySpan<double> scores, Steps steps)
    {
        Span<int> counts = stackalloc int[Steps.Count];
        counts.Clear();
        foreach (var score in scores)
            counts[steps.Of(score)]++;
        var step = Steps.Count;
        for (var count = 0; count < enough; count += counts[step])
            step--;
        return step;
    }

    /// <summary>Places by score, highest first; of equal ones the first.</summary>
    private static void Sort(ReadOnlySpan<double> scores, Span<int> places)
    {
        var keys = new double[places.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = -scores[places[i]];
        keys.AsSpan().Sort(places);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start];)
                end++;
            if (end > start + 1)
                places[start..end].Sort();
        }
    }

    /// <summary>Equal steps between the lowest and the highest of some scores.</summary>
    private readonly struct Steps(double low, double high)
    {
        public const int Count = 1024;

        /// <summary>Equal scores, whose scale is the largest number, are all in step 0.</summary>
        private readonly double _scale = Math.Min((Count - 1) / (high - low), double.MaxValue);

        public static Steps Over(ReadOnlySpan<double> scores)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var score in scores)
                (low, high) = (Math.Min(low, score), Math.Max(high, score));
            return new Steps(low, high);
        }

        public int Of(double score) => (int)((score - low) * _scale);
    }

    private static ScoreParts PartsOf(in Evidence evidence, double keyword, double vector, FusionWeights weights) => new(
        weights.Keyword * keyword,
        (1 - weights.Keyword) * vector,
        weights.Concept * evidence.Concept,
        weights.Rare * evidence.Rare,
        weights.Wanted * evidence.Wanted,
        Feedback: 0,
        Diversity: 0);

    /// <summary>What a leg's scores are worth when they are fused.</summary>
    private static void Share(FusionMethod method, double[] scores, double absent, Span<double> shares)
    {
        if (method == FusionMethod.ReciprocalRank)
            ReciprocalRanks(scores, absent, shares);
        else if (method == FusionMethod.MinMax)
            ToUnit(scores, absent, shares);
        else
            for (var i = 0; i < scores.Length; i++)
                shares[i] = Math.Max(0, scores[i]);
    }

    /// <summary>0 for the lowest, 1 for the highest; what a leg did not bring gets 0 too.</summary>
    private static void ToUnit(double[] scores, double absent, Span<double> shares)
    {
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var score in scores)
        {
            if (score > absent)
                (low, high) = (Math.Min(low, score), Math.Max(high, score));
        }
        for (var i = 0; i < scores.Length; i++)
            shares[i] = scores[i] <= absent ? 0 : high > low ? (scores[i] - low) / (high - low) : 1;
    }

    private static void ReciprocalRanks(double[] scores, double absent, Span<double> shares)
    {
        shares.Clear();
        var order = BestFirst(scores);
        for (var rank = 0; rank < order.Length && scores[order[rank]] > absent; rank++)
            shares[order[rank]] = (RankOffset + 1) / (RankOffset + rank + 1);
    }
}

/// <summary>What each kind of evidence adds to an article's score.</summary>
internal readonly record struct ScoreParts(double Keyword, double Vector, double Concept, double Rare, double Wanted, double Feedback, double Diversity)
{
    public double Sum => Keyword + Vector + Concept + Rare + Wanted + Feedback + Diversity;
}

/// <param name="Parts">What the ranking goes by: their sum.</param>
/// <param name="Keyword">The keyword leg's own score; 0 where it did not bring the article.</param>
/// <param name="Vector">The vector leg's own score; <see cref="Evidence.NoCosine"/> where it has none.</param>
internal readonly record struct RankedArticle(Evidence Evidence, ScoreParts Parts, double Keyword, double Vector)
{
    public double Score { get; } = Parts.Sum;
}

/// <param name="Keyword">Share of the keyword leg, 0 to 1: at 0 and 1 the other leg has no say.</param>
/// <param name="Concept">What being wholly about the question's concepts adds to the legs' shares.</param>
/// <param name="Passage">See <see cref="Evidence.KeywordTotal"/>.</param>
/// <param name="Rare">What holding the question's only rare word adds: an exact name is never beaten by a vague neighbour.</param>
internal readonly record struct FusionWeights(double Keyword, double Concept, double Passage, double Rare = 0)
{
    /// <summary>What being wholly what the question asks for besides its subject adds.</summary>
    public double Wanted { get; init; }

    /// <summary>What meaning the same as the best articles adds.</summary>
    public double Feedback { get; init; }

    /// <summary>What being the same as an article above takes away.</summary>
    public double Diversity { get; init; }

    /// <summary>Weights under which one leg alone decides.</summary>
    public FusionWeights Only(bool keywords) => new(keywords ? 1 : 0, Concept: 0, Passage);
}
