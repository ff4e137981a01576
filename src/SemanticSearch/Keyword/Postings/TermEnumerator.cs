using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Walks the terms of a dictionary in order.</summary>
internal unsafe struct TermEnumerator
{
    private readonly TermDictionary _dictionary;
    private TermBuffer _term;
    private TermEntry _entry;
    private byte* _at;
    private byte* _surface;
    private int _block;
    private int _inBlock;
    private byte _form;
    private int _surfaceShared;
    private int _surfaceLength;
    private long _postings;
    private long _positions;
    private bool _isAhead;

    internal TermEnumerator(TermDictionary dictionary, int block)
    {
        _dictionary = dictionary;
        _block = block;
        _entry.Ordinal = block * TermDictionaryWriter.BlockTerms - 1;
    }

    /// <summary>Bytes of the current term.</summary>
    public int Length { get; private set; }

    /// <summary>How many first bytes the current term shares with the one before it in its block; 0 for the first of a block.</summary>
    public int Shared { get; private set; }

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Term => ((ReadOnlySpan<byte>)_term)[..Length];

    public readonly TermEntry Entry => _entry;

    /// <summary>The commonest written form.</summary>
    public readonly byte[] Surface()
    {
        if (!HasSurface)
            return Term.ToArray();
        var surface = new byte[_surfaceShared + _surfaceLength];
        Term[.._surfaceShared].CopyTo(surface);
        new ReadOnlySpan<byte>(_surface, _surfaceLength).CopyTo(surface.AsSpan(_surfaceShared));
        return surface;
    }

    public readonly bool HasSurface => TermForm.HasSurface(_form);

    public bool MoveNext()
    {
        if (_isAhead)
        {
            _isAhead = false;
            return true;
        }
        if (_entry.Ordinal + 1 >= _dictionary.Count)
            return false;
        if (_inBlock % TermDictionaryWriter.BlockTerms == 0)
            BeginBlock();
        _inBlock++;
        _entry.Ordinal++;
        ReadTerm();
        ReadEntry();
        return true;
    }

    /// <summary>Moves so that the next <see cref="MoveNext"/> gives the first term that is not below <paramref name="term"/>.</summary>
    internal void SkipBelow(ReadOnlySpan<byte> term)
    {
        while (MoveNext())
        {
            if (Term.SequenceCompareTo(term) < 0)
                continue;
            _isAhead = true;
            return;
        }
    }

    /// <summary>Moves to a term that the block about to begin holds if any does, without spelling out those before it. Afterwards only
    /// <see cref="Entry"/> may be asked.</summary>
    internal bool FindInBlock(ReadOnlySpan<byte> term)
    {
        if (_entry.Ordinal + 1 >= _dictionary.Count)
            return false;
        BeginBlock();
        var end = Math.Min(_dictionary.Count, _entry.Ordinal + 1 + TermDictionaryWriter.BlockTerms);
        // The bytes that the term before, which is below, has in common with the one sought.
        var common = 0;
        while (_entry.Ordinal + 1 < end)
        {
            _entry.Ordinal++;
            var (shared, length) = FrontCode.Read(ref _at);
            if (shared < common)
                return false;
            var own = new ReadOnlySpan<byte>(_at, length);
            _at += length;
            _form = *_at++;
            if (HasSurface)
                SkipSurface();
            ReadEntry();
            // One that shares more with the one before than that has in common parts from the term sought where that did.
            if (shared > common)
                continue;
            common += own.CommonPrefixLength(term[common..]);
            if (common - shared == length)
            {
                if (common == term.Length)
                    return true;
            }
            else if (common == term.Length || own[common - shared] > term[common])
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>Goes on at the first term that is not below <paramref name="term"/>, which is above the current one.</summary>
    public void Seek(ReadOnlySpan<byte> term)
    {
        var block = _dictionary.LastBlockNotAbove(term);
        if (block >= _block)
        {
            _block = block;
            _inBlock = 0;
            _entry.Ordinal = block * TermDictionaryWriter.BlockTerms - 1;
        }
        _isAhead = false;
        SkipBelow(term);
    }

    private void BeginBlock()
    {
        _at = _dictionary.Block(_block++);
        _postings = ReadStart();
        _positions = ReadStart();
        _inBlock = 0;
        Length = 0;
    }

    private long ReadStart()
    {
        const long Mask = (1L << 8 * TermDictionaryWriter.StartBytes) - 1;
        var start = Unsafe.ReadUnaligned<long>(_at) & Mask;
        _at += TermDictionaryWriter.StartBytes;
        return start;
    }

    private void ReadTerm()
    {
        (Shared, var own) = FrontCode.Read(ref _at);
        new ReadOnlySpan<byte>(_at, own).CopyTo(((Span<byte>)_term)[Shared..]);
        _at += own;
        Length = Shared + own;
        _form = *_at++;
        if (HasSurface)
            SkipSurface();
    }

    private void SkipSurface()
    {
        (_surfaceShared, _surfaceLength) = FrontCode.Read(ref _at);
        _surface = _at;
        _at += _surfaceLength;
    }

    private void ReadEntry()
    {
        _entry.Passages = TermForm.Passages(_form);
        if (_entry.Passages == TermForm.MaxPassages)
            _entry.Passages += (int)Varint.Read(ref _at);
        _entry.Articles = TermForm.HasOtherArticles(_form) ? (int)Varint.Read(ref _at) : _entry.Passages;
        _entry.Heads = TermForm.HasHeads(_form) ? (int)Varint.Read(ref _at) : 0;
        _entry.ArticleList = _postings;
        if (_entry.Articles >= BitPacking.BlockSize)
            _postings += Varint.Read(ref _at);
        _entry.HeadPostings = _postings;
        if (_entry.Heads > 0)
            _postings += Varint.Read(ref _at);
        _entry.PassageList = _postings;
        _entry.PositionList = _positions;
        if (_entry.Passages > 0)
        {
            _postings += Varint.Read(ref _at);
            _positions += Varint.Read(ref _at);
        }
        _entry.HeadList = _positions;
        if (_entry.Heads > 0)
            _positions += Varint.Read(ref _at);
    }

    [InlineArray(TermDictionary.MaxTermBytes)]
    private struct TermBuffer
    {
        private byte _first;
    }
}
