namespace SemanticSearch.Evaluation;

/// <summary>
/// Textbook fusions of two rankings, to hold a ranker of one's own against: whoever cannot beat them need not have bothered. They see nothing but
/// ids and scores of the best 1,000 of each leg, so they stay what they are whatever the engine's ranker becomes.
/// </summary>
internal static class ControlFusion
{
    /// <summary>Ranked articles of each leg that count.</summary>
    private const int LegDepth = 1_000;

    /// <summary>The constant of reciprocal rank fusion (Cormack, Clarke, Buettcher 2009, section 3).</summary>
    private const double RankOffset = 60;

    private const double KeywordWeight = 0.5;

    /// <summary>Sum of 1 / (60 + rank) over the legs that hold the article; scores count for nothing.</summary>
    public static ScoredId[] ReciprocalRanks(IReadOnlyList<ScoredId> keyword, IReadOnlyList<ScoredId> vector) =>
        Sum(ByRank(keyword), ByRank(vector));

    /// <summary>Half of each leg's score scaled to 0-1 over what the leg holds; 0 where it does not hold the article (Bruch, Gai, Ingber 2023, section 4).</summary>
    public static ScoredId[] ConvexCombination(IReadOnlyList<ScoredId> keyword, IReadOnlyList<ScoredId> vector) =>
        Sum(Scaled(keyword, KeywordWeight), Scaled(vector, 1 - KeywordWeight));

    private static IEnumerable<ScoredId> ByRank(IReadOnlyList<ScoredId> leg) =>
        leg.Take(LegDepth).Select((place, index) => place with { Score = 1 / (RankOffset + index + 1) });

    private static IEnumerable<ScoredId> Scaled(IReadOnlyList<ScoredId> leg, double weight)
    {
        if (leg.Count == 0)
            return [];
        var (high, low) = (leg[0].Score, leg[Math.Min(LegDepth, leg.Count) - 1].Score);
        return leg.Take(LegDepth).Select(place => place with { Score = weight * (high > low ? (place.Score - low) / (high - low) : 1) });
    }

    private static ScoredId[] Sum(IEnumerable<ScoredId> first, IEnumerable<ScoredId> second)
    {
        var sums = first.ToDictionary(place => place.Id, place => place.Score, StringComparer.Ordinal);
        foreach (var place in second)
            sums[place.Id] = sums.GetValueOrDefault(place.Id) + place.Score;
        return TrecOrder.Sort(sums.Select(pair => new ScoredId(pair.Key, pair.Value)));
    }
}
