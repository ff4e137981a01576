using System.Buffers.Binary;
using System.IO.Compression;

namespace SemanticSearch.Storage;

/// <summary>
/// One member of a gzip file (RFC 1952), decompressed; at its end the checksum is verified and the file stands on the first
/// byte after it. .NET's own stream runs on into the next member and does not say where one ends, and a record of an archive
/// is found by that place.
/// </summary>
internal sealed class GzipMember : Stream
{
    /// <summary>How far decompression may read beyond the member's end: the end is looked for in what was read last.</summary>
    private const int FeedBytes = 4096;

    private const int TrailerBytes = 8;

    /// <summary>Two bytes of identification, and the one method that there is.</summary>
    private static readonly byte[] Magic = [0x1F, 0x8B, 8];

    private static readonly uint[] CrcTable = MakeCrcTable();

    private readonly Feed _feed;
    private readonly DeflateStream _inflate;
    private uint _crc = uint.MaxValue;
    private uint _length;
    private bool _isComplete;

    private GzipMember(Stream file, long offset)
    {
        Offset = offset;
        _feed = new Feed(file);
        _inflate = new DeflateStream(_feed, CompressionMode.Decompress);
    }

    /// <summary>Of the first byte in the file.</summary>
    public long Offset { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The member that begins where the file stands; null at the end of the file.</summary>
    /// <exception cref="InvalidDataException">No member begins there.</exception>
    public static GzipMember? Open(Stream file)
    {
        var offset = file.Position;
        Span<byte> head = stackalloc byte[10];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        if (read < head.Length || !head.StartsWith(Magic))
            throw new InvalidDataException("no gzip member begins here");
        var flags = head[3];
        if ((flags & 4) != 0)
        {
            Span<byte> size = stackalloc byte[2];
            file.ReadExactly(size);
            file.Position += BinaryPrimitives.ReadUInt16LittleEndian(size);
        }
        for (var names = ((flags & 8) >> 3) + ((flags & 16) >> 4); names > 0; names--)
            SkipText(file);
        if ((flags & 2) != 0)
            file.Position += 2;
        return new GzipMember(file, offset);
    }

    /// <summary>Looks for the next place at or after <paramref name="from"/> that could begin a member; false when there is none.</summary>
    public static bool Find(Stream file, long from)
    {
        file.Position = from;
        var buffer = new byte[1 << 16];
        var kept = 0;
        for (int read; (read = file.Read(buffer.AsSpan(kept))) > 0;)
        {
            var found = buffer.AsSpan(0, kept + read).IndexOf(Magic);
            if (found >= 0)
            {
                file.Position += found - (kept + read);
                return true;
            }
            var keep = Math.Min(2, kept + read);
            buffer.AsSpan(kept + read - keep, keep).CopyTo(buffer);
            kept = keep;
        }
        return false;
    }

    /// <exception cref="InvalidDataException">The member is torn or damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_isComplete || buffer.Length == 0)
            return 0;
        var read = _inflate.Read(buffer);
        if (read == 0)
        {
            Finish();
            return 0;
        }
        _length += (uint)read;
        foreach (var b in buffer[..read])
            _crc = CrcTable[(byte)(_crc ^ b)] ^ (_crc >> 8);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inflate.Dispose();
        base.Dispose(disposing);
    }

    private void Finish()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, ~_crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        // The compressed data ended somewhere in the piece that was read last; checksum and length, which are known now, follow them.
        Span<byte> window = stackalloc byte[FeedBytes + TrailerBytes];
        _feed.File.Position = _feed.LastOffset;
        window = window[..(_feed.LastBytes + TrailerBytes)];
        window = window[.._feed.File.ReadAtLeast(window, window.Length, throwOnEndOfStream: false)];
        var found = window.IndexOf(trailer);
        if (found < 0)
            throw new InvalidDataException("the gzip member is torn or its checksum is wrong");
        _feed.File.Position = _feed.LastOffset + found + TrailerBytes;
        _isComplete = true;
    }

    private static void SkipText(Stream file)
    {
        for (int b; (b = file.ReadByte()) != 0;)
        {
            if (b < 0)
                throw new InvalidDataException("the gzip member is torn");
        }
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }
        return table;
    }

    /// <summary>The file in small pieces, with the place of the last one.</summary>
    private sealed class Feed(Stream file) : Stream
    {
        public Stream File { get; } = file;

        public long LastOffset { get; private set; } = file.Position;

        public int LastBytes { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var offset = File.Position;
            var read = File.Read(buffer[..Math.Min(buffer.Length, FeedBytes)]);
            if (read > 0)
                (LastOffset, LastBytes) = (offset, read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
