using System.Buffers.Binary;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>The first 128 bytes of a packed model: what it is, its sizes, and a checksum (CRC-32C) of itself and of the rest.</summary>
internal readonly record struct PackedHeader(EncoderShape Shape, long FileBytes, uint PayloadChecksum)
{
    private const int Version = 1;
    private const int ChecksumAt = 60;

    private static ReadOnlySpan<byte> Magic => "SSEMB8\r\n"u8;

    public void Write(Span<byte> header)
    {
        header[..PackedLayout.HeaderBytes].Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], Shape.Layers);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], Shape.Heads);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], Shape.Width);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], Shape.Inner);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], Shape.Vocabulary);
        BinaryPrimitives.WriteInt32LittleEndian(header[32..], Shape.Positions);
        BinaryPrimitives.WriteSingleLittleEndian(header[36..], Shape.Epsilon);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], FileBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header[48..], PayloadChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(header[ChecksumAt..], Crc32C.Of(header[..ChecksumAt]));
    }

    /// <exception cref="DataProblemException">It is no packed model, of another version, or damaged; names <paramref name="path"/>.</exception>
    public static PackedHeader Read(ReadOnlySpan<byte> header, string path)
    {
        if (header.Length < PackedLayout.HeaderBytes || !header.StartsWith(Magic))
            throw new DataProblemException($"{path} is not a packed model: it does not start as one");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
            throw new DataProblemException($"{path} has format version {version}, this program reads {Version}; pack the model again with this program");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumAt..]) != Crc32C.Of(header[..ChecksumAt]))
            throw new DataProblemException($"{path} is damaged: the checksum of its header is wrong; copy it again from its source");
        var shape = new EncoderShape(
            BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[28..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[32..]),
            BinaryPrimitives.ReadSingleLittleEndian(header[36..]));
        shape.Validate(path);
        return new PackedHeader(
            shape, BinaryPrimitives.ReadInt64LittleEndian(header[40..]), BinaryPrimitives.ReadUInt32LittleEndian(header[48..]));
    }
}
