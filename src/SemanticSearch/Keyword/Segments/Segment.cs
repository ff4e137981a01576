using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Scoring;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>An immutable part of the index, open for reading. Its documents are numbered from 0.</summary>
internal sealed unsafe class Segment : IDisposable
{
    private readonly MappedIndexFile[] _files;

    private Segment(SegmentInfo info, MappedIndexFile[] files, SegmentDeletes? deletes)
    {
        Info = info;
        Deletes = deletes;
        _files = files;
        Terms = new TermDictionary(files[0]);
        Postings = files[1].Pointer(0);
        Positions = files[2].Pointer(0);
        Articles = new ArticleTable(files[3]);
        Facets = new FacetTable(files[4]);
        Stored = new StoredText(files[5], Articles);
    }

    public SegmentInfo Info { get; }

    public TermDictionary Terms { get; }

    /// <summary>Article lists, head postings and passage lists.</summary>
    public byte* Postings { get; }

    /// <summary>Positions in passages and places in other fields.</summary>
    public byte* Positions { get; }

    public ArticleTable Articles { get; }

    public FacetTable Facets { get; }

    public StoredText Stored { get; }

    public SegmentDeletes? Deletes { get; }

    /// <summary>Files in the order of <see cref="SegmentFiles.Kinds"/>.</summary>
    public IReadOnlyList<MappedIndexFile> Files => _files;

    public static Segment Open(string folder, SegmentInfo info)
    {
        var files = new MappedIndexFile[SegmentFiles.Kinds.Length];
        try
        {
            for (var i = 0; i < files.Length; i++)
            {
                var kind = SegmentFiles.Kinds[i];
                // Each stored text has its own checksum: reading gigabytes of them would make opening slow.
                files[i] = MappedIndexFile.Open(
                    SegmentFiles.Path(folder, info.Name, kind), kind, SegmentFiles.Version, info.Stamps[i], withChecksum: kind != SegmentFiles.Stored);
            }
            return new Segment(info, files, info.Deletes.Number == 0 ? null : SegmentDeletes.Read(folder, info));
        }
        catch
        {
            foreach (var file in files)
                file?.Dispose();
            throw;
        }
    }

    /// <summary>Sets a cursor on the documents of a term.</summary>
    public void Open(PostingsCursor cursor, in TermEntry entry, KeywordLevel level)
    {
        if (level == KeywordLevel.Passage)
            cursor.Open(Postings + entry.PassageList, entry.Passages);
        else
            cursor.OpenArticles(
                Postings + entry.ArticleList, entry.Articles,
                new PassageSource((nint)(Postings + entry.PassageList), entry.Passages, Articles.FirstPassages, (nint)Articles.ArticlesOf),
                Postings + entry.HeadPostings, entry.Heads);
    }

    public int Documents(KeywordLevel level) => level == KeywordLevel.Article ? Articles.Articles : Articles.Passages;

    public byte* Lengths(KeywordLevel level) => level == KeywordLevel.Article ? Articles.ArticleLengths : Articles.PassageLengths;

    /// <summary>Documents of a term that are not deleted.</summary>
    public int LiveDocuments(in TermEntry entry, KeywordLevel level) =>
        entry.Documents(level) - (Deletes?.CountOf(entry.Ordinal, level) ?? 0);

    /// <summary>The formula by which the block bounds were computed.</summary>
    public Bm25 BoundModel(KeywordLevel level, double k1, double b) => level == KeywordLevel.Article
        ? new Bm25(k1, b, Average(Info.Lengths.Article, Info.Articles))
        : new Bm25(k1, b, Average(Info.Lengths.Passage, Info.Passages));

    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private static double Average(long lengths, int documents) => documents == 0 ? 1 : (double)lengths / documents;
}
