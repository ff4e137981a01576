using System.Collections.Concurrent;
using System.Text;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Segments;
using SemanticSearch.Text;

namespace SemanticSearch.Keyword;

/// <summary>A term found in the dictionary.</summary>
/// <param name="Surface">Its commonest written form.</param>
/// <param name="Articles">Articles that hold it.</param>
internal readonly record struct FoundTerm(string Term, string Surface, int Articles);

/// <param name="Distance">Edits from the word asked for.</param>
internal readonly record struct NearTerm(string Term, string Surface, int Articles, int Distance);

/// <summary>Walks the dictionaries of all segments: words by their beginning, words near another.</summary>
internal sealed class TermLookup(IReadOnlyList<Segment> segments)
{
    /// <summary>Shorter words are not corrected: too much is near them.</summary>
    private const int MinFuzzyChars = 4;

    /// <summary>From this length on two edits are one mistake.</summary>
    private const int TwoEditChars = 8;

    /// <summary>Near terms kept of a word: as many as anybody asks for.</summary>
    private const int MaxNear = 16;

    /// <summary>Words kept; when there are more all are forgotten.</summary>
    private const int MaxRemembered = 1_000;

    /// <summary>Of each word asked for, what is near it: one search asks several times, and a walk of the dictionary takes milliseconds.</summary>
    private readonly ConcurrentDictionary<string, NearTerm[]> _near = new();

    public bool Knows(string term)
    {
        foreach (var segment in segments)
        {
            if (segment.Terms.TryFind(term, out _))
                return true;
        }
        return false;
    }

    /// <summary>Terms whose written form or stem begins so, commonest first.</summary>
    public IReadOnlyList<FoundTerm> StartingWith(string prefix, int top)
    {
        var folded = Fold(prefix);
        if (folded.Length == 0)
            return [];
        var bytes = Encoding.UTF8.GetBytes(folded);
        var found = new Dictionary<string, FoundTerm>();
        foreach (var segment in segments)
        {
            var terms = segment.Terms.From(bytes);
            while (terms.MoveNext() && terms.Term.StartsWith(bytes))
                Collect(found, segment, ref terms);
            CollectStem(found, segment, folded);
        }
        return [.. found.Values.OrderByDescending(t => t.Articles).ThenBy(t => t.Term, StringComparer.Ordinal).Take(top)];
    }

    /// <summary>Terms within the edits that one mistake can be, nearest first, then commonest; <see cref="MaxNear"/> at most.</summary>
    public IReadOnlyList<NearTerm> Near(string word, int top)
    {
        if (!_near.TryGetValue(word, out var near))
        {
            if (_near.Count >= MaxRemembered)
                _near.Clear();
            near = _near.GetOrAdd(word, Walk(word));
        }
        return near.Length <= top ? near : near[..top];
    }

    /// <summary>What an unknown word was most likely meant to be; null when nothing is near, or only words that say nothing.</summary>
    public NearTerm? Nearest(string word)
    {
        if (word.Length < MinFuzzyChars || word.AsSpan().ContainsAnyInRange('0', '9'))
            return null;
        foreach (var near in Near(word, top: 4))
        {
            if (!StopWords.Contains(near.Surface) && near.Distance > 0)
                return near with { Surface = Written(word, near) };
        }
        return null;
    }

    /// <summary>A term as the user would write it: its commonest form unless that is far from what was typed, and the ending that was typed makes another form
    /// of it (cahce: cache, not caching).</summary>
    private static string Written(string word, NearTerm near)
    {
        var own = Terms.Of(word);
        if (EditDistance.IsAtMostOne(word, near.Surface) || own.Length == word.Length || !word.StartsWith(own, StringComparison.Ordinal))
            return near.Surface;
        var withEnding = near.Term + word[own.Length..];
        return EditDistance.IsAtMostOne(word, withEnding) && Terms.Of(withEnding) == near.Term ? withEnding : near.Surface;
    }

    internal static string Fold(string word) => Analyzer.Analyze(word) is [var first, ..] ? first.Word : "";

    private NearTerm[] Walk(string word)
    {
        var term = Terms.Of(word);
        // "acces" lost one letter, but its stem two: the "s" is taken for a plural's.
        var doubled = word.Length < MinFuzzyChars ? term : Terms.Of(word + word[^1]);
        var limit = word.Length < MinFuzzyChars ? 0 : word.Length < TwoEditChars ? 1 : 2;
        var found = new Dictionary<string, NearTerm>();
        foreach (var segment in segments)
        {
            foreach (var (near, surface, entry, distance) in FuzzyWalk.Find(segment.Terms, Encoding.UTF8.GetBytes(term), limit))
            {
                var articles = segment.LiveDocuments(entry, KeywordLevel.Article) + found.GetValueOrDefault(near).Articles;
                if (articles > 0)
                    found[near] = new NearTerm(near, surface, articles, distance);
            }
        }
        if (doubled != term && OneEditAway(doubled) is { } longer)
            found[doubled] = longer;
        return [.. found.Values.OrderBy(t => t.Distance).ThenByDescending(t => t.Articles).ThenBy(t => t.Term, StringComparer.Ordinal).Take(MaxNear)];
    }

    /// <summary>A term that is one edit from what was typed, however far its stem is; null when no article holds it.</summary>
    private NearTerm? OneEditAway(string term)
    {
        var bytes = Encoding.UTF8.GetBytes(term);
        var (surface, articles) = ("", 0);
        foreach (var segment in segments)
        {
            var terms = segment.Terms.From(bytes);
            if (!terms.MoveNext() || !terms.Term.SequenceEqual(bytes))
                continue;
            surface = Encoding.UTF8.GetString(terms.Surface());
            articles += segment.LiveDocuments(terms.Entry, KeywordLevel.Article);
        }
        return articles > 0 ? new NearTerm(term, surface, articles, Distance: 1) : null;
    }

    /// <summary>"cachi" is no beginning of the stem "cach", but of what was written for it.</summary>
    private static void CollectStem(Dictionary<string, FoundTerm> found, Segment segment, string folded)
    {
        for (var length = folded.Length - 1; length >= Math.Max(3, folded.Length - 4); length--)
        {
            var stem = Encoding.UTF8.GetBytes(folded[..length]);
            var terms = segment.Terms.From(stem);
            if (terms.MoveNext() && terms.Term.SequenceEqual(stem) && Encoding.UTF8.GetString(terms.Surface()).StartsWith(folded, StringComparison.Ordinal))
                Collect(found, segment, ref terms);
        }
        var own = Encoding.UTF8.GetBytes(Terms.Of(folded));
        var exact = segment.Terms.From(own);
        if (exact.MoveNext() && exact.Term.SequenceEqual(own))
            Collect(found, segment, ref exact);
    }

    private static void Collect(Dictionary<string, FoundTerm> found, Segment segment, ref TermEnumerator terms)
    {
        var term = Encoding.UTF8.GetString(terms.Term);
        var articles = segment.LiveDocuments(terms.Entry, KeywordLevel.Article);
        if (articles == 0)
            return;
        if (!found.TryGetValue(term, out var known) || known.Articles < articles)
            found[term] = new FoundTerm(term, Encoding.UTF8.GetString(terms.Surface()), articles + known.Articles);
        else
            found[term] = known with { Articles = known.Articles + articles };
    }
}
