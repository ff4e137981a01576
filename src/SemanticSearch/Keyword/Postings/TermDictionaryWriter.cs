using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Writes terms in ascending order of their UTF-8 bytes, front-coded in blocks of 16.</summary>
/// <remarks>Sections: the blocks; the first eight bytes of each block's first term as a big-endian number; where each block starts (4 bytes);
/// the number of terms (4 bytes). A block: where its first lists start in the postings and the positions section (5 bytes each),
/// then for each term: its text (<see cref="FrontCode"/>, with the term before); a byte (<see cref="TermForm"/>); the surface if it is not
/// the term (with the term); then varints: passages above <see cref="TermForm.MaxPassages"/>, articles if there are not as many, heads if
/// any; the lengths of those of the five lists that exist: article list (from 128 articles on), head postings, passage list; positions,
/// head places.</remarks>
internal sealed class TermDictionaryWriter
{
    public const int BlockTerms = 16;

    /// <summary>Bytes of a place in another file.</summary>
    public const int StartBytes = 5;

    private readonly IndexFileWriter _file;
    private readonly ByteSink _block = new();
    private readonly List<ulong> _keys = [];
    private readonly List<uint> _starts = [];
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
        FrontCode.Write(_block, term, _last);
        _last = term.ToArray();
        _block.Add(TermForm.Of(entry, !surface.IsEmpty));
        if (!surface.IsEmpty)
            FrontCode.Write(_block, surface, term);
        if (entry.Passages >= TermForm.MaxPassages)
            _block.AddVarint((uint)(entry.Passages - TermForm.MaxPassages));
        if (entry.Articles != entry.Passages)
            _block.AddVarint((uint)entry.Articles);
        if (entry.Heads > 0)
            _block.AddVarint((uint)entry.Heads);
        AddLengths(entry, postingsEnd, positionsEnd);
    }

    public void Finish()
    {
        EndBlock();
        _file.WriteSection<ulong>(CollectionsMarshal.AsSpan(_keys));
        _file.WriteSection<uint>(CollectionsMarshal.AsSpan(_starts));
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

    private void AddLengths(in TermEntry entry, long postingsEnd, long positionsEnd)
    {
        if (entry.Articles >= BitPacking.BlockSize)
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

    private void BeginBlock(ReadOnlySpan<byte> term, in TermEntry entry)
    {
        EndBlock();
        _keys.Add(Key(term));
        _starts.Add(checked((uint)_written));
        _last = [];
        AddStart(entry.ArticleList);
        AddStart(entry.PositionList);
    }

    private void AddStart(long start)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, start);
        _block.Add(bytes[..StartBytes]);
    }

    private void EndBlock()
    {
        _file.Write(_block.Written);
        _written += _block.Length;
        _block.Clear();
    }
}
