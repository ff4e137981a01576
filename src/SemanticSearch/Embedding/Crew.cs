namespace SemanticSearch.Embedding;

/// <summary>
/// Threads of the pool that help to encode a single text: they take columns of its linear layers as its own thread does, until none is left, and wait awake for the
/// next layer, since all of them take a few milliseconds. A helper that the pool has not started is not waited for. Serves one text at a time.
/// </summary>
/// <param name="helpers">Besides the text's own thread.</param>
internal sealed unsafe class Crew(int helpers) : IThreadPoolWorkItem
{
    /// <summary>Pieces of a layer: so many that threads end at about the same time, so few that taking one costs nothing.</summary>
    private const int Chunks = 8;

    private LinearLayer _layer = null!;
    private LinearRows _rows;
    private int _chunkColumns;

    /// <summary>Chunks that nobody has taken; below 1 there are none. Its writing publishes what is above.</summary>
    private int _left;

    private int _done;
    private bool _works;
    private int _present;

    /// <summary>Calls the helpers. To be called again only after <see cref="End"/>.</summary>
    public void Begin()
    {
        Volatile.Write(ref _works, true);
        while (Volatile.Read(ref _present) < helpers)
        {
            Interlocked.Increment(ref _present);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Lets the helpers go; what one has begun it ends. The text's own thread can do the rest alone.</summary>
    public void End() => Volatile.Write(ref _works, false);

    /// <summary>All columns of a layer, by everyone who is there.</summary>
    public void Multiply(LinearLayer layer, in LinearRows rows)
    {
        var panels = layer.Outputs / layer.PanelColumns;
        (_layer, _rows, _chunkColumns, _done) = (layer, rows, (panels + Chunks - 1) / Chunks * layer.PanelColumns, 0);
        var chunks = (layer.Outputs + _chunkColumns - 1) / _chunkColumns;
        Volatile.Write(ref _left, chunks);
        TakeChunks();
        var wait = default(SpinWait);
        while (Volatile.Read(ref _done) < chunks)
            wait.SpinOnce(sleep1Threshold: -1);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var wait = default(SpinWait);
        while (Volatile.Read(ref _works))
        {
            if (Volatile.Read(ref _left) > 0)
            {
                TakeChunks();
                wait.Reset();
            }
            else
                wait.SpinOnce(sleep1Threshold: -1);
        }
        Interlocked.Decrement(ref _present);
    }

    // Whoever counts down to 0 or more has a chunk of the present layer, which cannot end before that chunk is done.
    private void TakeChunks()
    {
        for (var chunk = Interlocked.Decrement(ref _left); chunk >= 0; chunk = Interlocked.Decrement(ref _left))
        {
            var from = chunk * _chunkColumns;
            _layer.Multiply(_rows, from, Math.Min(from + _chunkColumns, _layer.Outputs));
            Interlocked.Increment(ref _done);
        }
    }
}
