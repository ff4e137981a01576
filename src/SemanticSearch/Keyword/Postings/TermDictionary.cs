using System.Text;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Postings;

/// <summary>The terms of a segment, as <see cref="TermDictionaryWriter"/> wrote them: found by binary search over the blocks, then a scan of one.</summary>
internal sealed unsafe class TermDictionary
{
    /// <summary>A term of <see cref="Text.Tokenizer.MaxWordChars"/> characters has at most this many bytes.</summary>
    public const int MaxTermBytes = 4 * Text.Tokenizer.MaxWordChars;

    private readonly MappedIndexFile _file;
    private readonly byte* _blocks;
    private readonly ulong* _keys;
    private readonly uint* _starts;

    public TermDictionary(MappedIndexFile file)
    {
        _file = file;
        _blocks = file.Pointer(0);
        _keys = (ulong*)file.Pointer(1);
        _starts = (uint*)file.Pointer(2);
        BlockCount = (int)(file.SectionLength(1) / 8);
        Count = *(int*)file.Pointer(3);
    }

    public int Count { get; }

    public int BlockCount { get; }

    /// <summary>Bytes of the dictionary's blocks.</summary>
    public long Bytes => _file.SectionLength(0);

    public bool TryFind(string term, out TermEntry entry)
    {
        Span<byte> bytes = stackalloc byte[MaxTermBytes];
        if (Encoding.UTF8.TryGetBytes(term, bytes, out var length))
            return TryFind(bytes[..length], out entry);
        entry = default;
        return false;
    }

    public bool TryFind(ReadOnlySpan<byte> term, out TermEntry entry)
    {
        var terms = new TermEnumerator(this, LastBlockNotAbove(term));
        var isKnown = terms.FindInBlock(term);
        entry = isKnown ? terms.Entry : default;
        return isKnown;
    }

    /// <summary>All terms in order.</summary>
    public TermEnumerator All() => new(this, 0);

    /// <summary>Terms in order, beginning with the first that is not below <paramref name="term"/>.</summary>
    public TermEnumerator From(ReadOnlySpan<byte> term)
    {
        var enumerator = new TermEnumerator(this, LastBlockNotAbove(term));
        enumerator.SkipBelow(term);
        return enumerator;
    }

    internal byte* Block(int block) => _blocks + _starts[block];

    /// <summary>The block that holds <paramref name="term"/> if any does.</summary>
    internal int LastBlockNotAbove(ReadOnlySpan<byte> term)
    {
        var key = TermDictionaryWriter.Key(term);
        var low = 0;
        var high = BlockCount;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            var isAbove = _keys[middle] != key ? _keys[middle] > key : FirstTerm(middle).SequenceCompareTo(term) > 0;
            if (isAbove)
                high = middle;
            else
                low = middle + 1;
        }
        return Math.Max(0, low - 1);
    }

    internal ReadOnlySpan<byte> FirstTerm(int block)
    {
        var at = Block(block) + 2 * TermDictionaryWriter.StartBytes;
        var (_, length) = FrontCode.Read(ref at);
        return new ReadOnlySpan<byte>(at, length);
    }
}
