namespace SemanticSearch.Keyword.Postings;

/// <summary>Encodes where one term stands in each of its documents.</summary>
/// <remarks>Short lists (fewer than 128 documents and 128 positions): a flag byte (0, or 1 when counts follow because some differ from the
/// frequencies), counts, the gaps; varints. Long lists: the flag byte (2, or 3 with counts); for each block of documents 4 bytes, the
/// number of positions before it; 4 bytes number of positions; for each full block of 128 gaps 4 bytes, where it ends; when counts
/// follow, 4 bytes a block of documents, where its counts end; the counts; the gaps. The first gap of a document is its first position.</remarks>
internal sealed class PositionsWriter
{
    private const int BlockSize = BitPacking.BlockSize;

    private readonly uint[] _gaps = new uint[BlockSize];
    private readonly ByteSink _blocks = new();
    private readonly ByteSink _countBytes = new();
    private readonly List<uint> _blockEnds = [];
    private readonly List<uint> _firstPositions = [];
    private readonly List<uint> _counts = [];
    private bool _countsDiffer;
    private int _total;

    /// <param name="positions">Ascending; empty when the term stands only in the document's context.</param>
    public void AddDocument(int frequency, ReadOnlySpan<int> positions)
    {
        if (_counts.Count % BlockSize == 0)
            _firstPositions.Add((uint)_total);
        _counts.Add((uint)positions.Length);
        _countsDiffer |= positions.Length != frequency;
        var last = 0;
        foreach (var position in positions)
        {
            _gaps[_total++ % BlockSize] = (uint)(position - last);
            last = position;
            if (_total % BlockSize == 0)
                FlushBlock();
        }
    }

    public void Finish(ByteSink target)
    {
        var isLong = _counts.Count >= BlockSize || _total >= BlockSize;
        for (var i = 0; i < _total % BlockSize; i++)
            _blocks.AddVarint(_gaps[i]);
        target.Add((byte)((isLong ? 2 : 0) + (_countsDiffer ? 1 : 0)));
        if (isLong)
        {
            AddAll(target, _firstPositions);
            target.AddUInt32((uint)_total);
            AddAll(target, _blockEnds);
        }
        if (_countsDiffer)
            AddCounts(target, isLong);
        target.Add(_blocks.Written);
        Clear();
    }

    private void AddCounts(ByteSink target, bool isLong)
    {
        Span<uint> block = stackalloc uint[BlockSize];
        for (var start = 0; start < _counts.Count; start += BlockSize)
        {
            var length = Math.Min(BlockSize, _counts.Count - start);
            for (var i = 0; i < length; i++)
                block[i] = _counts[start + i];
            if (length == BlockSize)
            {
                BlockCodec.Encode(block, _countBytes);
            }
            else
            {
                foreach (var count in block[..length])
                    _countBytes.AddVarint(count);
            }
            if (isLong)
                target.AddUInt32((uint)_countBytes.Length);
        }
        target.Add(_countBytes.Written);
    }

    private void FlushBlock()
    {
        BlockCodec.Encode(_gaps, _blocks);
        _blockEnds.Add((uint)_blocks.Length);
    }

    private void Clear()
    {
        _blocks.Clear();
        _countBytes.Clear();
        _blockEnds.Clear();
        _firstPositions.Clear();
        _counts.Clear();
        _countsDiffer = false;
        _total = 0;
    }

    private static void AddAll(ByteSink target, List<uint> values)
    {
        foreach (var value in values)
            target.AddUInt32(value);
    }
}
