using System.Collections.Concurrent;

namespace SemanticSearch.Crawling;

/// <summary>
/// Who may ask which host when. A host answers one request at a time and then has a pause; all hosts together have a bounded number
/// of requests under way. Whoever asks a host, for a page, a robots.txt, a redirect's target or an archived copy, asks here first.
/// </summary>
internal sealed class HostTurns : IDisposable
{
    /// <summary>A host that asks for more is asked again then all the same.</summary>
    private static readonly TimeSpan MaxRest = TimeSpan.FromDays(7);

    private readonly Politeness _politeness;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _requests;
    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _changed = new();
    private DateTimeOffset? _allLeftAt;

    public HostTurns(Politeness politeness, int maxRequests, TimeProvider time)
    {
        _politeness = politeness;
        _time = time;
        _requests = new SemaphoreSlim(maxRequests);
    }

    /// <summary>Waits until the host is free and its pause is over. The turn ends when it is disposed.</summary>
    public async Task<HostTurn> TakeAsync(string hostName, CancellationToken cancel)
    {
        var host = Find(hostName);
        await host.Gate.WaitAsync(cancel);
        try
        {
            // Asked again after each pause: a robots.txt that was read meanwhile may have made it longer.
            while (host.PauseAt(_time.GetUtcNow()) is { Ticks: > 0 } pause)
                await Task.Delay(pause, _time, cancel);
            await _requests.WaitAsync(cancel);
            return new HostTurn(() => Leave(hostName, host));
        }
        catch
        {
            host.Gate.Release();
            throw;
        }
    }

    /// <summary>Inside a turn: what the request brought, from which pause and rest follow.</summary>
    public void Note(string hostName, FetchResult result)
    {
        var pause = Clamp(result.Took * _politeness.DelayFactor, _politeness.MinDelay, _politeness.MaxDelay);
        HostRest? rest = null;
        var now = _time.GetUtcNow();
        if (result.RetryAfter > _politeness.MaxRetryAfter)
            rest = new HostRest(now + Clamp(result.RetryAfter.Value, TimeSpan.Zero, MaxRest), $"the host asks to be left alone for {result.RetryAfter.Value.TotalSeconds:0} s", IsUnreachable: false);
        else if (result.RetryAfter > pause)
            pause = result.RetryAfter.Value;
        var host = Find(hostName);
        var failures = host.Count(IsFailure(result));
        if (failures >= _politeness.FailuresBeforeRest)
            rest ??= new HostRest(now + _politeness.Rest, $"the host failed {failures} times in a row, the last time because {Reason(result)}", result.Exchange is null);
        if (rest is not null)
            host.Rest = rest;
        host.Pause(now, pause);
    }

    /// <summary>The pause between two requests that the site's robots.txt asks for.</summary>
    public void Slow(string hostName, TimeSpan crawlDelay) => Find(hostName).Slow(crawlDelay);

    /// <summary>null while the host may be asked.</summary>
    public HostRest? RestOf(string hostName) => Find(hostName).Rest is { } rest && rest.Until > _time.GetUtcNow() ? rest : null;

    /// <summary>What is to be remembered of the hosts that were asked since the last call: when they may be asked again, and why not before.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset Next, HostRest? Why)> TakeChanged()
    {
        var now = _time.GetUtcNow();
        var changed = new Dictionary<string, (string, DateTimeOffset, HostRest?)>(StringComparer.Ordinal);
        while (_changed.TryDequeue(out var name))
        {
            var (next, rest) = (now + Find(name).PauseAt(now), RestOf(name));
            if (next > now || rest is not null)
                changed[name] = (name, next, rest);
        }
        return [.. changed.Values];
    }

    /// <summary>From an earlier run.</summary>
    public void Rest(string hostName, HostRest rest) => Find(hostName).Rest = rest;

    /// <summary>From an earlier run: not before then.</summary>
    public void Wait(string hostName, DateTimeOffset until) => Find(hostName).NotBefore = until < _time.GetUtcNow() + MaxRest ? until : default;

    /// <summary>The earlier run was cut off: whom it had just asked nobody knows, so everyone counts as asked now. Before the first turn.</summary>
    public void WaitForAll() => _allLeftAt = _time.GetUtcNow();

    public void Dispose() => _requests.Dispose();

    private void Leave(string hostName, Host host)
    {
        // A request that was cancelled was sent all the same.
        if (!host.IsNoted)
            host.Pause(_time.GetUtcNow(), _politeness.MinDelay);
        host.IsNoted = false;
        _changed.Enqueue(hostName);
        _requests.Release();
        host.Gate.Release();
    }

    private Host Find(string hostName) => _hosts.GetOrAdd(hostName, _ => new Host(_allLeftAt, _politeness.MinDelay));

    private static bool IsFailure(FetchResult result) =>
        result.Exchange is null ? result.Problem?.Kind != FetchProblemKind.Guarded : result.Exchange.Status is 429 or >= 500 || result.Problem is not null;

    private static string Reason(FetchResult result) => result.Problem?.Reason ?? $"it answers {result.Exchange?.Status}";

    private static TimeSpan Clamp(TimeSpan value, TimeSpan min, TimeSpan max) => value < min ? min : value > max ? max : value;

    private sealed class Host(DateTimeOffset? leftAt, TimeSpan firstPause)
    {
        private readonly Lock _lock = new();
        private DateTimeOffset? _leftAt = leftAt;
        private TimeSpan _pause = firstPause;
        private TimeSpan _crawlDelay;
        private int _failures;
        private volatile HostRest? _rest;

        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>Set before the first turn.</summary>
        public DateTimeOffset NotBefore { get; set; }

        /// <summary>Whether the turn that runs has brought its result; used inside turns only.</summary>
        public bool IsNoted { get; set; }

        public HostRest? Rest
        {
            get => _rest;
            set => _rest = value;
        }

        public TimeSpan PauseAt(DateTimeOffset now)
        {
            lock (_lock)
            {
                var next = _leftAt is { } left ? left + (_crawlDelay > _pause ? _crawlDelay : _pause) : now;
                return (next > NotBefore ? next : NotBefore) - now;
            }
        }

        public void Pause(DateTimeOffset now, TimeSpan pause)
        {
            lock (_lock)
                (_leftAt, _pause, IsNoted) = (now, pause, true);
        }

        public void Slow(TimeSpan crawlDelay)
        {
            lock (_lock)
                _crawlDelay = crawlDelay;
        }

        public int Count(bool isFailure)
        {
            lock (_lock)
                return _failures = isFailure ? _failures + 1 : 0;
        }
    }
}

/// <summary>A host is left alone until then.</summary>
/// <param name="IsUnreachable">It did not even answer.</param>
internal sealed record HostRest(DateTimeOffset Until, string Reason, bool IsUnreachable);

/// <summary>The right to send one request to one host.</summary>
internal sealed class HostTurn(Action leave) : IDisposable
{
    private Action? _leave = leave;

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
