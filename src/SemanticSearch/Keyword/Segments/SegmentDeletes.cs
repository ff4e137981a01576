using System.Runtime.InteropServices;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>The deleted articles of a segment, and what they take away from its statistics: ranking is by the articles that remain, whether or
/// not the deleted ones are still in the lists.</summary>
/// <remarks>File sections: a bit for each article (8-byte words); deleted articles, passages and their lengths (4 times 8 bytes); the ordinals of
/// the terms that they hold, ascending; for each the articles; for each the passages (4 bytes each).</remarks>
internal sealed class SegmentDeletes
{
    private readonly uint[] _terms;
    private readonly uint[] _articleCounts;
    private readonly uint[] _passageCounts;

    private SegmentDeletes(BitSet articles, long[] sums, uint[] terms, uint[] articleCounts, uint[] passageCounts)
    {
        Articles = articles;
        DeletedArticles = (int)sums[0];
        DeletedPassages = (int)sums[1];
        Lengths = (sums[2], sums[3]);
        (_terms, _articleCounts, _passageCounts) = (terms, articleCounts, passageCounts);
    }

    public BitSet Articles { get; }

    public int DeletedArticles { get; }

    public int DeletedPassages { get; }

    /// <summary>Sums of the lengths of what is deleted.</summary>
    public (long Article, long Passage) Lengths { get; }

    /// <summary>Terms whose counts change.</summary>
    public int TermCount => _terms.Length;

    /// <summary>Counts every list of the segment once.</summary>
    public static SegmentDeletes Compute(Segment segment, BitSet deleted)
    {
        var passages = DeletedPassagesOf(segment, deleted, out var sums);
        var terms = new List<uint>();
        var articleCounts = new List<uint>();
        var passageCounts = new List<uint>();
        var cursor = new PostingsCursor();
        var all = segment.Terms.All();
        while (all.MoveNext())
        {
            var entry = all.Entry;
            var inArticles = Count(cursor, segment, entry, KeywordLevel.Article, deleted);
            var inPassages = Count(cursor, segment, entry, KeywordLevel.Passage, passages);
            if (inArticles + inPassages == 0)
                continue;
            terms.Add((uint)entry.Ordinal);
            articleCounts.Add(inArticles);
            passageCounts.Add(inPassages);
        }
        return new SegmentDeletes(deleted, sums, [.. terms], [.. articleCounts], [.. passageCounts]);
    }

    /// <summary>How many of a term's documents are deleted.</summary>
    public int CountOf(int term, KeywordLevel level)
    {
        var index = Array.BinarySearch(_terms, (uint)term);
        return index < 0 ? 0 : (int)(level == KeywordLevel.Article ? _articleCounts : _passageCounts)[index];
    }

    /// <summary>Whether both delete the same and count the same.</summary>
    public bool IsSameAs(SegmentDeletes other) =>
        Articles.Words.AsSpan().SequenceEqual(other.Articles.Words) && DeletedPassages == other.DeletedPassages && Lengths == other.Lengths
        && _terms.AsSpan().SequenceEqual(other._terms) && _articleCounts.AsSpan().SequenceEqual(other._articleCounts)
        && _passageCounts.AsSpan().SequenceEqual(other._passageCounts);

    public IndexFileStamp Write(string folder, string segment, string kind, Disk disk)
    {
        using var file = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, kind), SegmentFiles.Deletes, SegmentFiles.Version, disk);
        file.WriteSection<ulong>(Articles.Words);
        file.WriteSection<long>([DeletedArticles, DeletedPassages, Lengths.Article, Lengths.Passage]);
        file.WriteSection<uint>(_terms);
        file.WriteSection<uint>(_articleCounts);
        file.WriteSection<uint>(_passageCounts);
        return file.Complete();
    }

    public static SegmentDeletes Read(string folder, SegmentInfo info)
    {
        using var file = MappedIndexFile.Open(
            SegmentFiles.Path(folder, info.Name, info.DeletesKind), SegmentFiles.Deletes, SegmentFiles.Version, info.Deletes.Stamp);
        return new SegmentDeletes(
            new BitSet(file.Section<ulong>(0), info.Articles), file.Section<long>(1).ToArray(), file.Section<uint>(2).ToArray(),
            file.Section<uint>(3).ToArray(), file.Section<uint>(4).ToArray());
    }

    private static unsafe BitSet DeletedPassagesOf(Segment segment, BitSet deleted, out long[] sums)
    {
        var articles = segment.Articles;
        var passages = new BitSet(articles.Passages);
        sums = new long[4];
        for (var article = 0; article < articles.Articles; article++)
        {
            if (!deleted[article])
                continue;
            sums[0]++;
            sums[2] += LengthCodes.Decode(articles.ArticleLengths[article]);
            for (var passage = articles.FirstPassage(article); passage < articles.FirstPassage(article + 1); passage++)
            {
                passages[passage] = true;
                sums[1]++;
                sums[3] += LengthCodes.Decode(articles.PassageLengths[passage]);
            }
        }
        return passages;
    }

    private static unsafe uint Count(PostingsCursor cursor, Segment segment, in TermEntry entry, KeywordLevel level, BitSet deleted)
    {
        var documents = entry.Documents(level);
        if (documents == 0)
            return 0;
        segment.Open(cursor, entry, level);
        var count = 0u;
        ref var words = ref MemoryMarshal.GetArrayDataReference(deleted.Words);
        for (var block = 0; block < cursor.BlockCount; block++)
        {
            cursor.LoadBlock(block);
            for (var i = 0; i < cursor.Loaded; i++)
            {
                var document = cursor.Documents[i];
                count += (uint)(System.Runtime.CompilerServices.Unsafe.Add(ref words, document >> 6) >> (int)document & 1);
            }
        }
        return count;
    }
}
