using System.Runtime.CompilerServices;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>Which documents of a segment may answer: one bit an article, asked by article or by passage. The bits must stay pinned.</summary>
/// <param name="Bits">null allows all.</param>
/// <param name="ArticleOf">The article of each passage; null when the documents are articles.</param>
internal readonly unsafe record struct DocumentFilter(ulong* Bits, uint* ArticleOf)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Allows(uint document)
    {
        if (Bits == null)
            return true;
        var article = ArticleOf == null ? document : ArticleOf[document];
        return (Bits[article >> 6] >> (int)article & 1) != 0;
    }
}
