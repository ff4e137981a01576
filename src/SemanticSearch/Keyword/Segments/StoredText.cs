using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Writes the texts of a segment: for each article its passages, then the article itself, so that what is read together lies together.</summary>
/// <remarks>Sections: the records; for each 64 of them where they start and where their lengths are (8 bytes each); the lengths (varints);
/// the CRC-32C of the two sections before (4 bytes). A passage record: checksum (4 bytes), length of the heading path (varint), heading
/// path, text; without heading and text no bytes at all. An article record: the same with the title and the caller's bytes. A checksum
/// covers the rest of its record and its number, and is checked when it is read.</remarks>
internal sealed class StoredTextWriter : IDisposable
{
    internal const int BlockRecords = 64;
    internal const int ChecksumBytes = 4;

    private const int MaxVarintBytes = 5;

    private readonly IndexFileWriter _file;
    private readonly ByteSink _lengths = new();
    private readonly List<(long Records, long Lengths)> _blocks = [];
    private byte[] _buffer = new byte[1 << 14];
    private int _records;
    private int _passages;
    private int _articles;

    public StoredTextWriter(string folder, string segment, Disk disk)
    {
        _file = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Stored), SegmentFiles.Stored, SegmentFiles.Version, disk);
        _file.BeginSection();
    }

    public void AddPassage(string headingPath, string text)
    {
        var record = Begin(headingPath, Encoding.UTF8.GetMaxByteCount(text.Length), out var start);
        var length = start + Encoding.UTF8.GetBytes(text, record[start..]);
        WriteRecord(record[..length], _passages++);
    }

    public void EndArticle(string title, ReadOnlySpan<byte> stored)
    {
        var record = Begin(title, stored.Length, out var start);
        stored.CopyTo(record[start..]);
        WriteRecord(record[..(start + stored.Length)], ~_articles++);
    }

    /// <summary>Adds a record of another segment, which was checked when it was read.</summary>
    public void CopyPassage(ReadOnlySpan<byte> other) => Copy(other, _passages++);

    public void CopyArticle(ReadOnlySpan<byte> other) => Copy(other, ~_articles++);

    public IndexFileStamp Complete()
    {
        var blocks = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_blocks));
        _file.WriteSection<byte>(blocks);
        _file.WriteSection(_lengths.Written);
        _file.WriteSection<uint>([Crc32C.Append(Crc32C.Append(Crc32C.Start, blocks), _lengths.Written)]);
        return _file.Complete();
    }

    public void Dispose() => _file.Dispose();

    /// <param name="number">The passage, or the complement of the article.</param>
    internal static uint Checksum(ReadOnlySpan<byte> record, int number)
    {
        Span<byte> seed = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(seed, number);
        return ~Crc32C.Append(Crc32C.Append(Crc32C.Start, seed), record[ChecksumBytes..]);
    }

    /// <summary>A record with its first text, room for the checksum before and for so many bytes after it.</summary>
    private Span<byte> Begin(string first, int restBytes, out int start)
    {
        var firstBytes = Encoding.UTF8.GetByteCount(first);
        var record = Buffer(ChecksumBytes + MaxVarintBytes + firstBytes + restBytes);
        start = ChecksumBytes;
        for (var rest = (uint)firstBytes; ; rest >>= 7)
        {
            record[start++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
                break;
        }
        start += Encoding.UTF8.GetBytes(first, record[start..]);
        return record;
    }

    private void Copy(ReadOnlySpan<byte> other, int number)
    {
        var record = Buffer(other.Length)[..other.Length];
        other.CopyTo(record);
        WriteRecord(record, number);
    }

    private void WriteRecord(Span<byte> record, int number)
    {
        if (_records++ % BlockRecords == 0)
            _blocks.Add((_file.SectionLength, _lengths.Length));
        // Nothing but the zero that is the first text's length.
        if (record.Length <= ChecksumBytes + 1)
        {
            _lengths.Add(0);
            return;
        }
        BinaryPrimitives.WriteUInt32LittleEndian(record, Checksum(record, number));
        _lengths.AddVarint((uint)record.Length);
        _file.Write(record);
    }

    private Span<byte> Buffer(int length)
    {
        if (_buffer.Length < length)
            _buffer = new byte[Math.Max(length, 2 * _buffer.Length)];
        return _buffer;
    }
}

/// <summary>Reads what <see cref="StoredTextWriter"/> wrote.</summary>
internal sealed unsafe class StoredText
{
    private readonly MappedIndexFile _file;
    private readonly ArticleTable _articles;

    /// <exception cref="Documents.DataProblemException">Where the records are is damaged.</exception>
    public StoredText(MappedIndexFile file, ArticleTable articles)
    {
        _file = file;
        _articles = articles;
        var checksum = Crc32C.Append(Crc32C.Append(Crc32C.Start, file.Section<byte>(1)), file.Section<byte>(2));
        if (file.SectionLength(3) != sizeof(uint) || checksum != file.Section<uint>(3)[0])
            throw file.Problem("is damaged (the checksum of its table does not fit)");
    }

    public string Text(int passage)
    {
        var record = PassageRecord(passage);
        First(record, out var rest);
        return Encoding.UTF8.GetString(rest);
    }

    public string HeadingPath(int passage) => Encoding.UTF8.GetString(First(PassageRecord(passage), out _));

    public string Title(int article) => Encoding.UTF8.GetString(First(ArticleRecord(article), out _));

    public byte[] Stored(int article)
    {
        First(ArticleRecord(article), out var rest);
        return rest.ToArray();
    }

    /// <exception cref="Documents.DataProblemException">The record is damaged.</exception>
    public ReadOnlySpan<byte> PassageRecord(int passage) => Record(passage + _articles.ArticleOf(passage), passage);

    /// <exception cref="Documents.DataProblemException">The record is damaged.</exception>
    public ReadOnlySpan<byte> ArticleRecord(int article) => Record(_articles.FirstPassage(article + 1) + article, ~article);

    /// <param name="index">Its place among all records: an article's comes after those of its passages.</param>
    private ReadOnlySpan<byte> Record(int index, int number)
    {
        var block = (long*)_file.Pointer(1) + 2 * (index / StoredTextWriter.BlockRecords);
        var start = block[0];
        var lengths = _file.Pointer(2) + block[1];
        for (var skipped = index % StoredTextWriter.BlockRecords; skipped > 0; skipped--)
            start += Varint.Read(ref lengths);
        var length = Varint.Read(ref lengths);
        if (length == 0)
            return [];
        if (length < StoredTextWriter.ChecksumBytes || start + length > _file.SectionLength(0))
            throw _file.Problem("is damaged (a text lies outside)");
        var record = new ReadOnlySpan<byte>(_file.Pointer(0) + start, (int)length);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == StoredTextWriter.Checksum(record, number)
            ? record
            : throw _file.Problem("is damaged (the checksum of a text does not fit)");
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> record, out ReadOnlySpan<byte> rest)
    {
        rest = [];
        if (record.IsEmpty)
            return [];
        fixed (byte* start = record)
        {
            var at = start + StoredTextWriter.ChecksumBytes;
            var length = (int)Varint.Read(ref at);
            var first = (int)(at - start);
            rest = record[(first + length)..];
            return record.Slice(first, length);
        }
    }
}
