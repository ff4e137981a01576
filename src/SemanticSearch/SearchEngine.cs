using SemanticSearch.Documents;

namespace SemanticSearch;

/// <summary>Story 3: question -> ranked, explained answers. Thread-safe; keeps the generation it opened.</summary>
public sealed class SearchEngine : IDisposable
{
    private SearchEngine(IndexStatus status) => Status = status;

    public IndexStatus Status { get; }

    /// <summary>Opens the live generation of <paramref name="dataDirectory"/>.</summary>
    /// <exception cref="DataProblemException">There is no generation, or it is damaged or newer than this program.</exception>
    public static SearchEngine Open(string dataDirectory, SearchOptions? options = null) =>
        throw new DataProblemException($"{dataDirectory} holds no index");

    /// <exception cref="ArgumentException">A number of <paramref name="request"/> is out of its range; names the parameter.</exception>
    public SearchResponse Search(SearchRequest request) =>
        new() { Query = request.Query, Mode = SearchMode.Keyword, TookMs = 0, Total = 0, Hits = [] };

    /// <summary>The article with this id, or null.</summary>
    public Documents.Article? Find(string id) => null;

    /// <summary>Up to <paramref name="top"/> completions of what is being typed: titles, topics, organisations.</summary>
    public IReadOnlyList<string> Suggest(string prefix, int top = 8) => [];

    public void Dispose()
    {
    }
}

/// <summary>What is searchable now.</summary>
public sealed record IndexStatus(string Generation, int Articles, int Passages, IReadOnlyList<FacetCount> Topics);

/// <summary>How a <see cref="SearchEngine"/> ranks. Validated by Open.</summary>
public sealed record SearchOptions
{
    /// <summary>BM25 term saturation (Robertson and Zaragoza 2009).</summary>
    public double K1 { get; init; } = 0.9;

    /// <summary>BM25 length normalisation, 0 to 1.</summary>
    public double B { get; init; } = 0.4;
}
