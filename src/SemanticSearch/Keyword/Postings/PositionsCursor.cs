using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Reads what <see cref="PositionsWriter"/> wrote, following a <see cref="PostingsCursor"/> over the same term. Not thread-safe.</summary>
internal sealed unsafe class PositionsCursor
{
    private const int BlockSize = BitPacking.BlockSize;

    private readonly uint[] _gaps = GC.AllocateUninitializedArray<uint>(2 * BlockSize, pinned: true);
    private readonly int[] _starts = new int[BlockSize + 1];
    private readonly uint* _gapBlock;
    private readonly uint* _countBlock;
    private int[] _positions = new int[16];
    private PostingsCursor _postings = null!;
    private bool _isLong;
    private bool _hasCounts;
    private byte* _list;
    private uint* _firstPositions;
    private uint* _gapEnds;
    private uint* _countEnds;
    private byte* _counts;
    private byte* _gapBytes;
    private int _total;
    private int _documentBlock;
    private int _loadedGaps;

    public PositionsCursor()
    {
        _gapBlock = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_gaps, 0);
        _countBlock = _gapBlock + BlockSize;
    }

    public void Open(byte* list, PostingsCursor postings)
    {
        _postings = postings;
        _list = list;
        _isLong = (list[0] & 2) != 0;
        _hasCounts = (list[0] & 1) != 0;
        _documentBlock = -1;
        _loadedGaps = -1;
        if (!_isLong)
            return;
        var blocks = postings.BlockCount;
        _firstPositions = (uint*)(list + 1);
        _total = (int)Unsafe.ReadUnaligned<uint>(_firstPositions + blocks);
        _gapEnds = _firstPositions + blocks + 1;
        var afterTables = (byte*)(_gapEnds + _total / BlockSize);
        _countEnds = (uint*)afterTables;
        _counts = _hasCounts ? afterTables + 4 * blocks : null;
        _gapBytes = _hasCounts ? _counts + Unsafe.ReadUnaligned<uint>(_countEnds + blocks - 1) : afterTables;
    }

    /// <summary>How often the term stands in the body of a document of the loaded block.</summary>
    public int CountOf(int index)
    {
        LoadDocuments();
        return _starts[index + 1] - _starts[index];
    }

    /// <summary>Ascending positions in a document of the loaded block; valid until the next call.</summary>
    public ReadOnlySpan<int> PositionsOf(int index)
    {
        LoadDocuments();
        var start = _starts[index];
        var count = _starts[index + 1] - start;
        if (_positions.Length < count)
            _positions = new int[Math.Max(count, 2 * _positions.Length)];
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            var at = start + i;
            if (at / BlockSize != _loadedGaps)
                LoadGaps(at / BlockSize);
            sum += (int)_gapBlock[at % BlockSize];
            _positions[i] = sum;
        }
        return _positions.AsSpan(0, count);
    }

    private void LoadDocuments()
    {
        if (_documentBlock == _postings.Block)
            return;
        _documentBlock = _postings.Block;
        var length = _postings.Loaded;
        var counts = _countBlock;
        if (_hasCounts)
        {
            LoadCounts(length);
        }
        else
        {
            _postings.LoadFrequencies();
            counts = _postings.Frequencies;
        }
        var at = _isLong ? (int)Unsafe.ReadUnaligned<uint>(_firstPositions + _documentBlock) : 0;
        for (var i = 0; i < length; i++)
        {
            _starts[i] = at;
            at += (int)counts[i];
        }
        _starts[length] = at;
        if (!_isLong)
            _total = at;
    }

    private void LoadCounts(int length)
    {
        var at = !_isLong ? _list + 1 : _documentBlock == 0 ? _counts : _counts + Unsafe.ReadUnaligned<uint>(_countEnds + _documentBlock - 1);
        if (length == BlockSize)
        {
            BlockCodec.Decode(at, _countBlock);
            return;
        }
        for (var i = 0; i < length; i++)
            _countBlock[i] = Varint.Read(ref at);
        if (!_isLong)
            _gapBytes = at;
    }

    private void LoadGaps(int block)
    {
        _loadedGaps = block;
        var at = !_isLong ? (_hasCounts ? _gapBytes : _list + 1)
            : block == 0 ? _gapBytes : _gapBytes + Unsafe.ReadUnaligned<uint>(_gapEnds + block - 1);
        var length = Math.Min(BlockSize, _total - block * BlockSize);
        if (length == BlockSize)
        {
            BlockCodec.Decode(at, _gapBlock);
            return;
        }
        for (var i = 0; i < length; i++)
            _gapBlock[i] = Varint.Read(ref at);
    }
}
