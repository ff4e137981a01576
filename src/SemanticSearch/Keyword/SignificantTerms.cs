using SemanticSearch.Keyword.Scoring;
using SemanticSearch.Keyword.Segments;
using SemanticSearch.Text;

namespace SemanticSearch.Keyword;

/// <summary>What articles are about: their terms by frequency (damped) times rarity, read from their stored texts.</summary>
internal sealed class SignificantTerms(SegmentGroup group)
{
    /// <summary>A title names what a text is about.</summary>
    private const int TitleFactor = 4;

    /// <summary>Characters of one article that are looked at: enough to know it by.</summary>
    private const int MaxChars = 200_000;

    public IReadOnlyList<WeightedTerm> Of(IReadOnlyList<int> articles, int top)
    {
        var weights = new Dictionary<string, double>();
        foreach (var article in articles)
        {
            foreach (var (term, count) in Frequencies(article))
                weights[term] = weights.GetValueOrDefault(term) + (1 + Math.Log(count));
        }
        var best = weights.Select(w => (Term: w.Key, Weight: w.Value * Rarity(w.Key)))
            .Where(w => w.Weight > 0).OrderByDescending(w => w.Weight).ThenBy(w => w.Term, StringComparer.Ordinal).Take(top).ToList();
        return [.. best.Select(w => new WeightedTerm(w.Term, (float)(w.Weight / best[0].Weight)))];
    }

    private Dictionary<string, double> Frequencies(int ordinal)
    {
        var counts = new Dictionary<string, double>();
        var (s, article) = group.Articles.Locate(ordinal);
        var segment = group.Segments[s];
        Count(segment.Stored.Title(article), TitleFactor, counts);
        var chars = 0;
        for (var p = segment.Articles.FirstPassage(article); p < segment.Articles.FirstPassage(article + 1) && chars < MaxChars; p++)
        {
            var text = segment.Stored.Text(p);
            Count(text, 1, counts);
            chars += text.Length;
        }
        return counts;
    }

    private static void Count(string text, double factor, Dictionary<string, double> counts)
    {
        foreach (var token in Analyzer.ContentWords(text))
        {
            if (token.Word.Length > 1)
                counts[token.Term] = counts.GetValueOrDefault(token.Term) + factor;
        }
    }

    /// <summary>Its inverse frequency; 0 for a term that only one article holds: it leads nowhere.</summary>
    private double Rarity(string term)
    {
        var frequency = 0;
        foreach (var segment in group.Segments)
            frequency += segment.Terms.TryFind(term, out var entry) ? segment.LiveDocuments(entry, KeywordLevel.Article) : 0;
        return frequency <= 1 ? 0 : Bm25.Idf(group.Articles.Count, frequency);
    }
}
