namespace SemanticSearch.Keyword.Postings;

/// <summary>Encodes where one term stands in each of its documents.</summary>
/// <remarks>For each block of 128 documents their places (<see cref="PlaceCode"/>), filled up to a byte; in lists of several blocks, before them,
/// where the places of each block end (<see cref="NumberTable"/>). How many places a document has is known from its posting.</remarks>
internal sealed class PositionsWriter
{
    private readonly ByteSink _blocks = new();
    private readonly BitSink _bits;
    private readonly List<uint> _ends = [];
    private int _documents;

    public PositionsWriter() => _bits = new BitSink(_blocks);

    /// <param name="positions">Ascending; empty when the term stands only in the document's context.</param>
    public void AddDocument(ReadOnlySpan<int> positions, byte lengthCode)
    {
        if (positions.Length > 0)
            PlaceCode.Write(_bits, positions, lengthCode);
        if (++_documents % BitPacking.BlockSize == 0)
            EndBlock();
    }

    public void Finish(ByteSink target)
    {
        if (_documents % BitPacking.BlockSize != 0)
            EndBlock();
        if (_documents >= BitPacking.BlockSize)
            NumberTable.Write(target, _ends);
        target.Add(_blocks.Written);
        _blocks.Clear();
        _ends.Clear();
        _documents = 0;
    }

    private void EndBlock()
    {
        _bits.Align();
        _ends.Add((uint)_blocks.Length);
    }
}
