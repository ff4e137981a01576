using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// A file written by <see cref="VectorFileWriter"/>, mapped into memory. Opening checks header, table and length; the content of a
/// section is checked on request (<see cref="Check(string)"/>), because the big ones are read by page fault, not in advance.
/// </summary>
internal sealed unsafe class VectorFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly long _bytes;
    private readonly Dictionary<string, Entry> _sections = new(StringComparer.Ordinal);

    private VectorFile(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, long bytes)
    {
        Path = path;
        _map = map;
        _view = view;
        _bytes = bytes;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + view.PointerOffset;
    }

    public string Path { get; }

    /// <summary>Length of the whole file.</summary>
    public long Bytes => _bytes;

    /// <summary>While a reference is held the map stays, even if the file is disposed of meanwhile.</summary>
    public SafeHandle Handle => _view.SafeMemoryMappedViewHandle;

    /// <exception cref="DataProblemException">The file is missing, damaged, or of a version above <paramref name="maxVersion"/>.</exception>
    public static VectorFile Open(string path, int maxVersion)
    {
        MemoryMappedFile? map = null;
        MemoryMappedViewAccessor? view = null;
        VectorFile? file = null;
        try
        {
            var bytes = new FileInfo(path).Length;
            if (bytes < VectorFileWriter.HeaderBytes)
                throw Damaged(path, $"it has {bytes} bytes, less than a header");
            map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            view = map.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
            file = new VectorFile(path, map, view, bytes);
            file.ReadTable(maxVersion);
            return file;
        }
        catch (Exception e)
        {
            file?.Dispose();
            view?.Dispose();
            map?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new DataProblemException($"{path} cannot be read ({e.Message.TrimEnd('.')}): build the index anew with: semsearch index --rebuild", e);
            throw;
        }
    }

    /// <summary>The problem that <paramref name="path"/> is damaged, with what to do about it.</summary>
    public static DataProblemException Damaged(string path, string what) =>
        new($"{path} is damaged ({what}): build the index anew with: semsearch index --rebuild");

    public bool Has(string name) => _sections.ContainsKey(name);

    /// <summary>Where the section lies and how many values of <typeparamref name="T"/> it holds.</summary>
    /// <exception cref="DataProblemException">There is no such section, or it has another length than expected.</exception>
    public T* Section<T>(string name, long expectedCount) where T : unmanaged
    {
        if (!_sections.TryGetValue(name, out var entry))
            throw Damaged(Path, $"it has no section {name}");
        if (entry.Length != expectedCount * sizeof(T))
            throw Damaged(Path, $"section {name} has {entry.Length} bytes instead of {expectedCount * sizeof(T)}");
        return (T*)(_start + entry.Offset);
    }

    /// <summary>A small section as bytes, checked.</summary>
    public ReadOnlySpan<byte> Read(string name)
    {
        if (!_sections.TryGetValue(name, out var entry))
            throw Damaged(Path, $"it has no section {name}");
        Check(name);
        return new ReadOnlySpan<byte>(_start + entry.Offset, checked((int)entry.Length));
    }

    /// <summary>Compares the content of one section with its checksum.</summary>
    /// <exception cref="DataProblemException">They differ.</exception>
    public void Check(string name)
    {
        const int Piece = 1 << 24;
        var entry = _sections[name];
        var crc = 0u;
        for (var done = 0L; done < entry.Length; done += Piece)
            crc = Crc32C.Of(new ReadOnlySpan<byte>(_start + entry.Offset + done, (int)Math.Min(Piece, entry.Length - done)), before: crc);
        if (crc != entry.Crc)
            throw Damaged(Path, $"the checksum of section {name} is wrong");
    }

    /// <summary>Compares every section with its checksum: reads the whole file.</summary>
    public void CheckAll()
    {
        foreach (var name in _sections.Keys)
            Check(name);
    }

    public void Dispose()
    {
        if (!_view.SafeMemoryMappedViewHandle.IsClosed)
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private void ReadTable(int maxVersion)
    {
        var header = new ReadOnlySpan<byte>(_start, VectorFileWriter.HeaderBytes);
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) != VectorFileWriter.Magic)
            throw Damaged(Path, "it does not begin like a vector file");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[60..]) != Crc32C.Of(header[..60]))
            throw Damaged(Path, "the checksum of its header is wrong");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version > maxVersion)
            throw new DataProblemException(
                $"{Path} has format version {version}, this program reads up to {maxVersion}: use the newer program, or build the index anew with: semsearch index --rebuild");
        var count = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var tableOffset = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
        if (length != _bytes || count < 0 || tableOffset < VectorFileWriter.HeaderBytes || tableOffset + (long)count * VectorFileWriter.EntryBytes != _bytes)
            throw Damaged(Path, $"it has {_bytes} bytes instead of {length}");
        var table = new ReadOnlySpan<byte>(_start + tableOffset, count * VectorFileWriter.EntryBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[32..]) != Crc32C.Of(table))
            throw Damaged(Path, "the checksum of its table is wrong");
        for (; table.Length > 0; table = table[VectorFileWriter.EntryBytes..])
            AddSection(table, tableOffset);
    }

    private void AddSection(ReadOnlySpan<byte> row, long tableOffset)
    {
        var name = Encoding.ASCII.GetString(row[..VectorFileWriter.NameBytes]).TrimEnd('\0');
        var offset = BinaryPrimitives.ReadInt64LittleEndian(row[16..]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(row[24..]);
        if (offset < VectorFileWriter.HeaderBytes || length < 0 || offset % VectorFileWriter.Alignment != 0 || offset + length > tableOffset)
            throw Damaged(Path, $"section {name} lies outside the file");
        _sections[name] = new Entry(offset, length, BinaryPrimitives.ReadUInt32LittleEndian(row[32..]));
    }

    private readonly record struct Entry(long Offset, long Length, uint Crc);
}
