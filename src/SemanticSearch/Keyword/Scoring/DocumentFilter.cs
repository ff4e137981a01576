using System.Runtime.CompilerServices;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>Which documents of a segment may answer: one bit an article, asked by article or by passage. The bits must stay pinned.</summary>
/// <param name="bits">null allows all.</param>
/// <param name="articleOf">The article of each passage; null when the documents are articles.</param>
internal readonly unsafe struct DocumentFilter(ulong* bits, uint* articleOf)
{
    private readonly ulong* _bits = bits;
    private readonly uint* _articleOf = articleOf;

    public bool AllowsAll => _bits == null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Allows(uint document)
    {
        if (_bits == null)
            return true;
        var article = _articleOf == null ? document : _articleOf[document];
        return (_bits[article >> 6] >> (int)article & 1) != 0;
    }
}
