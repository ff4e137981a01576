using SemanticSearch.Documents;
using SemanticSearch.Ranking;

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

    /// <summary>Names of concepts, organisations and kinds that the question does not mean, whatever it seems: what a user has taken back of
    /// <see cref="SearchResponse.Understood"/>. In any case.</summary>
    public IReadOnlySet<string> Except { get; init; } = new HashSet<string>();

    /// <summary>Search every word as it is typed; otherwise one that the index does not hold is taken for the nearest that it holds
    /// (<see cref="SearchResponse.Corrected"/>).</summary>
    public bool Exact { get; init; }

    /// <summary>Fill <see cref="Hit.Explain"/> and <see cref="SearchResponse.Times"/>.</summary>
    public bool Explain { get; init; }

    /// <summary>
    /// Only rank: hits carry <see cref="Hit.Id"/>, <see cref="Hit.Score"/> and title; passages, highlights, facets, answer and suggestions
    /// stay empty. For evaluation and other deep rankings.
    /// </summary>
    public bool RankOnly { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range; names the parameter.</exception>
    internal void Validate()
    {
        if (Top is < 1 or > MaxTop)
            throw new ArgumentException($"top must be 1 to {MaxTop}, not {Top}", nameof(Top));
        if (Offset < 0 || Offset > MaxDepth - Top)
            throw new ArgumentException($"offset must be 0 to {MaxDepth} less top, not {Offset}", nameof(Offset));
    }
}
