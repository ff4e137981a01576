using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>Length and checksum of a finished file, by which its owner knows it again.</summary>
internal readonly record struct IndexFileStamp(long Length, uint Checksum);

/// <summary>Writes one file of an index: sections, one after the other, each starting at a multiple of 8.</summary>
/// <remarks>Layout, little-endian: header (8 bytes magic, 16 bytes kind, 4 bytes version, 4 bytes zero); sections; 64 zero bytes, so that vector
/// loads near the end stay inside; the table (8 bytes start, 8 bytes length for each section); footer (4 bytes number of
/// sections, 4 bytes end mark, 4 bytes zero, 4 bytes CRC-32C of all before it).</remarks>
internal sealed class IndexFileWriter : IDisposable
{
    internal const ulong Magic = 0x0A0D_0053_454D_4958;
    internal const uint EndMark = 0x2144_4E45;
    internal const int HeaderBytes = 32;
    internal const int KindBytes = 16;
    internal const int PadBytes = 64;
    internal const int FooterBytes = 16;

    private const int BufferBytes = 1 << 17;

    private readonly Disk _disk;
    private readonly Stream _file;
    private readonly string _path;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly List<(long Start, long Length)> _sections = [];
    private int _buffered;
    private long _written;
    private uint _checksum = Crc32C.Start;

    private IndexFileWriter(Disk disk, string path)
    {
        _disk = disk;
        _path = path;
        _file = Guard(path, disk.Create);
    }

    /// <summary>Bytes of the open section so far.</summary>
    public long SectionLength => _written + _buffered - _sections[^1].Start;

    /// <exception cref="DataProblemException">The disk is full or refuses; here and in every other member.</exception>
    public static IndexFileWriter Create(string path, string kind, int version, Disk? disk = null)
    {
        var writer = new IndexFileWriter(disk ?? Disk.Real, path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        Encoding.ASCII.GetBytes(kind, header.Slice(8, KindBytes));
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], version);
        writer.Append(header);
        return writer;
    }

    /// <summary>Ends the section before and begins the next.</summary>
    public void BeginSection()
    {
        EndSection();
        Span<byte> zeros = stackalloc byte[8];
        zeros.Clear();
        Append(zeros[..(int)(-(_written + _buffered) & 7)]);
        _sections.Add((_written + _buffered, -1));
    }

    public void Write(ReadOnlySpan<byte> bytes) => Append(bytes);

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Append(MemoryMarshal.AsBytes(values));

    public void Write<T>(T value)
        where T : unmanaged => Append(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    public void WriteSection<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        BeginSection();
        Write(values);
    }

    /// <summary>Writes the end and returns once all of it is on the disk. Without it the file is incomplete and will not open.</summary>
    public IndexFileStamp Complete()
    {
        EndSection();
        Append(new byte[PadBytes + (int)(-(_written + _buffered) & 7)]);
        foreach (var (start, length) in _sections)
        {
            Write(start);
            Write(length);
        }
        Write(_sections.Count);
        Write(EndMark);
        Write(0);
        Drain();
        var checksum = ~_checksum;
        Write(checksum);
        Drain();
        Guard(_path, _ =>
        {
            _disk.Flush(_file);
            return _file;
        });
        return new IndexFileStamp(_written, checksum);
    }

    public void Dispose() => _file.Dispose();

    private static Stream Guard(string path, Func<string, Stream> operation)
    {
        try
        {
            return operation(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    private static DataProblemException CannotWrite(string path, Exception cause) =>
        new($"{path} cannot be written ({cause.Message}): make room or grant access and run the command again; the live index is untouched.", cause);

    private void EndSection()
    {
        if (_sections.Count > 0 && _sections[^1].Length < 0)
            _sections[^1] = (_sections[^1].Start, SectionLength);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var count = Math.Min(bytes.Length, BufferBytes - _buffered);
            bytes[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            bytes = bytes[count..];
            if (_buffered == BufferBytes)
                Drain();
        }
    }

    private void Drain()
    {
        try
        {
            var full = _buffer.AsSpan(0, _buffered);
            _checksum = Crc32C.Append(_checksum, full);
            _file.Write(full);
            _written += _buffered;
            _buffered = 0;
        }
        catch (IOException e)
        {
            throw CannotWrite(_path, e);
        }
    }
}
