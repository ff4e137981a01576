namespace SemanticSearch.Keyword.Scoring;

/// <summary>The best documents so far, in whatever order they come: a heap whose root is the worst of them. Equal scores: the smaller
/// ordinal is better.</summary>
internal sealed class TopDocuments
{
    private double[] _scores = new double[16];
    private int[] _ordinals = new int[16];
    public int Count { get; private set; }

    /// <summary>How many are wanted.</summary>
    public int Limit { get; private set; }

    /// <summary>What a document has to reach to get in: the worst score once there are enough, else below everything.</summary>
    public double Threshold => Count == Limit ? _scores[0] : double.NegativeInfinity;

    public void Start(int limit)
    {
        Limit = limit;
        Count = 0;
        if (_scores.Length >= limit)
            return;
        var length = Math.Min(limit, Math.Max(1024, 2 * _scores.Length));
        Array.Resize(ref _scores, length);
        Array.Resize(ref _ordinals, length);
    }

    public void Offer(double score, int ordinal)
    {
        if (Count < Limit)
        {
            if (Count == _scores.Length)
                Grow();
            Rise(Count++, score, ordinal);
        }
        else if (IsBetter(score, ordinal, 0))
        {
            Sink(0, score, ordinal);
        }
    }

    /// <summary>Best first.</summary>
    public ScoredDocument[] ToArray()
    {
        var sorted = new ScoredDocument[Count];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = new ScoredDocument(_ordinals[i], (float)_scores[i]);
        Array.Sort(sorted, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Ordinal.CompareTo(b.Ordinal));
        return sorted;
    }

    private void Grow()
    {
        var length = Math.Min(Limit, 2 * _scores.Length);
        Array.Resize(ref _scores, length);
        Array.Resize(ref _ordinals, length);
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
