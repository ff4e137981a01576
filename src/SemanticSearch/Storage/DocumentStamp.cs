using System.Buffers.Binary;

namespace SemanticSearch.Storage;

/// <summary>Names a state of a document: the same id with another <paramref name="Content"/> has changed, an id that is gone was deleted.</summary>
/// <param name="Content">128 bits over article and joined entry.</param>
internal readonly record struct DocumentStamp(string Id, UInt128 Content)
{
    public static DocumentStamp Of(string id, ReadOnlySpan<byte> hash) => new(id, BinaryPrimitives.ReadUInt128LittleEndian(hash));
}
