using SemanticSearch.Crawling;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>The crawler's parts, put together for one run.</summary>
internal sealed class CrawlSession : IDisposable
{
    private readonly GuardedNetwork _network;
    private readonly HostTurns _turns;

    /// <param name="library">Tells what earlier runs learnt of hosts.</param>
    public CrawlSession(CrawlOptions options, Library library)
    {
        Limits = options.Limits;
        _network = new GuardedNetwork(options.Limits, options.Resolve, address => AddressGuard.IsAllowed(address, options.AllowPrivateHosts));
        _turns = new HostTurns(options.Politeness, options.Limits.MaxRequests, options.Time);
        if (!library.BeginCrawl())
            _turns.WaitForAll();
        foreach (var host in library.Hosts())
        {
            if (host.RestsUntil is { } until)
                _turns.Rest(host.Host, new HostRest(until, host.Reason ?? "the host rests", IsUnreachable: true));
            if (host.NextRequest is { } next)
                _turns.Wait(host.Host, next);
        }
        var random = new Random(options.Seed);
        var fetcher = new Fetcher(_network, options.Limits, options.Time, options.UserAgent);
        var requests = new Requests(fetcher, _turns, options.Politeness, options.Time, () => NextDouble(random));
        var robots = new RobotsGate(requests, _turns, options.Limits, options.Time, CrawlOptions.ProductToken, library.Robots());
        var journey = new Journey(requests, _turns, options.Limits);
        var archive = options.ArchiveFallback ? new WebArchive(journey, options.ArchiveEndpoint, options.Limits) : null;
        Visitor = new PageVisitor(journey, robots, archive, options.Limits, options.Time);
    }

    public CrawlLimits Limits { get; }

    public PageVisitor Visitor { get; }

    /// <summary>Of the hosts that were asked since the last call: when they may be asked again, and why not before.</summary>
    public IEnumerable<HostRecord> TakeHosts() =>
        _turns.TakeChanged().Select(host => new HostRecord(host.Name, host.Why?.Until, host.Why?.Reason) { NextRequest = host.Next });

    public void Dispose()
    {
        Visitor.Dispose();
        _turns.Dispose();
        _network.Dispose();
    }

    private static double NextDouble(Random random)
    {
        lock (random)
            return random.NextDouble();
    }
}
