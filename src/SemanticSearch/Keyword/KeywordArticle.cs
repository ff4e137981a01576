namespace SemanticSearch.Keyword;

/// <summary>An article as the keyword index takes it.</summary>
internal sealed record KeywordArticle
{
    /// <summary>Unique in the index; adding another article with this id replaces it.</summary>
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    /// <summary>Topic paths ("Scalability > Caching"): searched as text, filtered and counted as facets.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Searched by the words of host and path.</summary>
    public string? Url { get; init; }

    /// <summary>The body, in order. Together they are the article's text: it is not tokenised a second time.</summary>
    public IReadOnlyList<KeywordPassage> Passages { get; init; } = [];

    public string Kind { get; init; } = "";

    /// <summary>Host without "www.", lower case.</summary>
    public string? Site { get; init; }

    public int? Year { get; init; }

    /// <summary>Whatever the caller wants back with a hit; the index does not look into it.</summary>
    public byte[] Stored { get; init; } = [];
}

/// <param name="HeadingPath">Headings above the passage, joined by " > ".</param>
internal sealed record KeywordPassage(string HeadingPath, string Text);

/// <summary>The fields of an article. The numbers are stored; never renumber.</summary>
internal enum KeywordField
{
    Body = 0,
    Headings = 1,
    Title = 2,
    Topics = 3,
    Organisations = 4,
    Authors = 5,
    Url = 6,
}
