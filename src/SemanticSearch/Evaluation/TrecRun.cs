using System.Globalization;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Evaluation;

/// <summary>Rankings as a TREC run: <c>query Q0 id rank score tag</c>, one line a hit.</summary>
internal static class TrecRun
{
    public const int Depth = 1_000;

    private const string Form = "query Q0 id rank score tag";

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

    /// <summary>The rankings of a run file by query, in the order in which trec_eval reads them: by score, whatever the rank column says.
    /// Ids are as they are written, see <see cref="Column"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataProblemException">A line is no line of a run, or the file holds none; names file and line.</exception>
    public static IReadOnlyDictionary<string, ScoredId[]> Read(string path)
    {
        var rankings = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in TextFile.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var query, _, var id, _, var written, _])
                throw Malformed($"expected six columns, {Form}");
            if (!float.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !float.IsFinite(score))
                throw Malformed($"the score is no number: {written}");
            if (!rankings.TryGetValue(query, out var ranking))
                rankings.Add(query, ranking = new Dictionary<string, double>(StringComparer.Ordinal));
            if (!ranking.TryAdd(id, score))
                throw Malformed($"query {query} ranks {id} a second time");
        }
        return rankings.Count > 0
            ? rankings.ToDictionary(one => one.Key, one => TrecOrder.Sort(one.Value.Select(pair => new ScoredId(pair.Key, pair.Value))), StringComparer.Ordinal)
            : throw new DataProblemException($"{path} holds no ranking: expected lines of {Form}");

        DataProblemException Malformed(string problem) => new($"{path}:{number}: {problem}");
    }

    /// <summary>Columns are separated by blanks, so a blank inside an id is written as in a URL.</summary>
    public static string Column(string id) => id.Contains(' ', StringComparison.Ordinal) ? id.Replace(" ", "%20", StringComparison.Ordinal) : id;
}
