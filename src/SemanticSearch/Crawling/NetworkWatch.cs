namespace SemanticSearch.Crawling;

/// <summary>
/// Tells a dead network from dead hosts: when many hosts in a row could not be reached and none ever answered, the fault is ours, and
/// asking the rest would only take long.
/// </summary>
internal sealed class NetworkWatch
{
    /// <summary>Of a reading list's old links about one host in ten is gone; that the first thirty all are is no accident.</summary>
    public const int HostsBeforeOffline = 30;

    private readonly HashSet<string> _unreachable = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _hasAnswered;

    public bool IsOffline
    {
        get
        {
            lock (_lock)
                return !_hasAnswered && _unreachable.Count >= HostsBeforeOffline;
        }
    }

    public void Note(string host, FetchResult result)
    {
        lock (_lock)
        {
            if (result.Exchange is not null)
                _hasAnswered = true;
            else if (result.Problem?.Kind is FetchProblemKind.UnknownHost or FetchProblemKind.Network)
                _unreachable.Add(host);
        }
    }
}
