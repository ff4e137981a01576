using SemanticSearch.Keyword;

namespace SemanticSearch;

/// <summary>Which passages an article has and whose a passage is, in arrays: one search asks it thousands of times. Immutable.</summary>
internal sealed class PassageMap
{
    private readonly int[] _first;
    private readonly int[] _articles;

    public PassageMap(KeywordIndexReader keywords)
    {
        _first = new int[keywords.ArticleCount + 1];
        _articles = new int[keywords.PassageCount];
        for (var article = 0; article < keywords.ArticleCount; article++)
        {
            // Passages are numbered article by article.
            var passages = keywords.PassagesOf(article);
            _first[article + 1] = _first[article] + passages.End.Value - passages.Start.Value;
            _articles.AsSpan(_first[article], _first[article + 1] - _first[article]).Fill(article);
        }
    }

    public int Articles => _first.Length - 1;

    public int Passages => _articles.Length;

    /// <summary>The first passage of an article, or where it would stand.</summary>
    /// <param name="article">Also one past the last.</param>
    public int First(int article) => _first[article];

    public int Count(int article) => _first[article + 1] - _first[article];

    public int ArticleOf(int passage) => _articles[passage];

    /// <summary>The number of the vector of an article's title: those of passages come first, numbered as they are.</summary>
    public int TitleOrdinal(int article) => Passages + article;

    /// <summary>The article that a vector belongs to.</summary>
    public int ArticleOfVector(int ordinal) => ordinal < Passages ? _articles[ordinal] : ordinal - Passages;
}
