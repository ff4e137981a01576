using SemanticSearch.Documents;

namespace SemanticSearch;

/// <summary>Which legs answer. The numbers are stored in nothing; the names are the CLI's and the API's.</summary>
public enum SearchMode
{
    Keyword,
    Vector,
    Hybrid,
}

/// <summary>A question and how to answer it. Syntax of <see cref="Query"/>: words, "exact phrase", -exclude, topic: org: kind: site: year:2018..2021.</summary>
public sealed record SearchRequest
{
    /// <summary>Longer queries are cut here, at a word border; the response says so.</summary>
    public const int MaxQueryChars = 2_000;

    public const int MaxTop = 1_000;

    /// <summary>Largest <see cref="Offset"/> + <see cref="Top"/>.</summary>
    public const int MaxDepth = 10_000;

    public required string Query { get; init; }

    public SearchMode Mode { get; init; } = SearchMode.Hybrid;

    /// <summary>Hits wanted, 1 to <see cref="MaxTop"/>.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Hits skipped before the first one returned, for paging.</summary>
    public int Offset { get; init; }

    /// <summary>Filters beside those written in the query; both hold.</summary>
    public SearchFilter Filter { get; init; } = SearchFilter.None;

    /// <summary>Fill <see cref="Hit.Explain"/>.</summary>
    public bool Explain { get; init; }

    /// <summary>
    /// Only rank: hits carry <see cref="Hit.Id"/>, <see cref="Hit.Score"/> and title; passages, highlights, facets, answer and suggestions
    /// stay empty. For evaluation and other deep rankings.
    /// </summary>
    public bool RankOnly { get; init; }
}
