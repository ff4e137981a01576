namespace SemanticSearch.Crawling;

/// <summary>How much a site may cost us. Beyond a limit a page fails with that reason; the run goes on.</summary>
internal sealed record CrawlLimits
{
    /// <summary>Body as received.</summary>
    public int MaxBodyBytes { get; init; } = 10 << 20;

    /// <summary>Body with its content codings undone.</summary>
    public int MaxDecodedBytes { get; init; } = 20 << 20;

    /// <summary>Decoded bytes for each byte received; ordinary pages stay below 50.</summary>
    public int MaxDecodedRatio { get; init; } = 200;

    /// <summary>Bodies of answers that are no page (redirects, errors) are cut here.</summary>
    public int MaxErrorBodyBytes { get; init; } = 64 << 10;

    /// <summary>Status line and headers; the client counts in KiB.</summary>
    public int MaxHeaderKiB { get; init; } = 64;

    public int MaxUrlChars { get; init; } = 2_048;

    public int MaxRedirects { get; init; } = 5;

    public int MaxPagesPerHost { get; init; } = 1_000;

    /// <summary>Looking up the name, connecting and the TLS handshake.</summary>
    public TimeSpan MaxConnectTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the request to the end of the headers.</summary>
    public TimeSpan MaxAnswerTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the headers to the last byte of the body.</summary>
    public TimeSpan MaxBodyTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>All requests for one page together, redirects and second tries included, pauses not.</summary>
    public TimeSpan MaxPageTime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Requests under way at one time, over all hosts.</summary>
    public int MaxRequests { get; init; } = 32;

    /// <summary>Hosts whose pages are visited at one time; most of them wait for their next turn.</summary>
    public int MaxHosts { get; init; } = 128;

    /// <summary>A body longer than this takes one of <see cref="MaxLongBodies"/> places, so that memory has a bound.</summary>
    public int LongBodyBytes { get; init; } = 512 << 10;

    public int MaxLongBodies { get; init; } = 4;
}
