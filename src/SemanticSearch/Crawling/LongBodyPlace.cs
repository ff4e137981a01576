namespace SemanticSearch.Crawling;

/// <summary>
/// The right of one page to hold a long body in memory: taken when a body turns out to be long, given back when the page is stored.
/// There are few of them, so that many hosts with endless bodies fill no memory.
/// </summary>
internal sealed class LongBodyPlace(SemaphoreSlim places, int longBodyBytes) : IDisposable
{
    private bool _isTaken;

    /// <summary>Waits for a place when so many bytes make the body a long one.</summary>
    public async ValueTask EnterAsync(long bytes, CancellationToken cancel)
    {
        if (_isTaken || bytes <= longBodyBytes)
            return;
        await places.WaitAsync(cancel);
        _isTaken = true;
    }

    public void Dispose()
    {
        if (_isTaken)
            places.Release();
        _isTaken = false;
    }
}
