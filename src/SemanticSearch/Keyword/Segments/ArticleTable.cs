using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Writes what a segment knows of its articles besides words: ids, passages, lengths.</summary>
/// <remarks>Sections: the first passage of each article and the end (4 bytes each); length codes
/// of articles; of passages; where each id ends (4 bytes each); the ids; a hash table of articles by id (4 bytes each, 0 empty, else
/// the article plus one; a power of two; open addressing).</remarks>
internal sealed class ArticleTableWriter
{
    private readonly List<uint> _firstPassages = [0];
    private readonly List<uint> _articleOf = [];
    private readonly List<byte> _articleLengths = [];
    private readonly List<byte> _passageLengths = [];
    private readonly List<uint> _idEnds = [];
    private readonly ByteSink _ids = new();

    public int Articles => _articleLengths.Count;

    public int Passages => _passageLengths.Count;

    public (long Article, long Passage) Lengths { get; private set; }

    public byte[] ArticleLengths => [.. _articleLengths];

    public byte[] PassageLengths => [.. _passageLengths];

    public void AddPassage(byte lengthCode)
    {
        _passageLengths.Add(lengthCode);
        _articleOf.Add((uint)Articles);
        Lengths = (Lengths.Article, Lengths.Passage + LengthCodes.Decode(lengthCode));
    }

    /// <summary>Ends the article whose passages were added.</summary>
    public void EndArticle(ReadOnlySpan<byte> id, byte lengthCode)
    {
        _articleLengths.Add(lengthCode);
        _firstPassages.Add((uint)Passages);
        _ids.Add(id);
        _idEnds.Add((uint)_ids.Length);
        Lengths = (Lengths.Article + LengthCodes.Decode(lengthCode), Lengths.Passage);
    }

    public ReadOnlySpan<byte> Id(int article)
    {
        var start = article == 0 ? 0 : (int)_idEnds[article - 1];
        return _ids.Written[start..(int)_idEnds[article]];
    }

    public int ArticleOf(int passage) => (int)_articleOf[passage];

    public IndexFileStamp Write(string folder, string segment, Disk disk)
    {
        using var file = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Articles), SegmentFiles.Articles, SegmentFiles.Version, disk);
        file.WriteSection<uint>(_firstPassages.ToArray());
        file.WriteSection<byte>(ArticleLengths);
        file.WriteSection<byte>(PassageLengths);
        file.WriteSection<uint>(_idEnds.ToArray());
        file.WriteSection(_ids.Written);
        file.WriteSection<uint>(HashTable());
        return file.Complete();
    }

    internal static uint Hash(ReadOnlySpan<byte> id) => Crc32C.Of(id);

    private uint[] HashTable()
    {
        var table = new uint[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, Articles * 3 / 2))];
        for (var article = 0; article < Articles; article++)
        {
            var slot = Hash(Id(article)) & (uint)(table.Length - 1);
            while (table[slot] != 0)
                slot = slot + 1 & (uint)(table.Length - 1);
            table[slot] = (uint)article + 1;
        }
        return table;
    }
}

/// <summary>Reads what <see cref="ArticleTableWriter"/> wrote.</summary>
internal sealed unsafe class ArticleTable
{
    private readonly MappedIndexFile _file;
    private readonly uint* _firstPassages;

    /// <summary>Not in the file: the first passages say it.</summary>
    private readonly uint[] _articlesOf;

    private readonly uint* _idEnds;

    public ArticleTable(MappedIndexFile file)
    {
        _file = file;
        _firstPassages = (uint*)file.Pointer(0);
        ArticleLengths = file.Pointer(1);
        PassageLengths = file.Pointer(2);
        _idEnds = (uint*)file.Pointer(3);
        Articles = (int)file.SectionLength(1);
        Passages = (int)file.SectionLength(2);
        _articlesOf = GC.AllocateUninitializedArray<uint>(Passages, pinned: true);
        ArticlesOf = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_articlesOf, 0);
        FillArticles();
    }

    public int Articles { get; }

    public int Passages { get; }

    public byte* ArticleLengths { get; }

    public byte* PassageLengths { get; }

    /// <summary>The article of each passage.</summary>
    public uint* ArticlesOf { get; }

    /// <summary>Where the first passage of each article, and the end, are.</summary>
    public nint FirstPassages => (nint)_firstPassages;

    public int FirstPassage(int article) => (int)_firstPassages[article];

    public int ArticleOf(int passage) => (int)ArticlesOf[passage];

    public ReadOnlySpan<byte> IdBytes(int article)
    {
        var start = article == 0 ? 0 : _idEnds[article - 1];
        return new ReadOnlySpan<byte>(_file.Pointer(4) + start, (int)(_idEnds[article] - start));
    }

    public string Id(int article) => Encoding.UTF8.GetString(IdBytes(article));

    /// <summary>The article with this id that is not deleted, or -1.</summary>
    public int Find(ReadOnlySpan<byte> id, BitSet? deleted)
    {
        var table = (uint*)_file.Pointer(5);
        var mask = (uint)(_file.SectionLength(5) / 4) - 1;
        for (var slot = ArticleTableWriter.Hash(id) & mask; table[slot] != 0; slot = slot + 1 & mask)
        {
            var article = (int)table[slot] - 1;
            // An article that was replaced before its segment was written stands beside its replacement.
            if ((deleted is null || !deleted[article]) && IdBytes(article).SequenceEqual(id))
                return article;
        }
        return -1;
    }

    /// <summary>Numbers out of order, which a check finds, must do no harm before it.</summary>
    private void FillArticles()
    {
        var from = 0u;
        for (var article = 0; article < Articles; article++)
        {
            var to = Math.Clamp(_firstPassages[article + 1], from, (uint)Passages);
            _articlesOf.AsSpan((int)from, (int)(to - from)).Fill((uint)article);
            from = to;
        }
        _articlesOf.AsSpan((int)from).Fill((uint)Math.Max(0, Articles - 1));
    }
}
