namespace SemanticSearch.Keyword.Scoring;

/// <summary>The best documents so far, in whatever order they come. Equal scores: the smaller ordinal is better. Few are kept as a heap whose root is
/// the worst of them; for many, whose heap would be deep, all that may be among them are collected and selected now and then.</summary>
internal sealed class TopDocuments
{
    /// <summary>Up to so many a heap takes less time.</summary>
    private const int MaxHeap = 256;

    private readonly ScoreSelection _selection = new();
    private readonly List<int> _ties = [];
    private double[] _scores = new double[16];
    private int[] _ordinals = new int[16];

    public int Count { get; private set; }

    /// <summary>How many are wanted.</summary>
    public int Limit { get; private set; }

    /// <summary>What a document has to reach to get in: once there are enough at most the worst score of the best, else below everything.</summary>
    public double Threshold { get; private set; }

    private bool IsHeap => Limit <= MaxHeap;

    public void Start(int limit)
    {
        Limit = limit;
        Count = 0;
        Threshold = double.NegativeInfinity;
    }

    public void Offer(double score, int ordinal)
    {
        if (IsHeap)
            OfferToHeap(score, ordinal);
        else if (score >= Threshold)
            Collect(score, ordinal);
    }

    /// <summary>Brings <see cref="Threshold"/> up to what has been offered, where that is worth the time.</summary>
    public void Settle()
    {
        if (!IsHeap && Count > (double.IsNegativeInfinity(Threshold) ? Limit : Limit + Limit / 4))
            Select();
    }

    /// <summary>Best first.</summary>
    public ScoredDocument[] ToArray()
    {
        var sorted = ToUnsortedArray();
        Array.Sort(sorted, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Ordinal.CompareTo(b.Ordinal));
        return sorted;
    }

    /// <summary>The same in no particular order.</summary>
    public ScoredDocument[] ToUnsortedArray()
    {
        if (Count > Limit)
            Select();
        var documents = new ScoredDocument[Count];
        for (var i = 0; i < documents.Length; i++)
            documents[i] = new ScoredDocument(_ordinals[i], (float)_scores[i]);
        return documents;
    }

    private void Collect(double score, int ordinal)
    {
        if (Count == 2 * Limit)
        {
            Select();
            if (score < Threshold)
                return;
        }
        Append(score, ordinal);
    }

    /// <summary>Drops all but the best.</summary>
    private void Select()
    {
        var least = _selection.Reached(_scores.AsSpan(0, Count), Limit);
        var kept = 0;
        _ties.Clear();
        for (var i = 0; i < Count; i++)
        {
            var (score, ordinal) = (_scores[i], _ordinals[i]);
            (_scores[kept], _ordinals[kept]) = (score, ordinal);
            kept += score > least ? 1 : 0;
            if (score == least)
                _ties.Add(ordinal);
        }
        if (kept + _ties.Count > Limit)
            _ties.Sort();
        for (var i = 0; kept < Limit; i++)
            (_scores[kept], _ordinals[kept++]) = (least, _ties[i]);
        Count = Limit;
        Threshold = least;
    }

    private void OfferToHeap(double score, int ordinal)
    {
        if (Count < Limit)
        {
            Append(score, ordinal);
            Rise(Count - 1, score, ordinal);
        }
        else if (IsBetter(score, ordinal, 0))
        {
            Sink(0, score, ordinal);
        }
        if (Count == Limit)
            Threshold = _scores[0];
    }

    private void Append(double score, int ordinal)
    {
        if (Count == _scores.Length)
        {
            Array.Resize(ref _scores, 2 * Count);
            Array.Resize(ref _ordinals, 2 * Count);
        }
        (_scores[Count], _ordinals[Count++]) = (score, ordinal);
    }

    private bool IsBetter(double score, int ordinal, int index) =>
        score > _scores[index] || score == _scores[index] && ordinal < _ordinals[index];

    private void Rise(int index, double score, int ordinal)
    {
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (IsBetter(score, ordinal, parent))
                break;
            (_scores[index], _ordinals[index]) = (_scores[parent], _ordinals[parent]);
            index = parent;
        }
        (_scores[index], _ordinals[index]) = (score, ordinal);
    }

    private void Sink(int index, double score, int ordinal)
    {
        while (2 * index + 1 < Count)
        {
            var child = 2 * index + 1;
            if (child + 1 < Count && IsBetter(_scores[child], _ordinals[child], child + 1))
                child++;
            if (!IsBetter(score, ordinal, child))
                break;
            (_scores[index], _ordinals[index]) = (_scores[child], _ordinals[child]);
            index = child;
        }
        (_scores[index], _ordinals[index]) = (score, ordinal);
    }
}
