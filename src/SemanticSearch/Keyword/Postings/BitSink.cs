namespace SemanticSearch.Keyword.Postings;

/// <summary>Writes numbers of any width one after the other, lowest bit first, onto a <see cref="ByteSink"/>.</summary>
internal sealed class BitSink(ByteSink target)
{
    private ulong _pending;
    private int _pendingBits;

    /// <param name="bits">0 to 32.</param>
    public void Add(uint value, int bits)
    {
        _pending |= (ulong)value << _pendingBits;
        _pendingBits += bits;
        if (_pendingBits < 32)
            return;
        target.AddUInt32((uint)_pending);
        _pending >>= 32;
        _pendingBits -= 32;
    }

    /// <summary>Fills up the last byte.</summary>
    public void Align()
    {
        for (; _pendingBits > 0; _pendingBits -= 8)
        {
            target.Add((byte)_pending);
            _pending >>= 8;
        }
        (_pending, _pendingBits) = (0, 0);
    }
}
