namespace SemanticSearch.Keyword.Postings;

/// <summary>Which beginnings of a word are within a few edits of what was read so far (optimal string alignment: insert, delete, replace, swap
/// neighbours): one bit for each length of beginning, one set of bits for each number of edits, all updated at once for each byte read
/// (Wu and Manber, "Fast text searching allowing errors", 1992; swaps as in Hyyrö 2003). Remembers every depth, so that texts that begin alike
/// are read once.</summary>
internal sealed class EditAutomaton
{
    /// <summary>A longer word has more beginnings than bits.</summary>
    public const int MaxWordBytes = 63;

    private readonly ulong[] _places = new ulong[256];
    private readonly ulong[] _states;
    private readonly byte[] _read;
    private readonly int _limit;
    private readonly int _length;

    /// <param name="word">At most <see cref="MaxWordBytes"/>.</param>
    /// <param name="limit">The most edits.</param>
    /// <param name="maxDepth">The longest text.</param>
    public EditAutomaton(ReadOnlySpan<byte> word, int limit, int maxDepth)
    {
        (_limit, _length) = (limit, word.Length);
        for (var i = 0; i < word.Length; i++)
            _places[word[i]] |= 1UL << i;
        _read = new byte[maxDepth];
        _states = new ulong[(maxDepth + 1) * (limit + 1)];
        for (var edits = 0; edits <= limit; edits++)
            _states[edits] = (1UL << edits + 1) - 1;
    }

    /// <summary>Reads one byte after <paramref name="depth"/> others; false when nothing that begins so is within the limit.</summary>
    public bool Read(int depth, byte value)
    {
        _read[depth] = value;
        var width = _limit + 1;
        var before = _states.AsSpan(depth * width, width);
        var after = _states.AsSpan((depth + 1) * width, width);
        var places = _places[value];
        after[0] = (before[0] & places) << 1;
        for (var edits = 1; edits <= _limit; edits++)
        {
            var replaced = before[edits - 1] << 1;
            var inserted = before[edits - 1];
            var deleted = after[edits - 1] << 1;
            after[edits] = (before[edits] & places) << 1 | replaced | inserted | deleted;
            if (depth > 0)
                after[edits] |= ((_states[(depth - 1) * width + edits - 1] & places) << 1 & _places[_read[depth - 1]]) << 1;
        }
        // Bits above the word's length never come back down, but they are not beginnings of it.
        return (after[_limit] & (2UL << _length) - 1) != 0;
    }

    /// <summary>Edits between the whole word and the first <paramref name="depth"/> bytes read; more than the limit is the limit plus one.</summary>
    public int Distance(int depth)
    {
        var edits = 0;
        while (edits <= _limit && (_states[depth * (_limit + 1) + edits] >> _length & 1) == 0)
            edits++;
        return edits;
    }
}
