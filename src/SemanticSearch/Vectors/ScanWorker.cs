using System.Runtime.InteropServices;

namespace SemanticSearch.Vectors;

/// <summary>One thread's part of an <see cref="ExactScan"/>: its best hits, its buffers, and whether it has begun.</summary>
internal sealed unsafe class ScanWorker(ExactScan scan, int batchRows) : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Queued = 1;
    private const int Running = 2;
    private const int Done = 3;

    private int _state = Idle;

    ~ScanWorker() => NativeMemory.AlignedFree(Dots);

    public TopHits Best { get; } = new();

    public int* Dots { get; } = (int*)NativeMemory.AlignedAlloc((nuint)(2 * batchRows * sizeof(int)), 64);

    public int* Chosen => Dots + batchRows;

    public void Queue()
    {
        Volatile.Write(ref _state, Queued);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The pool calls it, perhaps long after the search that asked: then it finds itself idle, or helps the next search.</summary>
    public void Execute()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Queued) != Queued)
            return;
        scan.Work(this);
        Volatile.Write(ref _state, Done);
    }

    /// <summary>Withdraws the request, or waits for the chunk in hand.</summary>
    /// <returns>True when this worker took part.</returns>
    public bool WasStarted()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Queued) == Queued)
            return false;
        var spin = new SpinWait();
        while (Volatile.Read(ref _state) != Done)
            spin.SpinOnce(sleep1Threshold: -1);
        return true;
    }
}
