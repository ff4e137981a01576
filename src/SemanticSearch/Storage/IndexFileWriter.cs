using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace SemanticSearch.Storage;

/// <summary>Writes one file of an index. Layout: 8 bytes magic, 16 bytes kind, 4 bytes version, 4 bytes zero, the content,
/// 8 bytes length of all before the end, 4 bytes CRC-32C of the same, 4 bytes end mark; little-endian.</summary>
internal sealed class IndexFileWriter : IDisposable
{
    internal const ulong Magic = 0x5849_4D45_5300_0A0D;
    internal const uint EndMark = 0x444E_4521;
    internal const int HeaderBytes = 32;
    internal const int FooterBytes = 16;
    internal const int KindBytes = 16;

    private readonly FileStream _file;
    private readonly ChecksumStream _stream;

    private IndexFileWriter(FileStream file)
    {
        _file = file;
        _stream = new ChecksumStream(file);
    }

    /// <summary>The content goes here.</summary>
    public Stream Stream => _stream;

    public static IndexFileWriter Create(string path, string kind, int version)
    {
        var writer = new IndexFileWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16));
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        Encoding.ASCII.GetBytes(kind, header.Slice(8, KindBytes));
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], version);
        writer._stream.Write(header);
        return writer;
    }

    /// <summary>Writes the end and brings everything to the disk. Without it the file is incomplete and will not open.</summary>
    public void Complete()
    {
        Span<byte> footer = stackalloc byte[FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, _stream.Position);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[8..], _stream.Checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[12..], EndMark);
        _file.Write(footer);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>CRC-32C, eight bytes at a time. Feed pieces whose lengths are multiples of eight, but for the last.</summary>
    internal static uint Crc32C(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }
        foreach (var b in data)
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }

    private sealed class ChecksumStream(FileStream file) : Stream
    {
        private uint _crc = uint.MaxValue;
        private long _position;

        public uint Checksum => ~_crc;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _position;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _crc = Crc32C(_crc, buffer);
            _position += buffer.Length;
            file.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
