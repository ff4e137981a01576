namespace SemanticSearch.Storage;

/// <summary>What is remembered of a host from run to run, so that a new run neither asks twice nor forgets manners.</summary>
/// <param name="Host">Lower case, without port.</param>
/// <param name="RestsUntil">It failed too often in a row, or asked for a pause.</param>
internal sealed record HostRecord(string Host, DateTimeOffset? RestsUntil, string? Reason)
{
    /// <summary>Not before then, because of the request before; to the millisecond.</summary>
    public DateTimeOffset? NextRequest { get; init; }
}

/// <summary>A robots.txt as it was found.</summary>
/// <param name="Authority">"https://example.com", with the port where it is not the scheme's own.</param>
/// <param name="HttpStatus">0 when nobody answered.</param>
internal sealed record RobotsRecord(string Authority, DateTimeOffset FetchedAt, int HttpStatus, byte[] Body);
