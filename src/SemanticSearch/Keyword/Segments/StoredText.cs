using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Writes the texts of a segment: for each article its passages, then the article itself, so that what is read together lies together.</summary>
/// <remarks>Sections: the records; where each passage record starts (8 bytes each); where each article record starts.
/// A passage record: checksum, length of the record, length of the heading path (4 bytes each), heading path, text. An article record: the
/// same with the title and the caller's bytes. A checksum covers the rest of its record and its number, and is checked when it is read.</remarks>
internal sealed class StoredTextWriter : IDisposable
{
    internal const int RecordHeader = 12;

    private readonly IndexFileWriter _file;
    private readonly List<long> _passages = [];
    private readonly List<long> _articles = [];
    private byte[] _buffer = new byte[1 << 14];

    public StoredTextWriter(string folder, string segment, Disk disk)
    {
        _file = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Stored), SegmentFiles.Stored, SegmentFiles.Version, disk);
        _file.BeginSection();
    }

    public void AddPassage(string headingPath, string text)
    {
        _passages.Add(_file.SectionLength);
        var heading = Encoding.UTF8.GetByteCount(headingPath);
        var record = Buffer(RecordHeader + heading + Encoding.UTF8.GetMaxByteCount(text.Length));
        Encoding.UTF8.GetBytes(headingPath, record[RecordHeader..]);
        var length = RecordHeader + heading + Encoding.UTF8.GetBytes(text, record[(RecordHeader + heading)..]);
        WriteRecord(record[..length], heading, _passages.Count - 1);
    }

    public void EndArticle(string title, ReadOnlySpan<byte> stored)
    {
        _articles.Add(_file.SectionLength);
        var first = Encoding.UTF8.GetByteCount(title);
        var length = RecordHeader + first + stored.Length;
        var record = Buffer(length)[..length];
        Encoding.UTF8.GetBytes(title, record[RecordHeader..]);
        stored.CopyTo(record[(RecordHeader + first)..]);
        WriteRecord(record, first, ~(_articles.Count - 1));
    }

    /// <summary>Adds a record of another segment, which was checked when it was read.</summary>
    public void CopyPassage(ReadOnlySpan<byte> other)
    {
        _passages.Add(_file.SectionLength);
        Copy(other, _passages.Count - 1);
    }

    public void CopyArticle(ReadOnlySpan<byte> other)
    {
        _articles.Add(_file.SectionLength);
        Copy(other, ~(_articles.Count - 1));
    }

    public IndexFileStamp Complete()
    {
        _file.WriteSection<long>(_passages.ToArray());
        _file.WriteSection<long>(_articles.ToArray());
        return _file.Complete();
    }

    public void Dispose() => _file.Dispose();

    /// <param name="number">The passage, or the complement of the article.</param>
    internal static uint Checksum(ReadOnlySpan<byte> record, int number)
    {
        Span<byte> seed = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(seed, number);
        return ~Crc32C.Append(Crc32C.Append(Crc32C.Start, seed), record[4..]);
    }

    private void Copy(ReadOnlySpan<byte> other, int number)
    {
        var record = Buffer(other.Length)[..other.Length];
        other.CopyTo(record);
        WriteRecord(record, BinaryPrimitives.ReadInt32LittleEndian(record[8..]), number);
    }

    private void WriteRecord(Span<byte> record, int firstLength, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], record.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], firstLength);
        BinaryPrimitives.WriteUInt32LittleEndian(record, Checksum(record, number));
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
internal sealed unsafe class StoredText(MappedIndexFile file)
{
    private const int Header = StoredTextWriter.RecordHeader;

    private readonly long* _passages = (long*)file.Pointer(1);
    private readonly long* _articles = (long*)file.Pointer(2);

    public string Text(int passage)
    {
        var record = PassageRecord(passage);
        return Encoding.UTF8.GetString(record[(Header + First(record))..]);
    }

    public string HeadingPath(int passage)
    {
        var record = PassageRecord(passage);
        return Encoding.UTF8.GetString(record.Slice(Header, First(record)));
    }

    public string Title(int article)
    {
        var record = ArticleRecord(article);
        return Encoding.UTF8.GetString(record.Slice(Header, First(record)));
    }

    public byte[] Stored(int article)
    {
        var record = ArticleRecord(article);
        return record[(Header + First(record))..].ToArray();
    }

    /// <exception cref="Documents.DataProblemException">The record is damaged.</exception>
    public ReadOnlySpan<byte> PassageRecord(int passage) => Record(_passages[passage], passage);

    /// <exception cref="Documents.DataProblemException">The record is damaged.</exception>
    public ReadOnlySpan<byte> ArticleRecord(int article) => Record(_articles[article], ~article);

    private ReadOnlySpan<byte> Record(long start, int number)
    {
        var rest = file.SectionLength(0) - start;
        var length = start >= 0 && rest >= Header ? Unsafe.ReadUnaligned<int>(file.Pointer(0) + start + 4) : -1;
        if (length < Header || length > rest)
            throw file.Problem("is damaged (a text lies outside)");
        var record = new ReadOnlySpan<byte>(file.Pointer(0) + start, length);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == StoredTextWriter.Checksum(record, number)
            ? record
            : throw file.Problem("is damaged (the checksum of a text does not fit)");
    }

    private static int First(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt32LittleEndian(record[8..]);
}
