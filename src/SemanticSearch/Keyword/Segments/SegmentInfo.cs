using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>What the list of segments says of one.</summary>
/// <param name="Name">Its files' name without the ending.</param>
/// <param name="Lengths">Sum of the lengths of all documents at each <see cref="KeywordLevel"/>, as <see cref="Postings.LengthCodes"/> rounds them.</param>
/// <param name="Stamps">Of its files, in the order of <see cref="SegmentFiles.Kinds"/>.</param>
internal sealed record SegmentInfo(string Name, int Articles, int Passages, (long Article, long Passage) Lengths, IndexFileStamp[] Stamps)
{
    /// <summary>Which deletes file belongs to it (0: none) and that file's stamp.</summary>
    public (int Number, IndexFileStamp Stamp) Deletes { get; init; }

    public int DeletedArticles { get; init; }

    public string DeletesKind => DeletesKindOf(Deletes.Number);

    /// <summary>Bytes that merging has to move, but for the stored texts.</summary>
    public long IndexBytes => Stamps.Take(5).Sum(s => s.Length);

    public static string DeletesKindOf(int number) => $"{SegmentFiles.Deletes}{number}";
}
