using SemanticSearch.Keyword.Postings;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Several segments -> one, without their deleted articles. Order is kept: the documents of the first, then of the second.</summary>
internal sealed unsafe class SegmentMerge
{
    private const int Deleted = -1;

    private readonly Segment[] _sources;
    private readonly int[][] _articles;
    private readonly int[][] _passages;
    private readonly PostingsCursor _cursor = new();
    private readonly PositionsCursor _positions = new();

    /// <param name="deleted">For each source its deleted articles; null for none.</param>
    private SegmentMerge(Segment[] sources, BitSet?[] deleted)
    {
        _sources = sources;
        _articles = [.. sources.Select(s => new int[s.Articles.Articles])];
        _passages = [.. sources.Select(s => new int[s.Articles.Passages])];
        var (nextArticle, nextPassage) = (0, 0);
        for (var s = 0; s < sources.Length; s++)
        {
            for (var article = 0; article < _articles[s].Length; article++)
            {
                var isDeleted = deleted[s]?[article] ?? false;
                _articles[s][article] = isDeleted ? Deleted : nextArticle++;
                for (var passage = sources[s].Articles.FirstPassage(article); passage < sources[s].Articles.FirstPassage(article + 1); passage++)
                    _passages[s][passage] = isDeleted ? Deleted : nextPassage++;
            }
        }
    }

    public static SegmentInfo Write(Segment[] sources, BitSet?[] deleted, string folder, string name, KeywordOptions options, Disk disk)
    {
        var merge = new SegmentMerge(sources, deleted);
        var stored = Task.Run(() => merge.CopyTexts(folder, name, disk));
        try
        {
            var articles = merge.CopyArticles();
            using var terms = new TermWriter(folder, name, articles, options, disk);
            merge.MergeTerms(terms);
            IndexFileStamp[] stamps =
                [.. terms.Complete(), articles.Write(folder, name, disk), merge.CopyFacets(folder, name, disk), stored.GetAwaiter().GetResult()];
            return new SegmentInfo(name, articles.Articles, articles.Passages, articles.Lengths, stamps);
        }
        finally
        {
            // The sources may not be closed under it; its own failure, if any, was thrown above.
            ((IAsyncResult)stored).AsyncWaitHandle.WaitOne();
        }
    }

    private IndexFileStamp CopyTexts(string folder, string name, Disk disk)
    {
        using var stored = new StoredTextWriter(folder, name, disk);
        for (var s = 0; s < _sources.Length; s++)
        {
            var source = _sources[s];
            for (var article = 0; article < _articles[s].Length; article++)
            {
                if (_articles[s][article] == Deleted)
                    continue;
                for (var passage = source.Articles.FirstPassage(article); passage < source.Articles.FirstPassage(article + 1); passage++)
                    stored.CopyPassage(source.Stored.PassageRecord(passage));
                stored.CopyArticle(source.Stored.ArticleRecord(article));
            }
        }
        return stored.Complete();
    }

    private ArticleTableWriter CopyArticles()
    {
        var table = new ArticleTableWriter();
        for (var s = 0; s < _sources.Length; s++)
        {
            var source = _sources[s].Articles;
            for (var article = 0; article < source.Articles; article++)
            {
                if (_articles[s][article] == Deleted)
                    continue;
                for (var passage = source.FirstPassage(article); passage < source.FirstPassage(article + 1); passage++)
                    table.AddPassage(source.PassageLengths[passage]);
                table.EndArticle(source.IdBytes(article), source.ArticleLengths[article]);
            }
        }
        return table;
    }

    private IndexFileStamp CopyFacets(string folder, string name, Disk disk)
    {
        var table = new FacetTableWriter();
        for (var s = 0; s < _sources.Length; s++)
        {
            var source = _sources[s].Facets;
            for (var article = 0; article < _articles[s].Length; article++)
            {
                if (_articles[s][article] == Deleted)
                    continue;
                foreach (var facet in Enum.GetValues<Facet>())
                {
                    foreach (var value in source.Of(facet, article))
                        table.Add(facet, source.Values(facet)[(int)value]);
                }
                table.EndArticle();
            }
        }
        return table.Write(folder, name, disk);
    }

    private void MergeTerms(TermWriter target)
    {
        var walks = Array.ConvertAll(_sources, s => s.Terms.All());
        var isOpen = new bool[walks.Length];
        for (var s = 0; s < walks.Length; s++)
            isOpen[s] = walks[s].MoveNext();
        var holders = new List<int>();
        while (FindSmallest(walks, isOpen, holders))
        {
            foreach (var s in holders)
            {
                var entry = walks[s].Entry;
                MergePassages(s, entry, target);
                MergeHeads(s, entry, target);
            }
            var commonest = holders[0];
            foreach (var s in holders)
            {
                if (walks[s].Entry.Passages > walks[commonest].Entry.Passages)
                    commonest = s;
            }
            target.EndTerm(walks[holders[0]].Term, walks[commonest].Surface());
            foreach (var s in holders)
                isOpen[s] = walks[s].MoveNext();
        }
    }

    /// <summary>The sources that stand at the smallest term of all; false at the end.</summary>
    private static bool FindSmallest(TermEnumerator[] walks, bool[] isOpen, List<int> holders)
    {
        holders.Clear();
        for (var s = 0; s < walks.Length; s++)
        {
            if (!isOpen[s])
                continue;
            var order = holders.Count == 0 ? -1 : walks[s].Term.SequenceCompareTo(walks[holders[0]].Term);
            if (order < 0)
                holders.Clear();
            if (order <= 0)
                holders.Add(s);
        }
        return holders.Count > 0;
    }

    private void MergePassages(int source, in TermEntry entry, TermWriter target)
    {
        if (entry.Passages == 0)
            return;
        _sources[source].Open(_cursor, entry, KeywordLevel.Passage);
        _positions.Open(_sources[source].Positions + entry.PositionList, _cursor, _sources[source].Articles.PassageLengths);
        var map = _passages[source];
        for (var block = 0; block < _cursor.BlockCount; block++)
        {
            _cursor.LoadBlock(block);
            _cursor.LoadFrequencies();
            for (var i = 0; i < _cursor.Loaded; i++)
            {
                var passage = map[_cursor.Documents[i]];
                var positions = _positions.PositionsOf(i);
                if (passage != Deleted)
                    target.AddPassage(passage, (int)_cursor.Frequencies[i], positions);
            }
        }
    }

    private void MergeHeads(int source, in TermEntry entry, TermWriter target)
    {
        var heads = new HeadPostingsCursor(_sources[source].Positions + entry.HeadList, entry.Heads);
        while (heads.MoveNext())
        {
            var article = _articles[source][heads.Article];
            if (article != Deleted)
                target.AddHead(article, heads.Places);
        }
    }
}
