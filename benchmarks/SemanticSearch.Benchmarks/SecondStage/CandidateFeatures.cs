namespace SemanticSearch.Benchmarks.SecondStage;

/// <summary>What a learned second stage may know of a candidate: nothing that the explanation of a hit does not tell, so that it costs no look at the index.</summary>
internal static class CandidateFeatures
{
    /// <summary>Places beyond the first few differ little.</summary>
    private const double PlaceOffset = 10;

    /// <summary>In the order of a row. More of each can only speak for an article, except of those in <see cref="Free"/>.</summary>
    public static readonly string[] Names =
    [
        "score", "keywords", "meaning", "concepts", "rare words", "wanted", "feedback", "share of best keyword score", "place by keywords", "place by meaning",
        "lead in meaning", "coverage", "title's share", "best passage's share",
    ];

    /// <summary>Neither more nor less of these is better by common sense.</summary>
    private static readonly HashSet<string> Free = ["title's share", "best passage's share"];

    public static bool[] RisesWithScore { get; } = Array.ConvertAll(Names, name => !Free.Contains(name));

    /// <param name="hits">Of one question, explained, best first.</param>
    /// <returns>A row for each hit.</returns>
    public static float[][] Of(IReadOnlyList<Hit> hits)
    {
        var meaning = hits.Select(hit => hit.Explain!.Vector?.Score ?? 0).ToArray();
        var mean = meaning.DefaultIfEmpty().Average();
        var spread = Math.Sqrt(meaning.Select(cosine => (cosine - mean) * (cosine - mean)).DefaultIfEmpty().Average()) + 1e-6;
        var bestKeyword = hits.Select(hit => hit.Explain!.Keyword?.Score ?? 0).DefaultIfEmpty().Max() + 1e-6;
        var rarity = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var term in hits.SelectMany(hit => hit.Explain!.Terms))
            rarity[term.Term] = term.Idf;
        var allRarity = rarity.Values.Sum() + 1e-6;
        return [.. hits.Select(Row)];

        float[] Row(Hit hit)
        {
            var explain = hit.Explain!;
            var keyword = explain.Keyword?.Score ?? 0;
            var parts = explain.Parts.ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal);
            double[] row =
            [
                hit.Score, Value("keywords"), Value("meaning"), Value("concepts"), Value("rare words"), Value("wanted"), Value("feedback"),
                keyword / bestKeyword,
                explain.Keyword is { } words ? 1 / (PlaceOffset + words.Rank) : 0,
                explain.Vector is { } vector ? 1 / (PlaceOffset + vector.Rank) : 0,
                ((explain.Vector?.Score ?? 0) - mean) / spread,
                explain.Terms.Select(term => term.Term).Distinct(StringComparer.Ordinal).Sum(term => rarity[term]) / allRarity,
                keyword > 0 ? explain.Terms.Where(term => term.Field == "title").Sum(term => term.Score) / keyword : 0,
                keyword > 0 ? explain.Terms.Where(term => term.Field.StartsWith("best passage", StringComparison.Ordinal)).Sum(term => term.Score) / keyword : 0,
            ];
            return Array.ConvertAll(row, value => (float)value);

            double Value(string name) => parts.GetValueOrDefault(name);
        }
    }
}
