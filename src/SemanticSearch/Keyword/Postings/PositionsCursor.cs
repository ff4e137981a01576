namespace SemanticSearch.Keyword.Postings;

/// <summary>Reads what <see cref="PositionsWriter"/> wrote, following a <see cref="PostingsCursor"/> over the same term. Not thread-safe.</summary>
internal sealed unsafe class PositionsCursor
{
    private readonly int[] _ends = new int[BitPacking.BlockSize];
    private int[] _positions = new int[2 * BitPacking.BlockSize];
    private PostingsCursor _postings = null!;
    private byte* _lengths;
    private byte* _list;
    private int _block;

    /// <param name="lengths">Length codes of the documents.</param>
    public void Open(byte* list, PostingsCursor postings, byte* lengths)
    {
        _postings = postings;
        _list = list;
        _lengths = lengths;
        _block = -1;
    }

    /// <summary>Ascending positions in a document of the loaded block; valid until another block is asked.</summary>
    public ArraySegment<int> PositionsOf(int index)
    {
        if (_block != _postings.Block)
            LoadBlock();
        var start = index == 0 ? 0 : _ends[index - 1];
        return new ArraySegment<int>(_positions, start, _ends[index] - start);
    }

    private void LoadBlock()
    {
        _block = _postings.Block;
        _postings.LoadBodies();
        var end = 0;
        for (var i = 0; i < _postings.Loaded; i++)
            _ends[i] = end += (int)_postings.Bodies[i];
        if (_positions.Length < end)
            _positions = new int[Math.Max(end, 2 * _positions.Length)];
        var source = new BitSource(Block(_block));
        var start = 0;
        for (var i = 0; i < _postings.Loaded; i++)
        {
            if (_ends[i] > start)
                PlaceCode.Read(ref source, _positions.AsSpan(start, _ends[i] - start), _lengths[_postings.Documents[i]]);
            start = _ends[i];
        }
    }

    private byte* Block(int block)
    {
        if (_postings.Count < BitPacking.BlockSize)
            return _list;
        var ends = new NumberTable(_list, _postings.BlockCount);
        return block == 0 ? ends.End : ends.End + ends[block - 1];
    }
}
