using System.Text.RegularExpressions;
using SemanticSearch.Keyword;
using SemanticSearch.Text;

namespace SemanticSearch.Benchmarks.Search;

/// <summary>What a rare term looks like: each kind is cut into words by other rules.</summary>
public enum RareShape
{
    Version,
    Code,
    Identifier,
    Name,
}

/// <param name="Query">The term alone, or inside a short question.</param>
/// <param name="Article">The id of the one article that holds it.</param>
public sealed record RareQuery(string Query, string Term, RareShape Shape, string Article);

/// <summary>
/// Questions for terms that exactly one article holds: versions, error codes, identifiers, names, as many of each as there are, half of them bare and half
/// inside a short question. They are read from the texts of an index when asked for, with a seed. The words are cut here, by a rule
/// of our own, and not by the index: else a term that the index cuts wrongly would never be asked for.
/// </summary>
public static partial class RareTerms
{
    private static readonly string[] Questions =
    [
        "what does {0} mean", "{0} error when starting", "how to use {0}", "problem with {0}", "where is {0} explained",
    ];

    public static IReadOnlyList<RareQuery> Pick(SearchEngine engine, int count, int seed)
    {
        var random = new Random(seed);
        var byShape = Find(engine.Keywords).OrderBy(term => term.Term, StringComparer.Ordinal).GroupBy(term => term.Shape)
            .OrderBy(shape => shape.Key).Select(shape => shape.ToArray()).ToArray();
        foreach (var terms in byShape)
            random.Shuffle(terms);
        var texts = Texts(engine.Keywords);
        // In turns, so that a shape with few terms leaves its share to the others.
        var inTurns = Enumerable.Range(0, byShape.Select(terms => terms.Length).DefaultIfEmpty(0).Max())
            .SelectMany(round => byShape.Where(terms => round < terms.Length).Select(terms => (Round: round, Term: terms[round])));
        return [.. inTurns.Where(one => IsInOne(one.Term.Term, texts)).Take(count).Select(one => one.Term with { Query = Ask(one.Term.Term, one.Round) })];
    }

    private static string Ask(string term, int round) =>
        round % 2 == 0 ? term : string.Format(System.Globalization.CultureInfo.InvariantCulture, Questions[round / 2 % Questions.Length], term);

    /// <summary>Not even inside a longer word or an address does another article hold it.</summary>
    private static bool IsInOne(string term, string[] texts) => texts.Count(text => text.Contains(term, StringComparison.OrdinalIgnoreCase)) == 1;

    private static string[] Texts(KeywordIndexReader index) => [.. Enumerable.Range(0, index.ArticleCount).Select(article =>
    {
        var (first, last) = (index.PassagesOf(article).Start.Value, index.PassagesOf(article).End.Value);
        return string.Join('\n', Enumerable.Range(first, last - first).Select(index.PassageText).Prepend(index.Title(article)));
    })];

    private static List<RareQuery> Find(KeywordIndexReader index)
    {
        // Of each word, in lower case: the article that holds it and how it is written there; -1 once a second article holds it.
        var holders = new Dictionary<string, (int Article, string Written)>(StringComparer.Ordinal);
        for (var article = 0; article < index.ArticleCount; article++)
        {
            Note(index.Title(article), article, holders);
            var passages = index.PassagesOf(article);
            for (var passage = passages.Start.Value; passage < passages.End.Value; passage++)
                Note(index.PassageText(passage), article, holders);
        }
        var found = new List<RareQuery>();
        foreach (var (_, (article, term)) in holders)
        {
            if (article >= 0 && ShapeOf(term) is { } shape && (shape != RareShape.Name || IsRareName(term, index)))
                found.Add(new RareQuery("", term, shape, index.ArticleId(article)));
        }
        return found;
    }

    /// <summary>A word that shares its stem with others is not rare, and a stop word (in a small index) is no name.</summary>
    private static bool IsRareName(string term, KeywordIndexReader index) =>
        !StopWords.Contains(term.ToLowerInvariant()) && index.DocumentFrequency(term, KeywordLevel.Article) == 1;

    private static void Note(string text, int article, Dictionary<string, (int Article, string Written)> holders)
    {
        foreach (var match in Word().EnumerateMatches(text))
        {
            var written = text.Substring(match.Index, match.Length);
            var word = written.ToLowerInvariant();
            if (!holders.TryGetValue(word, out var holder))
                holders.Add(word, (article, written));
            else if (holder.Article != article)
                holders[word] = (-1, "");
        }
    }

    private static RareShape? ShapeOf(string term) =>
        Version().IsMatch(term) ? RareShape.Version
        : Code().IsMatch(term) ? RareShape.Code
        : Identifier().IsMatch(term) ? RareShape.Identifier
        : Name().IsMatch(term) ? RareShape.Name
        : null;

    /// <summary>What stands between blanks, brackets and the like, dots and dashes inside it included; no part of an address.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_/:@%=&?#.+-])[\p{L}\p{N}](?:[\p{L}\p{N}_.-]{0,28}[\p{L}\p{N}])?(?![\p{L}\p{N}_/:@%=&?#+-])")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[vV]?\d{1,4}(?:\.\d{1,5}){1,3}(?:-[a-z]+\.?\d*)?$")]
    private static partial Regex Version();

    [GeneratedRegex(@"^(?=.*[A-Z])(?=.*[\d_-])[A-Z\d]+(?:[_-][A-Z\d]+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?:[a-z]+(?:[A-Z][a-z\d]+)+|(?:[A-Z][a-z\d]+){2,}|[a-z]+(?:_[a-z\d]+)+|[a-z]\w+(?:\.[a-zA-Z]\w+)+)$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Z][a-z]{3,}$")]
    private static partial Regex Name();
}
