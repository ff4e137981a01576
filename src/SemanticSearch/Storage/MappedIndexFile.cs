using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>A finished index file in memory, as the system maps it: nothing is copied. Spans and pointers into it die with <see cref="Dispose"/>.</summary>
internal sealed unsafe class MappedIndexFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private (long Start, long Length)[] _sections = [];

    private MappedIndexFile(string path, long length)
    {
        Path = path;
        Length = length;
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>As the footer has it.</summary>
    public IndexFileStamp Stamp => new(Length, *(uint*)(_start + Length - 4));

    public int SectionCount => _sections.Length;

    /// <param name="expected">What the owner of the file remembers of it; null takes any.</param>
    /// <param name="withChecksum">Whether to read the whole file and compare its checksum now. Without, the owner checks what it reads.</param>
    /// <exception cref="DataProblemException">The file is missing, damaged, of another kind, another state or a newer version.</exception>
    public static MappedIndexFile Open(string path, string kind, int version, IndexFileStamp? expected = null, bool withChecksum = true)
    {
        var file = Map(path);
        try
        {
            file.CheckHeader(kind, version);
            file.ReadSections();
            if (expected is { } stamp && stamp != file.Stamp)
                throw file.Problem("is not the file that belongs here");
            if (withChecksum && !file.HasRightChecksum())
                throw file.Problem("is damaged (its checksum does not fit)");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public byte* Pointer(int section) => _start + _sections[section].Start;

    public long SectionLength(int section) => _sections[section].Length;

    /// <summary>A section of at most 2 GB as an array of values.</summary>
    public ReadOnlySpan<T> Section<T>(int section)
        where T : unmanaged => new(Pointer(section), checked((int)(SectionLength(section) / sizeof(T))));

    /// <summary>Reads the whole file.</summary>
    public bool HasRightChecksum()
    {
        var state = Crc32C.Start;
        var rest = Length - 4;
        for (var at = _start; rest > 0;)
        {
            var count = (int)Math.Min(rest, 1 << 30);
            state = Crc32C.Append(state, new ReadOnlySpan<byte>(at, count));
            at += count;
            rest -= count;
        }
        return ~state == Stamp.Checksum;
    }

    public DataProblemException Problem(string what) => Problem(Path, what);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private static MappedIndexFile Map(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length >= IndexFileWriter.HeaderBytes + IndexFileWriter.PadBytes + IndexFileWriter.FooterBytes
                ? new MappedIndexFile(path, length)
                : throw Problem(path, "is damaged (cut short)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Problem(path, $"cannot be read ({e.Message})");
        }
    }

    private static DataProblemException Problem(string path, string what) =>
        new($"{path} {what}: run `semsearch index --rebuild`; the library is untouched.");

    private void CheckHeader(string kind, int version)
    {
        var header = new ReadOnlySpan<byte>(_start, IndexFileWriter.HeaderBytes);
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) != IndexFileWriter.Magic)
            throw Problem("is no index file, or damaged");
        var found = Encoding.ASCII.GetString(header.Slice(8, IndexFileWriter.KindBytes)).TrimEnd('\0');
        if (found != kind)
            throw Problem($"is of the kind {found}, not {kind}");
        var foundVersion = BinaryPrimitives.ReadInt32LittleEndian(header[24..]);
        if (foundVersion != version)
            throw Problem($"has format {foundVersion}; this program reads format {version}");
    }

    private void ReadSections()
    {
        var footer = new ReadOnlySpan<byte>(_start + Length - IndexFileWriter.FooterBytes, IndexFileWriter.FooterBytes);
        var count = BinaryPrimitives.ReadInt32LittleEndian(footer);
        var table = Length - IndexFileWriter.FooterBytes - 16L * count;
        if (BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]) != IndexFileWriter.EndMark || count < 0 || table < IndexFileWriter.HeaderBytes)
            throw Problem("is damaged (its end is missing)");
        _sections = new (long, long)[count];
        for (var i = 0; i < count; i++)
        {
            var (start, length) = (((long*)(_start + table))[2 * i], ((long*)(_start + table))[2 * i + 1]);
            if (start < IndexFileWriter.HeaderBytes || length < 0 || start > table - length)
                throw Problem("is damaged (a section lies outside)");
            _sections[i] = (start, length);
        }
    }
}
