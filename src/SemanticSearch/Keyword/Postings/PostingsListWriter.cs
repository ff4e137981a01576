using System.Runtime.InteropServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Encodes the documents and frequencies of one term.</summary>
/// <remarks>Fewer than 128 documents: the tail. Otherwise for each block the last document and where the block ends (two
/// <see cref="NumberTable"/>s), for each the bound, the blocks. A full block: the gaps minus one, then the frequencies minus one
/// (<see cref="BlockCodec"/>), which are marked when the third follows: how much of each frequency is the context's.
/// The tail: a byte (<see cref="TailForm"/>), then by <see cref="RiceCode"/> for each document the gap minus one, the frequency minus one if any
/// is not 0, the context's part if any has one.
/// A bound is the largest term part in the block, in 255ths, rounded up.</remarks>
internal sealed class PostingsListWriter
{
    private readonly uint[] _gaps = new uint[BitPacking.BlockSize];
    private readonly uint[] _frequencies = new uint[BitPacking.BlockSize];
    private readonly uint[] _contexts = new uint[BitPacking.BlockSize];
    private readonly ByteSink _blocks = new();
    private readonly BitSink _tail;
    private readonly List<uint> _lasts = [];
    private readonly List<uint> _ends = [];
    private readonly List<byte> _bounds = [];
    private int _pending;
    private int _last = -1;
    private float _bound;
    private bool _hasContexts;

    public PostingsListWriter() => _tail = new BitSink(_blocks);

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
        if (Count >= BitPacking.BlockSize)
        {
            NumberTable.Write(target, _lasts);
            NumberTable.Write(target, _ends);
            target.Add(CollectionsMarshal.AsSpan(_bounds));
        }
        target.Add(_blocks.Written);
        _blocks.Clear();
        _lasts.Clear();
        _ends.Clear();
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
        var hasFrequencies = _frequencies.AsSpan(0, _pending).ContainsAnyExcept(0u);
        var width = RiceCode.BestWidth(_gaps.AsSpan(0, _pending));
        _blocks.Add(TailForm.Of(width, hasFrequencies, _hasContexts));
        for (var i = 0; i < _pending; i++)
        {
            RiceCode.Write(_tail, _gaps[i], width);
            if (hasFrequencies)
                RiceCode.Write(_tail, _frequencies[i], TailForm.FrequencyWidth);
            if (_hasContexts)
                RiceCode.Write(_tail, _contexts[i], TailForm.ContextWidth);
        }
        _tail.Align();
        EndBlock();
    }

    private void EndBlock()
    {
        _lasts.Add((uint)_last);
        _ends.Add((uint)_blocks.Length);
        _bounds.Add(QuantizeBound(_bound));
        _bound = 0;
        _hasContexts = false;
        _pending = 0;
    }
}

/// <summary>What is kept of each document of a tail, in one byte.</summary>
internal static class TailForm
{
    public const int FrequencyWidth = 0;
    public const int ContextWidth = 1;

    private const byte WidthBits = 0x1F;
    private const byte HasFrequenciesBit = 0x20;
    private const byte HasContextsBit = 0x40;

    public static byte Of(int width, bool hasFrequencies, bool hasContexts) =>
        (byte)(width | (hasFrequencies ? HasFrequenciesBit : 0) | (hasContexts ? HasContextsBit : 0));

    /// <summary>The width of the gaps.</summary>
    public static int Width(byte form) => form & WidthBits;

    public static bool HasFrequencies(byte form) => (form & HasFrequenciesBit) != 0;

    public static bool HasContexts(byte form) => (form & HasContextsBit) != 0;
}
