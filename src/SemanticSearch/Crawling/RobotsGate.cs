using System.Collections.Concurrent;
using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>Asks each site's robots.txt once a day and answers from it for every address, redirects' targets included.</summary>
internal sealed class RobotsGate
{
    /// <summary>Where it lies on every site (RFC 9309 section 2.3).</summary>
    public const string Path = "/robots.txt";

    /// <summary>RFC 9309 section 2.4: not longer than a day.</summary>
    private static readonly TimeSpan CacheTime = TimeSpan.FromHours(24);

    /// <summary>RFC 9309 section 2.3.1.2: at least five redirects are followed.</summary>
    private const int MaxRedirects = 5;

    private readonly Requests _requests;
    private readonly HostTurns _turns;
    private readonly CrawlLimits _limits;
    private readonly TimeProvider _time;
    private readonly string _product;
    private readonly ConcurrentDictionary<string, RobotsRecord> _known;
    private readonly ConcurrentDictionary<string, Lazy<Task<SiteRules>>> _rules = new(StringComparer.Ordinal);

    /// <param name="known">From earlier runs.</param>
    public RobotsGate(Requests requests, HostTurns turns, CrawlLimits limits, TimeProvider time, string product, IEnumerable<RobotsRecord> known)
    {
        _requests = requests;
        _turns = turns;
        _limits = limits;
        _time = time;
        _product = product;
        _known = new(known.Select(robots => KeyValuePair.Create(robots.Authority, robots)), StringComparer.Ordinal);
    }

    /// <summary>The rules of an address's site; <paramref name="record"/> is told of every answer and of what is worth remembering.</summary>
    public async Task<SiteRules> RulesAsync(Uri url, VisitRecord record, CancellationToken cancel)
    {
        var site = url.GetLeftPart(UriPartial.Authority);
        while (true)
        {
            var rules = _rules.GetOrAdd(site, _ => new(() => FindAsync(site, record, cancel)));
            try
            {
                return await rules.Value.WaitAsync(cancel);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Another page's visit was asked to end while it fetched this file for both.
                _rules.TryRemove(KeyValuePair.Create(site, rules));
            }
        }
    }

    private async Task<SiteRules> FindAsync(string site, VisitRecord record, CancellationToken cancel)
    {
        if (!_known.TryGetValue(site, out var robots) || robots.FetchedAt + CacheTime <= _time.GetUtcNow())
        {
            var (fetched, problem) = await FetchAsync(new Uri(site + Path), record, cancel);
            if (problem is not null)
                return new SiteRules(RobotsRules.DisallowAll, problem, null);
            robots = fetched! with { Authority = site };
            record.Remember(robots);
        }
        if (robots.HttpStatus is 429 or >= 500)
            return new SiteRules(RobotsRules.DisallowAll, null, $"its robots.txt answers {robots.HttpStatus}: closed for now");
        // Any other status that is no success says that there is no such file (section 2.3.1.3).
        var rules = robots.HttpStatus is >= 200 and < 300 ? RobotsFile.Parse(robots.Body, _product) : RobotsRules.AllowAll;
        if (rules.CrawlDelay is { } delay)
            _turns.Slow(Requests.HostOf(new Uri(site)), delay);
        return new SiteRules(rules, null, null);
    }

    private async Task<(RobotsRecord? Robots, FetchProblem? Problem)> FetchAsync(Uri url, VisitRecord record, CancellationToken cancel)
    {
        for (var hop = 0; ; hop++)
        {
            // More is cut by the parser; a file that never ends is no reason to close the site.
            var request = new FetchRequest(url, _limits.MaxPageTime) { MaxBytes = RobotsFile.MaxBytes + 1 };
            var (last, before) = await _requests.SendAsync(request, record.LongBody, cancel);
            record.Received(before);
            record.Received(last);
            if (last.Exchange is not { } exchange)
                return (null, last.Problem);
            if (Redirects.TargetOf(exchange, url, _limits.MaxUrlChars).Target is { } target && hop < MaxRedirects)
            {
                url = target;
                continue;
            }
            var decoded = ContentCoding.Decode(exchange.Body, exchange.Header("Content-Encoding"), _limits.MaxDecodedBytes, _limits.MaxDecodedRatio);
            var body = decoded.Body.Length > RobotsFile.MaxBytes ? decoded.Body[..RobotsFile.MaxBytes] : decoded.Body;
            return (new RobotsRecord("", exchange.At, exchange.Status, body.ToArray()), null);
        }
    }
}

/// <param name="Problem">Nobody answered: the site cannot be reached at all.</param>
/// <param name="ClosedFor">Why everything is disallowed though the file says nothing.</param>
internal sealed record SiteRules(RobotsRules Robots, FetchProblem? Problem, string? ClosedFor);
