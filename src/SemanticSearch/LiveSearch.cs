using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>
/// Story 3 for a process that stays: the engine over whatever generation is live. A newly committed one, by this process or another, is opened
/// beside the old one and takes its place; the old one is closed once the last who uses it is done. Thread-safe.
/// </summary>
public sealed class LiveSearch : IDisposable
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    private readonly DataDirectory _directory;
    private readonly SearchOptions? _options;
    private readonly Lock _swapping = new();
    private readonly Lock _lock = new();
    private readonly ITimer _watch;
    private SharedEngine? _current;

    private LiveSearch(string dataDirectory, SearchOptions? options, TimeProvider time)
    {
        _directory = new DataDirectory(dataDirectory);
        _options = options;
        _current = new SharedEngine(SearchEngine.Open(dataDirectory, options));
        _watch = time.CreateTimer(_ => Look(), null, WatchEvery, WatchEvery);
    }

    /// <summary>Why the newest generation cannot be opened, in a sentence; null while all is well. The one before goes on answering.</summary>
    public string? Problem { get; private set; }

    /// <summary>Opens the live generation and watches for the next.</summary>
    /// <param name="time">Whose seconds count; null: the system's.</param>
    /// <exception cref="DataProblemException">There is no generation, or it is damaged or newer than this program.</exception>
    public static LiveSearch Open(string dataDirectory, SearchOptions? options = null, TimeProvider? time = null) =>
        new(dataDirectory, options, time ?? TimeProvider.System);

    /// <summary>The engine of the live generation, which stays open until the lease is disposed.</summary>
    public EngineLease Use()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_current is null, this);
            return new EngineLease(_current.Take());
        }
    }

    /// <summary>Looks whether another generation is live, and swaps to it.</summary>
    /// <exception cref="DataProblemException">It is damaged or newer than this program; the one before stays.</exception>
    public void Refresh()
    {
        // Two looks at once would open the same generation twice.
        lock (_swapping)
        {
            using var lease = Use();
            if (GenerationStore.LiveName(_directory) == lease.Engine.Status.Generation)
                return;
            var next = SearchEngine.Open(_directory.Root, _options);
            WarmUp(next);
            Swap(new SharedEngine(next));
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        Swap(null);
    }

    private void Look()
    {
        if (!_swapping.TryEnter())
            return;
        try
        {
            Refresh();
            Problem = null;
        }
        catch (Exception e) when (e is DataProblemException or IOException or UnauthorizedAccessException)
        {
            Problem = e.Message;
        }
        catch (ObjectDisposedException)
        {
            // The last tick of the timer came late.
        }
        finally
        {
            _swapping.Exit();
        }
    }

    /// <summary>What the first question of a generation does once is done before anyone waits for it.</summary>
    private static void WarmUp(SearchEngine engine)
    {
        try
        {
            // Notes, not an exception, where the model's endpoint is down.
            engine.Search(new SearchRequest { Query = "where to begin" });
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private void Swap(SharedEngine? next)
    {
        SharedEngine? former;
        lock (_lock)
        {
            // Disposed of while the next one was opened.
            former = next is not null && _current is null ? next : _current;
            _current = former == next ? null : next;
        }
        former?.Release();
    }
}
