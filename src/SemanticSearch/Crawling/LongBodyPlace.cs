namespace SemanticSearch.Crawling;

/// <summary>
/// The right of one page to hold a long body in memory: taken when a body turns out to be long, as received or unpacked, given back when
/// the page is stored. There are few of them, so that many hosts with endless bodies fill no memory.
/// </summary>
internal sealed class LongBodyPlace(LongBodyPlaces places) : IDisposable
{
    private long _bytes;

    public bool IsTaken => _bytes > 0;

    /// <summary>Waits for a place when so many bytes make the body a long one.</summary>
    public async ValueTask EnterAsync(long bytes, CancellationToken cancel)
    {
        if (bytes <= places.LongBodyBytes)
            return;
        if (!IsTaken)
            await places.TakeAsync(cancel);
        _bytes = Math.Max(_bytes, bytes);
    }

    public void Dispose()
    {
        if (IsTaken)
            places.GiveBack(_bytes);
        _bytes = 0;
    }
}

/// <summary>All there are for one run.</summary>
internal sealed class LongBodyPlaces(CrawlLimits limits) : IDisposable
{
    /// <summary>Where there is memory, the collector lets several times as much lie as is in use: bodies of so many bytes are collected at once.</summary>
    private const long CollectBytes = 16 << 20;

    private readonly SemaphoreSlim _places = new(limits.MaxLongBodies);
    private long _leftBytes;

    public int LongBodyBytes => limits.LongBodyBytes;

    public Task TakeAsync(CancellationToken cancel) => _places.WaitAsync(cancel);

    public void GiveBack(long bytes)
    {
        if (Interlocked.Add(ref _leftBytes, bytes) > CollectBytes)
        {
            Interlocked.Exchange(ref _leftBytes, 0);
            GC.Collect();
        }
        _places.Release();
    }

    public void Dispose() => _places.Dispose();
}
