namespace SemanticSearch.Keyword.Segments;

/// <summary>Occurrences of terms in the order in which they were met.</summary>
internal sealed class OccurrenceList
{
    private int[] _terms = new int[1 << 12];
    private int[] _places = new int[1 << 12];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Terms => _terms.AsSpan(0, Count);

    public ReadOnlySpan<int> Places => _places.AsSpan(0, Count);

    /// <summary>Forgets all, but keeps the memory for the next buffer.</summary>
    public void Clear() => Count = 0;

    public void Add(int term, int place)
    {
        var count = Count;
        if (count == _terms.Length)
            Grow();
        _terms[count] = term;
        _places[count] = place;
        Count = count + 1;
    }

    private void Grow()
    {
        Array.Resize(ref _terms, 2 * _terms.Length);
        Array.Resize(ref _places, 2 * _places.Length);
    }
}
