using System.Threading.Channels;
using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>
/// Many hosts in parallel, the pages of one host one after the other. A host's next page waits until the one before is stored, so that
/// a crash loses at most one page of each host.
/// </summary>
internal sealed class HostQueues
{
    /// <summary>Visits that are stored together, at most.</summary>
    private const int MaxBatch = 64;

    private readonly List<Queue<PageRecord>> _hosts;
    private readonly CrawlLimits _limits;

    /// <param name="pages">What is beyond the limit of pages per host waits for the next run.</param>
    public HostQueues(IEnumerable<PageRecord> pages, CrawlLimits limits)
    {
        _limits = limits;
        // The longest queue decides when the run ends, so it begins first.
        _hosts = [.. pages.GroupBy(page => page.Host, StringComparer.Ordinal)
            .Select(host => new Queue<PageRecord>(host.Take(limits.MaxPagesPerHost)))
            .OrderByDescending(host => host.Count)];
        Total = Left;
        Longest = LongestLeft;
    }

    public int Total { get; }

    public int Left => _hosts.Sum(host => host.Count);

    /// <summary>Pages of the host that had most at the beginning: with their pauses they decide how long a run takes.</summary>
    public int Longest { get; }

    public int LongestLeft => _hosts.Count == 0 ? 0 : _hosts.Max(host => host.Count);

    public int HostsLeft => _hosts.Count(host => host.Count > 0);

    /// <summary>Visits every page. Each batch must be stored and then disposed; only then do its hosts go on.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was received until then has been handed out.</exception>
    public async IAsyncEnumerable<FinishedVisits> VisitAsync(
        Func<PageRecord, CancellationToken, Task<Visit>> visit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var finished = Channel.CreateBounded<FinishedVisit>(MaxBatch);
        var work = Task.Run(() => WorkAsync(visit, finished.Writer, stop.Token), CancellationToken.None);
        try
        {
            while (await finished.Reader.WaitToReadAsync(CancellationToken.None))
            {
                var batch = new List<FinishedVisit>();
                while (batch.Count < MaxBatch && finished.Reader.TryRead(out var one))
                    batch.Add(one);
                yield return new FinishedVisits(batch);
            }
            await work;
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(Func<PageRecord, CancellationToken, Task<Visit>> visit, ChannelWriter<FinishedVisit> finished, CancellationToken cancel)
    {
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _limits.MaxHosts, CancellationToken = cancel };
            await Parallel.ForEachAsync(_hosts, parallel, async (host, token) =>
            {
                while (host.Count > 0)
                {
                    var one = new FinishedVisit(await visit(host.Peek(), token));
                    await finished.WriteAsync(one, token);
                    await one.Stored.WaitAsync(token);
                    host.Dequeue();
                }
            });
        }
        finally
        {
            finished.Complete();
        }
    }
}

/// <summary>A visit that waits to be stored.</summary>
internal sealed class FinishedVisit(Visit visit) : IDisposable
{
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Visit Visit { get; } = visit;

    public Task Stored => _stored.Task;

    public void Dispose()
    {
        Visit.Dispose();
        _stored.TrySetResult();
    }
}

/// <summary>Visits to store together; disposing says that they are.</summary>
internal sealed class FinishedVisits(IReadOnlyList<FinishedVisit> visits) : IDisposable
{
    public IEnumerable<Visit> Visits => visits.Select(one => one.Visit);

    public void Dispose()
    {
        foreach (var one in visits)
            one.Dispose();
    }
}
