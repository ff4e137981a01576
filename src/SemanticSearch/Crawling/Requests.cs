using Polly;
using Polly.Retry;

namespace SemanticSearch.Crawling;

/// <summary>A request with manners: in the host's turn, tried again where that may help, given up where the host has had enough.</summary>
internal sealed class Requests
{
    private static readonly ResiliencePropertyKey<string> HostKey = new("host");

    private readonly Fetcher _fetcher;
    private readonly HostTurns _turns;
    private readonly NetworkWatch _watch = new();
    private readonly ResiliencePipeline<FetchResult> _tries;

    /// <param name="random">Numbers from 0 to 1 for the jitter, so that hosts which failed together are not asked again together.</param>
    public Requests(Fetcher fetcher, HostTurns turns, Politeness politeness, TimeProvider time, Func<double> random)
    {
        _fetcher = fetcher;
        _turns = turns;
        _tries = new ResiliencePipelineBuilder<FetchResult> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<FetchResult>
            {
                MaxRetryAttempts = Math.Max(1, politeness.MaxTries - 1),
                BackoffType = DelayBackoffType.Exponential,
                Delay = politeness.FirstBackoff,
                MaxDelay = politeness.MaxRetryAfter,
                UseJitter = true,
                Randomizer = random,
                ShouldHandle = outcome => ValueTask.FromResult(
                    outcome.Outcome.Result is { } result && MayBeBetterNextTime(result)
                    && !_watch.IsOffline && turns.RestOf(outcome.Context.Properties.GetValue(HostKey, "")) is null),
            })
            .Build();
    }

    /// <summary>No host could be reached, and many were tried.</summary>
    public bool IsOffline => _watch.IsOffline;

    /// <returns>The last result, and those before it.</returns>
    public async Task<(FetchResult Last, IReadOnlyList<FetchResult> Before)> SendAsync(FetchRequest request, LongBodyPlace longBody, CancellationToken cancel)
    {
        var before = new List<FetchResult>();
        FetchResult? last = null;
        var spent = TimeSpan.Zero;
        var host = HostOf(request.Url);
        var context = ResilienceContextPool.Shared.Get(cancel);
        context.Properties.Set(HostKey, host);
        try
        {
            await _tries.ExecuteAsync(
                async context =>
                {
                    if (last is not null)
                        before.Add(last);
                    using var turn = await _turns.TakeAsync(host, context.CancellationToken);
                    last = await _fetcher.FetchAsync(request with { TimeLeft = request.TimeLeft - spent }, longBody, context.CancellationToken);
                    spent += last.Took;
                    _turns.Note(host, last);
                    _watch.Note(host, last);
                    return last;
                },
                context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
        return (last!, before);
    }

    /// <summary>The key of turns and rests: the name alone, since all ports of a host are one machine's work.</summary>
    public static string HostOf(Uri url) => url.IdnHost.TrimEnd('.').ToLowerInvariant();

    private static bool MayBeBetterNextTime(FetchResult result) => result.Exchange is { Status: 429 or 500 or 502 or 503 or 504 }
        || result.Problem is { Kind: FetchProblemKind.Network };
}
