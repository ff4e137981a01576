using System.Globalization;

namespace SemanticSearch.Cli.Output;

/// <summary>Why a hit stands where it does, in words and in numbers.</summary>
internal static class Explanation
{
    /// <summary>Concepts told, those that add most: the rest adds next to nothing.</summary>
    private const int MostConcepts = 5;

    /// <summary>"matched cache (title, body), stampede (title)", and the rank in each leg when both legs brought the hit.</summary>
    /// <param name="query">Names a term as the user wrote it: the index knows stems only.</param>
    public static string Sentence(HitExplanation why, string query)
    {
        var written = query.Split([' ', '"', '-', '?', ',', '.', '!'], StringSplitOptions.RemoveEmptyEntries);
        var terms = why.Terms
            .GroupBy(term => term.Term, StringComparer.Ordinal)
            .OrderByDescending(term => term.Sum(one => one.Score)).ThenBy(term => term.Key, StringComparer.Ordinal)
            .Select(term => $"{Word(term.Key, written)} ({string.Join(", ", term.Select(one => Field(one.Field)).Distinct())})");
        var words = string.Join(", ", terms);
        var legs = why switch
        {
            { Keyword: { } keyword, Vector: { } vector } => $"keyword rank {keyword.Rank}, vector rank {vector.Rank}",
            { Keyword: null, Vector: { } vector } => $"similar meaning, vector rank {vector.Rank}",
            _ => "",
        };
        return words.Length > 0 && legs.Length > 0 ? $"matched {words}; {legs}"
            : words.Length > 0 ? $"matched {words}"
            : legs;
    }

    /// <summary>Each leg's score and rank, what adds up to the score, what the concepts' part is made of, then what each term in each field adds.</summary>
    public static IEnumerable<string> Table(HitExplanation why)
    {
        yield return string.Join("   ", Leg("keyword", why.Keyword), Leg("vector", why.Vector));
        if (why.Parts.Count > 0)
            yield return $"score: {string.Join(" + ", why.Parts.Select(part => $"{part.Name} {Number(part.Value, "0.000")} x {Number(part.Weight, "0.###")}"))} = {Number(why.Parts.Sum(part => part.Adds), "0.0000")}";
        foreach (var concept in why.Concepts.OrderByDescending(concept => concept.Adds).Take(MostConcepts))
            yield return $"about {PlainText.OneLine(concept.Name)}: meant {Number(concept.Probability, "0.000")} x treated {Number(concept.Degree, "0.000")}, adds {Number(concept.Adds, "0.0000")}";
        if (why.Terms.Count == 0)
            yield break;
        string[][] rows =
        [
            ["term", "field", "occurrences", "in articles", "idf", "score"],
            .. why.Terms.Select(term => new[]
            {
                term.Term, term.Field, Number(term.Frequency, "N0"), Number(term.DocumentFrequency, "N0"),
                Number(term.Idf, "0.000"), Number(term.Score, "0.000"),
            }),
        ];
        foreach (var line in Columns.Align(rows, leftColumns: 2))
            yield return line;
    }

    /// <summary>The word with the longest common beginning, if that is nearly all of the stem; else the stem itself.</summary>
    private static string Word(string term, IEnumerable<string> written)
    {
        var nearest = written.MaxBy(word => CommonPrefix(term, word));
        return nearest is not null && CommonPrefix(term, nearest) >= Math.Max(1, term.Length - 1) ? PlainText.OneLine(nearest) : term;
    }

    private static int CommonPrefix(string term, string word)
    {
        var length = 0;
        while (length < Math.Min(term.Length, word.Length) && term[length] == char.ToLowerInvariant(word[length]))
            length++;
        return length;
    }

    private static string Field(string field) => field.StartsWith("best passage", StringComparison.Ordinal) ? "best passage" : field;

    private static string Leg(string name, LegExplanation? leg) =>
        leg is null ? $"{name}: not found" : $"{name}: {Number(leg.Score, "0.0000")} (rank {Number(leg.Rank, "0")})";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
