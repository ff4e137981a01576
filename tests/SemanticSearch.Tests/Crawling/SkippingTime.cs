namespace SemanticSearch.Tests.Crawling;

/// <summary>
/// A clock that nobody waits for: a pause is over at once and the clock has moved on by it. Timers longer than any pause are time limits;
/// they fire when the test says so.
/// </summary>
internal sealed class SkippingTime : TimeProvider
{
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(61);

    private readonly Lock _lock = new();
    private readonly List<Timer> _limits = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan time)
    {
        lock (_lock)
            _now += time;
    }

    /// <summary>Fires every time limit that is running.</summary>
    public void EndTimeLimits()
    {
        Timer[] limits;
        lock (_lock)
            limits = [.. _limits];
        foreach (var limit in limits)
            limit.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(SkippingTime time, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._limits.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                if (dueTime > LongestPause)
                {
                    time._limits.Add(this);
                    return true;
                }
                time._now += dueTime;
            }
            ThreadPool.QueueUserWorkItem(_ => fire());
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._limits.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
