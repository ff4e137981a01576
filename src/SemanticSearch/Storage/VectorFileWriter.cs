using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// Writes a file of named sections that <see cref="VectorFile"/> maps into memory. The header is written last and the file
/// is named last, so a torn write never looks like a whole file.
/// Layout, little-endian: header of 64 bytes (magic, version, number of sections, offset of the table, length of the file, checksum
/// of the table, checksum of the header); sections, each at a multiple of 64; table (16 bytes name, offset, length, CRC-32C, zero).
/// </summary>
internal sealed class VectorFileWriter : IDisposable
{
    internal const ulong Magic = 0x0A1A_5643_4556_5353;
    internal const int HeaderBytes = 64;
    internal const int NameBytes = 16;
    internal const int EntryBytes = 40;
    internal const int Alignment = 64;

    private readonly string _path;
    private readonly int _version;
    private readonly FileStream _file;
    private readonly List<Entry> _entries = [];

    private VectorFileWriter(string path, int version, FileStream file)
    {
        _path = path;
        _version = version;
        _file = file;
        _file.Write(new byte[HeaderBytes]);
    }

    private string PartialPath => _path + ".partial";

    /// <param name="path">Replaced when <see cref="Complete"/> is called, untouched before.</param>
    /// <exception cref="DataProblemException">The place cannot be written.</exception>
    public static VectorFileWriter Create(string path, int version)
    {
        try
        {
            return new VectorFileWriter(path, version, new FileStream(path + ".partial", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataDirectoryProblem(path, e);
        }
    }

    /// <summary>Starts a section; what is written from here on belongs to it.</summary>
    /// <param name="name">ASCII, at most 16 characters.</param>
    public void Begin(string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, NameBytes);
        Pad();
        _entries.Add(new Entry(name) { Offset = _file.Position });
    }

    public void Write<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var entry = _entries[^1];
        entry.Crc = Crc32C.Of(bytes, before: entry.Crc);
        entry.Length += bytes.Length;
        _file.Write(bytes);
    }

    public void Write<T>(string name, ReadOnlySpan<T> values) where T : unmanaged
    {
        Begin(name);
        Write(values);
    }

    /// <summary>Writes table and header, brings everything to the disk, then gives the file its name.</summary>
    public void Complete()
    {
        Pad();
        var tableOffset = _file.Position;
        var table = Table();
        _file.Write(table);
        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), _version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), _entries.Count);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), tableOffset);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), _file.Position);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), Crc32C.Of(table));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(60), Crc32C.Of(header.AsSpan(0, 60)));
        _file.Position = 0;
        _file.Write(header);
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(PartialPath, _path, overwrite: true);
    }

    /// <summary>Without a call of <see cref="Complete"/> before it, nothing is left behind.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(PartialPath);
    }

    private static DataProblemException DataDirectoryProblem(string path, Exception e) =>
        new($"{path} cannot be written ({e.Message.TrimEnd('.')}): grant write permission or make room, then index again.", e);

    private void Pad()
    {
        var missing = (int)(-_file.Position & (Alignment - 1));
        _file.Write(new byte[missing]);
    }

    private byte[] Table()
    {
        var table = new byte[_entries.Count * EntryBytes];
        for (var i = 0; i < _entries.Count; i++)
        {
            var place = table.AsSpan(i * EntryBytes, EntryBytes);
            Encoding.ASCII.GetBytes(_entries[i].Name, place);
            BinaryPrimitives.WriteInt64LittleEndian(place[16..], _entries[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(place[24..], _entries[i].Length);
            BinaryPrimitives.WriteUInt32LittleEndian(place[32..], _entries[i].Crc);
        }
        return table;
    }

    private sealed class Entry(string name)
    {
        public string Name { get; } = name;
        public long Offset { get; init; }
        public long Length { get; set; }
        public uint Crc { get; set; }
    }
}
