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
        while (_pendingBits >= 8)
        {
            target.Add((byte)_pending);
            _pending >>= 8;
            _pendingBits -= 8;
        }
    }

    /// <summary>Fills up the last byte.</summary>
    public void Align()
    {
        if (_pendingBits > 0)
            target.Add((byte)_pending);
        (_pending, _pendingBits) = (0, 0);
    }
}
