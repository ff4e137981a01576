using System.Globalization;

namespace SemanticSearch.Evaluation;

/// <summary>Writes rankings as a TREC run: <c>query Q0 id rank score tag</c>, one line a hit.</summary>
internal static class TrecRun
{
    public const int Depth = 1_000;

    /// <summary>
    /// Scores fall strictly with the rank, in single precision, which is what trec_eval reads: an equal score is written as the next
    /// smaller number. So every tool, however it breaks ties, reads the ranking that the figures were computed from.
    /// </summary>
    public static void Write(TextWriter output, string queryId, IReadOnlyList<ScoredId> ranking, string tag)
    {
        var previous = float.PositiveInfinity;
        for (var i = 0; i < Math.Min(Depth, ranking.Count); i++)
        {
            var score = (float)ranking[i].Score;
            if (!(score < previous))
                score = float.BitDecrement(previous);
            previous = score;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Column(queryId)} Q0 {Column(ranking[i].Id)} {i + 1} {score:R} {tag}"));
        }
    }

    /// <summary>Columns are separated by blanks, so a blank inside an id is written as in a URL.</summary>
    private static string Column(string id) => id.Contains(' ', StringComparison.Ordinal) ? id.Replace(" ", "%20", StringComparison.Ordinal) : id;
}
