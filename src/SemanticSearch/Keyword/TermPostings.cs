namespace SemanticSearch.Keyword;

/// <summary>Where one term occurs, by document (article heads, or passages) in ascending order.</summary>
internal sealed class TermPostings
{
    private readonly List<int> _documents = [];
    private readonly List<int> _firstPosition = [];
    private readonly List<int> _positions = [];

    public int Count => _documents.Count;

    public void Add(int document, int position)
    {
        if (_documents.Count == 0 || _documents[^1] != document)
        {
            _documents.Add(document);
            _firstPosition.Add(_positions.Count);
        }
        _positions.Add(position);
    }

    public int Document(int index) => _documents[index];

    public ReadOnlySpan<int> Positions(int index)
    {
        var end = index + 1 < _firstPosition.Count ? _firstPosition[index + 1] : _positions.Count;
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_positions)[_firstPosition[index]..end];
    }

    /// <summary>The index of <paramref name="document"/>, or -1.</summary>
    public int Find(int document)
    {
        var index = _documents.BinarySearch(document);
        return index >= 0 ? index : -1;
    }
}
