using System.Numerics;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword;

/// <summary>A set of articles that a search is confined to: one bit an article ordinal.</summary>
internal sealed class ArticleFilter
{
    private readonly BitSet _articles;

    public ArticleFilter(int articleCount) => _articles = new BitSet(articleCount);

    /// <summary>Articles that could be in it.</summary>
    public int Length => _articles.Length;

    public int Count => _articles.Count();

    internal ReadOnlySpan<ulong> Words => _articles.Words;

    public bool this[int article]
    {
        get => _articles[article];
        set => _articles[article] = value;
    }

    /// <summary>The articles that are in both, which are of one index.</summary>
    public ArticleFilter And(ArticleFilter other)
    {
        var both = new ArticleFilter(Length);
        for (var w = 0; w < both._articles.Words.Length; w++)
            both._articles.Words[w] = _articles.Words[w] & other._articles.Words[w];
        return both;
    }

    /// <summary>The same articles as one set a segment, by their places in it.</summary>
    /// <param name="numbers">The articles of all segments.</param>
    /// <param name="counts">How many articles each segment has, deleted ones included.</param>
    internal BitSet[] BySegment(OrdinalMap numbers, int[] counts)
    {
        var sets = Array.ConvertAll(counts, count => new BitSet(count));
        foreach (var ordinal in _articles.Places())
        {
            var (segment, document) = numbers.Locate(ordinal);
            sets[segment][document] = true;
        }
        return sets;
    }

    /// <summary>Adds articles of one segment; those that are deleted are passed over.</summary>
    /// <param name="numbers">The articles of all segments.</param>
    internal void Add(OrdinalMap numbers, int segment, BitSet articles)
    {
        for (var w = 0; w < articles.Words.Length; w++)
        {
            for (var word = articles.Words[w]; word != 0; word &= word - 1)
            {
                if (numbers.Ordinal(segment, (w << 6) + BitOperations.TrailingZeroCount(word)) is >= 0 and var ordinal)
                    _articles[ordinal] = true;
            }
        }
    }
}
