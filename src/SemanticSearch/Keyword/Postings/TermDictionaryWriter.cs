using System.Buffers.Binary;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Writes terms in ascending order of their UTF-8 bytes, front-coded in blocks of 16.</summary>
/// <remarks>Sections: the blocks; the first eight bytes of each block's first term as a big-endian number; where each block starts (8 bytes);
/// the number of terms (4 bytes). A block: where its first lists start in the postings and the positions section (8 bytes each),
/// then for each term varints: bytes shared with the term before, bytes of its own, these bytes; the surface (0, or 1 plus the number
/// of its last bytes, bytes shared with the term, these last bytes); article, passage and head count; the lengths of those of
/// the five lists that exist: article list, head postings, passage list; positions, head places.</remarks>
internal sealed class TermDictionaryWriter
{
    public const int BlockTerms = 16;

    private readonly IndexFileWriter _file;
    private readonly ByteSink _block = new();
    private readonly List<ulong> _keys = [];
    private readonly List<long> _starts = [];
    private byte[] _last = [];
    private int _count;
    private long _written;

    public TermDictionaryWriter(IndexFileWriter file)
    {
        _file = file;
        file.BeginSection();
    }

    /// <param name="surface">The commonest written form of the term, or empty when it is the term itself.</param>
    /// <param name="entry">Counts and list starts.</param>
    /// <param name="postingsEnd">Where the passage list ends.</param>
    /// <param name="positionsEnd">Where the head list ends.</param>
    public void Add(ReadOnlySpan<byte> term, ReadOnlySpan<byte> surface, in TermEntry entry, long postingsEnd, long positionsEnd)
    {
        if (_count++ % BlockTerms == 0)
            BeginBlock(term, entry);
        var shared = _last.AsSpan().CommonPrefixLength(term);
        AddText(term, shared);
        _last = term.ToArray();
        if (surface.IsEmpty)
        {
            _block.Add(0);
        }
        else
        {
            shared = surface.CommonPrefixLength(term);
            _block.AddVarint((uint)(surface.Length - shared + 1));
            _block.AddVarint((uint)shared);
            _block.Add(surface[shared..]);
        }
        _block.AddVarint((uint)entry.Articles);
        _block.AddVarint((uint)entry.Passages);
        _block.AddVarint((uint)entry.Heads);
        _block.AddVarint((uint)(entry.HeadPostings - entry.ArticleList));
        if (entry.Heads > 0)
            _block.AddVarint((uint)(entry.PassageList - entry.HeadPostings));
        if (entry.Passages > 0)
        {
            _block.AddVarint((uint)(postingsEnd - entry.PassageList));
            _block.AddVarint((uint)(entry.HeadList - entry.PositionList));
        }
        if (entry.Heads > 0)
            _block.AddVarint((uint)(positionsEnd - entry.HeadList));
    }

    public void Finish()
    {
        EndBlock();
        _file.WriteSection<ulong>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_keys));
        _file.WriteSection<long>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_starts));
        _file.BeginSection();
        _file.Write(_count);
    }

    /// <summary>The first eight bytes, zeros after the end: sorts as the terms do, but for those that share all eight.</summary>
    internal static ulong Key(ReadOnlySpan<byte> term)
    {
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        term[..Math.Min(8, term.Length)].CopyTo(first);
        return BinaryPrimitives.ReadUInt64BigEndian(first);
    }

    private void BeginBlock(ReadOnlySpan<byte> term, in TermEntry entry)
    {
        EndBlock();
        _keys.Add(Key(term));
        _starts.Add(_written);
        _last = [];
        BinaryPrimitives.WriteInt64LittleEndian(_block.Take(8), entry.ArticleList);
        BinaryPrimitives.WriteInt64LittleEndian(_block.Take(8), entry.PositionList);
    }

    private void AddText(ReadOnlySpan<byte> term, int shared)
    {
        _block.AddVarint((uint)shared);
        _block.AddVarint((uint)(term.Length - shared));
        _block.Add(term[shared..]);
    }

    private void EndBlock()
    {
        _file.Write(_block.Written);
        _written += _block.Length;
        _block.Clear();
    }
}
