namespace SemanticSearch.Vectors;

/// <summary>
/// The best so many of what is offered: higher score first, then lower ordinal. A heap with the worst on top; the order is total, so
/// neither the order of offers nor the number of threads changes the outcome.
/// </summary>
internal sealed class TopHits
{
    private VectorHit[] _heap = [];
    private int _capacity;

    public int Count { get; private set; }

    /// <summary>An offer below this score is refused; one that equals it may enter by its ordinal.</summary>
    public float Threshold { get; private set; }

    public void Reset(int capacity)
    {
        if (_heap.Length < capacity)
            _heap = new VectorHit[capacity];
        (_capacity, Count) = (capacity, 0);
        Threshold = capacity == 0 ? float.PositiveInfinity : float.NegativeInfinity;
    }

    public void Offer(int ordinal, float score)
    {
        var hit = new VectorHit(ordinal, score);
        if (Count < _capacity)
        {
            Rise(Count++, hit);
            if (Count == _capacity)
                Threshold = _heap[0].Score;
        }
        else if (_capacity > 0 && IsBetter(hit, _heap[0]))
        {
            Sink(hit, Count);
            Threshold = _heap[0].Score;
        }
    }

    public void OfferAll(TopHits others)
    {
        for (var i = 0; i < others.Count; i++)
            Offer(others._heap[i].Ordinal, others._heap[i].Score);
    }

    /// <summary>Moves the hits, best first, and leaves the heap empty.</summary>
    /// <returns>How many.</returns>
    public int Drain(Span<VectorHit> hits, float scale)
    {
        var count = Count;
        for (var i = count - 1; i >= 0; i--)
        {
            var worst = _heap[0];
            hits[i] = worst with { Score = worst.Score * scale };
            Sink(_heap[i], i);
        }
        Count = 0;
        return count;
    }

    private static bool IsBetter(VectorHit a, VectorHit b) => a.Score > b.Score || a.Score == b.Score && a.Ordinal < b.Ordinal;

    private void Rise(int place, VectorHit hit)
    {
        while (place > 0 && IsBetter(_heap[(place - 1) / 2], hit))
        {
            _heap[place] = _heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        _heap[place] = hit;
    }

    private void Sink(VectorHit hit, int count)
    {
        var place = 0;
        for (var child = 1; child < count; child = 2 * place + 1)
        {
            if (child + 1 < count && IsBetter(_heap[child], _heap[child + 1]))
                child++;
            if (!IsBetter(hit, _heap[child]))
                break;
            _heap[place] = _heap[child];
            place = child;
        }
        _heap[place] = hit;
    }
}
