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
}
