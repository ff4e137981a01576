using SemanticSearch.Documents;
using System.Buffers.Binary;
using System.Text;

namespace SemanticSearch.Storage;

/// <summary>Reads what <see cref="IndexFileWriter"/> wrote.</summary>
internal static class IndexFile
{
    /// <summary>The content, after its checksum was found right.</summary>
    /// <exception cref="DataProblemException">The file is missing, damaged, of another kind or of a newer version.</exception>
    public static ReadOnlyMemory<byte> ReadAll(string path, string kind, int maxVersion)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataProblemException($"{path} cannot be read: {e.Message}", e);
        }
        const int header = IndexFileWriter.HeaderBytes;
        const int footer = IndexFileWriter.FooterBytes;
        if (bytes.Length < header + footer || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != IndexFileWriter.Magic)
            throw new DataProblemException($"{path} is no index file; rebuild the index with: semsearch index --rebuild");
        var foundKind = Encoding.ASCII.GetString(bytes, 8, IndexFileWriter.KindBytes).TrimEnd('\0');
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24));
        if (foundKind != kind)
            throw new DataProblemException($"{path} is a file of kind {foundKind}, not {kind}; rebuild the index with: semsearch index --rebuild");
        if (version > maxVersion)
            throw new DataProblemException($"{path} has version {version}, newer than this program ({maxVersion}); rebuild the index with: semsearch index --rebuild");
        var end = bytes.AsSpan(bytes.Length - footer);
        var isWhole = BinaryPrimitives.ReadInt64LittleEndian(end) == bytes.Length - footer
            && BinaryPrimitives.ReadUInt32LittleEndian(end[12..]) == IndexFileWriter.EndMark;
        if (!isWhole || BinaryPrimitives.ReadUInt32LittleEndian(end[8..]) != ~IndexFileWriter.Crc32C(uint.MaxValue, bytes.AsSpan(0, bytes.Length - footer)))
            throw new DataProblemException($"{path} is damaged; rebuild the index with: semsearch index --rebuild");
        return bytes.AsMemory(header..^footer);
    }
}
