using SemanticSearch.Keyword.Scoring;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Encodes the documents and frequencies of one term.</summary>
/// <remarks>Fewer than 128 documents: the bound, then the tail. Otherwise, for n blocks: n times (last document, where the block ends;
/// 4 bytes each), n bounds, the blocks. A full block: the gaps minus one, then the frequencies minus one (<see cref="BlockCodec"/>), which
/// are marked when the third follows: how much of each frequency is the context's.
/// The tail: for each document a varint of twice the gap minus one, plus one when the frequency is 1 and none of it the context's; else
/// twice the frequency, plus one when the context's part of it follows.
/// A bound is the largest term part in the block, in 255ths, rounded up.</remarks>
internal sealed class PostingsListWriter
{
    private readonly uint[] _gaps = new uint[BitPacking.BlockSize];
    private readonly uint[] _frequencies = new uint[BitPacking.BlockSize];
    private readonly uint[] _contexts = new uint[BitPacking.BlockSize];
    private readonly ByteSink _blocks = new();
    private readonly List<(uint Last, uint End)> _skips = [];
    private readonly List<byte> _bounds = [];
    private int _pending;
    private int _last = -1;
    private float _bound;
    private bool _hasContexts;

    public int Count { get; private set; }

    public static byte QuantizeBound(float part) => (byte)Math.Min(255, (int)Math.Ceiling(part * 255));

    /// <param name="document">Larger than the one before.</param>
    /// <param name="context">How much of the frequency is not the body's.</param>
    /// <param name="part">The document's term part.</param>
    public void Add(int document, int frequency, int context, float part)
    {
        _gaps[_pending] = (uint)(document - _last - 1);
        _frequencies[_pending] = (uint)frequency - 1;
        _contexts[_pending] = (uint)context;
        _hasContexts |= context > 0;
        _last = document;
        _bound = Math.Max(_bound, part);
        Count++;
        if (++_pending == BitPacking.BlockSize)
            FlushBlock();
    }

    /// <summary>Appends the list to <paramref name="target"/> and starts anew.</summary>
    public void Finish(ByteSink target)
    {
        if (_pending > 0)
            FlushTail();
        if (Count < BitPacking.BlockSize)
        {
            target.Add(_bounds[0]);
        }
        else
        {
            foreach (var (last, end) in _skips)
            {
                target.AddUInt32(last);
                target.AddUInt32(end);
            }
            foreach (var bound in _bounds)
                target.Add(bound);
        }
        target.Add(_blocks.Written);
        _blocks.Clear();
        _skips.Clear();
        _bounds.Clear();
        _last = -1;
        Count = 0;
    }

    private void FlushBlock()
    {
        BlockCodec.Encode(_gaps, _blocks);
        BlockCodec.Encode(_frequencies, _blocks, isMarked: _hasContexts);
        if (_hasContexts)
            BlockCodec.Encode(_contexts, _blocks);
        EndBlock();
    }

    private void FlushTail()
    {
        for (var i = 0; i < _pending; i++)
        {
            if (_frequencies[i] == 0 && _contexts[i] == 0)
            {
                _blocks.AddVarint(_gaps[i] << 1 | 1);
                continue;
            }
            _blocks.AddVarint(_gaps[i] << 1);
            _blocks.AddVarint(_frequencies[i] + 1 << 1 | (_contexts[i] > 0 ? 1u : 0));
            if (_contexts[i] > 0)
                _blocks.AddVarint(_contexts[i]);
        }
        EndBlock();
    }

    private void EndBlock()
    {
        _skips.Add(((uint)_last, (uint)_blocks.Length));
        _bounds.Add(QuantizeBound(_bound));
        _bound = 0;
        _hasContexts = false;
        _pending = 0;
    }
}
