namespace SemanticSearch;

/// <summary>The right to use an engine: it stays open until this is disposed.</summary>
public sealed class EngineLease : IDisposable
{
    private readonly SharedEngine _shared;
    private int _isReturned;

    internal EngineLease(SharedEngine shared) => _shared = shared;

    public SearchEngine Engine => _shared.Engine;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            _shared.Release();
    }
}

/// <summary>An engine that closes when the last of its users has let go; whoever makes one is its first.</summary>
internal sealed class SharedEngine(SearchEngine engine)
{
    private int _users = 1;

    public SearchEngine Engine => engine;

    /// <summary>Only while it is certain that someone uses it.</summary>
    public SharedEngine Take()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            engine.Dispose();
    }
}
