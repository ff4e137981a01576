namespace SemanticSearch.Keyword;

/// <summary>What is being ranked: articles by all their fields, or passages by headings and body.</summary>
internal enum KeywordLevel
{
    Article,
    Passage,
}

/// <summary>A query, its syntax already taken apart. Words, prefixes and the words of phrases rank, and any of them makes a match;
/// <see cref="Phrases"/> and <see cref="Excluded"/> are besides conditions on the whole article, at either level.</summary>
internal sealed record KeywordQuery
{
    /// <summary>Free text: any of its words matches.</summary>
    public string Text { get; init; } = "";

    /// <summary>Phrases (or single words) that the article must hold, in one field or passage.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>Phrases (or single words) that the article must not hold.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Beginnings of words, as while typing.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];
}

/// <param name="Ordinal">Of the article or passage, by the level asked for.</param>
internal readonly record struct ScoredDocument(int Ordinal, float Score);

/// <param name="Documents">Best first; equal scores in order of ordinal.</param>
/// <param name="Total">Exact number of matches; -1 when it was not asked for.</param>
internal sealed record KeywordResult(ScoredDocument[] Documents, int Total);
