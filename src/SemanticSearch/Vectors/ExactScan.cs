using System.Numerics;
using System.Runtime.Intrinsics;

namespace SemanticSearch.Vectors;

/// <summary>
/// Compares a question with every allowed row. The calling thread and helpers from the thread pool claim chunks of rows until none is
/// left; a helper that the pool has not started by then is not waited for. Belongs to one search at a time; the buffers stay for the next.
/// </summary>
internal sealed unsafe class ExactScan
{
    private const int BatchRows = 128;
    private const int ChunkRows = 512;
    private const int ChunkWords = 16;

    /// <summary>Below this share of allowed rows picking them out is faster than running through all (measured: a picked row costs 3 to 4 times one in order).</summary>
    private const int PickBelowOneIn = 4;

    private readonly VectorRows _rows;
    private readonly DotPath _path;
    private readonly ScanWorker[] _workers;
    private QueryCodes _query = null!;
    private OrdinalFilter _filter;
    private bool _picks;
    private int _top;
    private float* _cosines;
    private int _chunks;
    private int _nextChunk;

    /// <param name="threads">Threads that work on one search, the caller included.</param>
    public ExactScan(VectorRows rows, DotPath path, int threads)
    {
        _rows = rows;
        _path = path;
        _workers = new ScanWorker[threads];
        for (var i = 0; i < threads; i++)
            _workers[i] = new ScanWorker(this, BatchRows);
    }

    /// <summary>The best rows; scores still lack the factor <see cref="QueryCodes.Scale"/>.</summary>
    public TopHits Run(QueryCodes query, OrdinalFilter filter, int top)
    {
        (_query, _filter, _top) = (query, filter, top);
        _cosines = null;
        _picks = !filter.IsNone && filter.Count(_rows.Ordinals) < _rows.Count / PickBelowOneIn;
        var helpers = _picks ? Share((_rows.Ordinals + 63) / 64, ChunkWords) : Share(_rows.Count, ChunkRows);
        for (var i = 1; i < helpers; i++)
            _workers[0].Best.OfferAll(_workers[i].Best);
        return _workers[0].Best;
    }

    /// <summary>The cosine of every row, by its ordinal; those of absent ones stay as they are.</summary>
    public void ScoreAll(QueryCodes query, float* cosines)
    {
        (_query, _filter, _top, _picks) = (query, default, 0, false);
        _cosines = cosines;
        Share(_rows.Count, ChunkRows);
    }

    /// <summary>Claims and scans chunks until none is left.</summary>
    public void Work(ScanWorker worker)
    {
        worker.Best.Reset(_top);
        while (true)
        {
            var chunk = Interlocked.Increment(ref _nextChunk) - 1;
            if (chunk >= _chunks)
                return;
            if (_picks)
                PickWords(worker, chunk * ChunkWords, Math.Min((_rows.Ordinals + 63) / 64, (chunk + 1) * ChunkWords));
            else
                ScanRows(worker, chunk * ChunkRows, Math.Min(_rows.Count, (chunk + 1) * ChunkRows));
        }
    }

    /// <summary>All units by the caller and by the workers that the pool starts in time.</summary>
    /// <returns>How many workers have what was found, the caller's included; those that were not started have nothing.</returns>
    private int Share(int units, int chunkUnits)
    {
        _chunks = (units + chunkUnits - 1) / chunkUnits;
        _nextChunk = 0;
        var helpers = Math.Min(_workers.Length, _chunks / 4);
        for (var i = 1; i < helpers; i++)
            _workers[i].Queue();
        Work(_workers[0]);
        for (var i = 1; i < helpers; i++)
        {
            if (!_workers[i].WasStarted())
                _workers[i].Best.Reset(0);
        }
        return helpers;
    }

    private void ScanRows(ScanWorker worker, int from, int to)
    {
        for (; from < to; from += BatchRows)
        {
            var count = Math.Min(BatchRows, to - from);
            RowDots.InOrder(_path, _rows.Row(from), count, _query, worker.Dots);
            if (_cosines == null)
                OfferBatch(worker, from, count);
            else
                TellBatch(worker, from, count);
        }
    }

    // Most batches hold nothing good enough: eight scores are compared at once, and only a batch of eight with a candidate is looked at.
    private void OfferBatch(ScanWorker worker, int from, int count)
    {
        var best = worker.Best;
        var i = 0;
        for (; i <= count - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            var scores = Vector256.ConvertToSingle(Vector256.Load(worker.Dots + i)) * Vector256.Load(_rows.Scales + from + i);
            var good = Vector256.GreaterThanOrEqual(scores, Vector256.Create(best.Threshold)).ExtractMostSignificantBits();
            for (; good != 0; good &= good - 1)
                OfferRow(best, worker.Dots, from, i + BitOperations.TrailingZeroCount(good));
        }
        for (; i < count; i++)
            OfferRow(best, worker.Dots, from, i);
    }

    private void TellBatch(ScanWorker worker, int from, int count)
    {
        for (var i = 0; i < count; i++)
            _cosines[_rows.OrdinalOfRow[from + i]] = worker.Dots[i] * _rows.Scales[from + i] * _query.Scale;
    }

    private void OfferRow(TopHits best, int* dots, int from, int i)
    {
        var score = dots[i] * _rows.Scales[from + i];
        var ordinal = _rows.OrdinalOfRow[from + i];
        if (score >= best.Threshold && _filter.Allows(ordinal))
            best.Offer(ordinal, score);
    }

    private void PickWords(ScanWorker worker, int from, int to)
    {
        var count = 0;
        for (var word = from; word < to; word++)
        {
            var bits = _filter.Word(word);
            if (word == _rows.Ordinals / 64)
                bits &= (1UL << (_rows.Ordinals % 64)) - 1;
            for (; bits != 0; bits &= bits - 1)
            {
                var row = _rows.RowOfOrdinal[word * 64 + BitOperations.TrailingZeroCount(bits)];
                if (row < 0)
                    continue;
                worker.Chosen[count++] = row;
                if (count == BatchRows)
                    count = OfferChosen(worker, count);
            }
        }
        OfferChosen(worker, count);
    }

    private int OfferChosen(ScanWorker worker, int count)
    {
        RowDots.Chosen(_path, _rows.Codes, worker.Chosen, count, _query, worker.Dots);
        for (var i = 0; i < count; i++)
        {
            var row = worker.Chosen[i];
            var score = worker.Dots[i] * _rows.Scales[row];
            if (score >= worker.Best.Threshold)
                worker.Best.Offer(_rows.OrdinalOfRow[row], score);
        }
        return 0;
    }
}
