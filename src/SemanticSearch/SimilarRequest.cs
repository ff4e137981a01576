using SemanticSearch.Documents;

namespace SemanticSearch;

/// <summary>Articles that are liked, and how to find more like all of them.</summary>
public sealed record SimilarRequest
{
    /// <summary>Most articles in <see cref="Ids"/> and <see cref="Dislike"/> together.</summary>
    public const int MaxArticles = 100;

    /// <summary>Ids or addresses, at least one; an address is found however it is written.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>Ids or addresses of articles that the result is to be unlike.</summary>
    public IReadOnlyList<string> Dislike { get; init; } = [];

    /// <summary>Hits wanted, 1 to <see cref="SearchRequest.MaxTop"/>.</summary>
    public int Top { get; init; } = 10;

    public SearchFilter Filter { get; init; } = SearchFilter.None;

    /// <summary>Fill <see cref="Hit.Explain"/>.</summary>
    public bool Explain { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range; names the parameter.</exception>
    internal void Validate()
    {
        if (Ids.Count == 0)
            throw new ArgumentException("name at least one article that is liked, by its id or address", nameof(Ids));
        if (Ids.Count + Dislike.Count > MaxArticles)
            throw new ArgumentException($"at most {MaxArticles} articles can be named, not {Ids.Count + Dislike.Count}", nameof(Ids));
        if (Top is < 1 or > SearchRequest.MaxTop)
            throw new ArgumentException($"top must be 1 to {SearchRequest.MaxTop}, not {Top}", nameof(Top));
    }
}
