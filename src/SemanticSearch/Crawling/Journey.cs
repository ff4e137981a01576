using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>Follows an address to where it answers: robots.txt asked at every hop, at most a few redirects, each address checked anew.</summary>
internal sealed class Journey
{
    private readonly Requests _requests;
    private readonly HostTurns _turns;
    private readonly CrawlLimits _limits;

    public Journey(Requests requests, HostTurns turns, CrawlLimits limits)
    {
        _requests = requests;
        _turns = turns;
        _limits = limits;
    }

    /// <param name="robots">null where none is asked: an archive's interface for programs.</param>
    /// <param name="known">Validators of the last visit; sent with the first request only.</param>
    public async Task<Landing> TravelAsync(Uri start, RobotsGate? robots, PageRecord? known, VisitRecord record, CancellationToken cancel)
    {
        var (url, movedTo, isPermanent) = (start, (Uri?)null, true);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var timeLeft = _limits.MaxPageTime;
        for (var hop = 0; ; hop++)
        {
            if (!seen.Add(url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)))
                return Landing.Failed(url, "the redirects go in a circle");
            if (hop > _limits.MaxRedirects)
                return Landing.Failed(url, $"more than {_limits.MaxRedirects} redirects");
            if (Closed(url) is { } closed)
                return closed;
            if (robots is not null && await BarredAsync(url, robots, record, cancel) is { } barred)
                return barred;
            var request = new FetchRequest(url, timeLeft) { ETag = hop == 0 ? known?.ETag : null, LastModified = hop == 0 ? known?.LastModified : null };
            var (last, before) = await _requests.SendAsync(request, record.LongBody, cancel);
            record.Received(before);
            timeLeft -= last.Took + before.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.Took);
            if (last.Exchange is not { } exchange)
                return Landing.Failed(url, last.Problem!);
            var (target, problem) = Redirects.TargetOf(exchange, url, _limits.MaxUrlChars);
            if (target is null && problem is null)
                return new Landing(url, movedTo) { Exchange = exchange, Problem = last.Problem };
            record.Received(exchange);
            if (target is null)
                return Landing.Failed(url, problem!);
            if (timeLeft <= TimeSpan.Zero)
                return Landing.Failed(url, "the page takes too long");
            // Only what is permanent from the first hop on says where the page now lives.
            isPermanent &= Redirects.IsPermanent(exchange.Status);
            (url, movedTo) = (target, isPermanent ? target : movedTo);
        }
    }

    /// <summary>Why this host is not asked now; null when it is.</summary>
    private Landing? Closed(Uri url)
    {
        if (_requests.IsOffline)
            return Landing.Failed(url, new FetchProblem(FetchProblemKind.Network, "there is no network: no host of many could be reached")) with { RetryAt = DateTimeOffset.MinValue };
        if (_turns.RestOf(Requests.HostOf(url)) is not { } rest)
            return null;
        return Landing.Failed(url, new FetchProblem(rest.IsUnreachable ? FetchProblemKind.Network : FetchProblemKind.BadAnswer, rest.Reason)) with { RetryAt = rest.Until };
    }

    private async Task<Landing?> BarredAsync(Uri url, RobotsGate robots, VisitRecord record, CancellationToken cancel)
    {
        var site = await robots.RulesAsync(url, record, cancel);
        if (site.Problem is not null)
            return Landing.Failed(url, site.Problem);
        if (site.Robots.IsAllowed(url.PathAndQuery))
            // The robots.txt may have been the last straw.
            return Closed(url);
        return new Landing(url, null) { Disallowed = site.ClosedFor ?? "its robots.txt asks not to fetch it" };
    }
}

/// <summary>Where a journey ended: with an answer, before a closed door, or with a problem.</summary>
/// <param name="Url">The address that answered, or did not.</param>
/// <param name="MovedTo">Where permanent redirects led.</param>
internal sealed record Landing(Uri Url, Uri? MovedTo)
{
    public HttpExchange? Exchange { get; init; }

    public FetchProblem? Problem { get; init; }

    /// <summary>Why a site's robots.txt keeps us out.</summary>
    public string? Disallowed { get; init; }

    /// <summary>When another visit makes sense, where the journey tells; the minimum for "at once".</summary>
    public DateTimeOffset? RetryAt { get; init; }

    public static Landing Failed(Uri url, FetchProblem problem) => new(url, null) { Problem = problem };

    public static Landing Failed(Uri url, string reason) => Failed(url, new FetchProblem(FetchProblemKind.BadAnswer, reason));
}
