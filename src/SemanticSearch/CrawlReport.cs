using SemanticSearch.Documents;

namespace SemanticSearch;

/// <summary>What a crawl did.</summary>
/// <param name="Visited">Pages visited in this run, by what became of them.</param>
/// <param name="Moved">Of these, those that live at another address now.</param>
/// <param name="Waiting">Links that a later run will visit.</param>
/// <param name="Problems">What could not be read or fetched, and why; the first thousand.</param>
public sealed record CrawlReport(
    IReadOnlyDictionary<PageStatus, int> Visited, int Moved, int Articles, int Waiting, double Seconds, IReadOnlyList<string> Problems)
{
    public int Total => Visited.Values.Sum();

    /// <summary>When the first of the pages may be visited again; null where there are none.</summary>
    public DateTimeOffset? NextVisit { get; init; }
}

/// <param name="Host">Of the page that was finished last.</param>
/// <param name="HostsLeft">Hosts with pages to visit.</param>
/// <param name="Remaining">An estimate; null at the beginning.</param>
public sealed record CrawlProgress(int Done, int Total, string Host, int HostsLeft, TimeSpan? Remaining);

/// <summary>What became of every link.</summary>
/// <param name="Counts">Links by status; every status is there.</param>
/// <param name="Moved">Links whose page lives at another address now, among all of them.</param>
/// <param name="Reasons">Why links were not simply fetched, most frequent first.</param>
public sealed record CrawlStatus(
    int Total, IReadOnlyDictionary<PageStatus, int> Counts, int Moved, IReadOnlyList<FacetCount> Reasons, IReadOnlyList<CrawledPage> Pages);

/// <summary>What became of one link.</summary>
public sealed record CrawledPage
{
    public required string Url { get; init; }

    public required PageStatus Status { get; init; }

    /// <summary>Why it is not simply fetched; null when it is.</summary>
    public string? Reason { get; init; }

    public int? HttpStatus { get; init; }

    /// <summary>Where it lives now, when it moved for good.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The copy in a web archive.</summary>
    public string? ArchivedUrl { get; init; }

    public DateTimeOffset? VisitedAt { get; init; }

    public DateTimeOffset? NextVisit { get; init; }
}
