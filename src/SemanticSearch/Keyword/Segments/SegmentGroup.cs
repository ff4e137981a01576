namespace SemanticSearch.Keyword.Segments;

/// <summary>The open segments of one state of the index. Closing waits for those who are reading.</summary>
internal sealed class SegmentGroup : IDisposable
{
    private int _users = 1;
    private int _isDisposed;

    private SegmentGroup(SegmentList list, Segment[] segments)
    {
        List = list;
        Segments = segments;
        var deletedArticles = segments.Select(s => s.Deletes?.Articles).ToArray();
        Articles = new OrdinalMap([.. segments.Select(s => s.Articles.Articles)], deletedArticles);
        Passages = new OrdinalMap([.. segments.Select(s => s.Articles.Passages)], [.. segments.Select(DeletedPassages)]);
    }

    public SegmentList List { get; }

    public Segment[] Segments { get; }

    public OrdinalMap Articles { get; }

    public OrdinalMap Passages { get; }

    public static SegmentGroup Open(string folder)
    {
        var list = SegmentList.Read(folder);
        var segments = new List<Segment>();
        try
        {
            foreach (var info in list.Segments)
                segments.Add(Segment.Open(folder, info));
            return new SegmentGroup(list, [.. segments]);
        }
        catch
        {
            segments.ForEach(s => s.Dispose());
            throw;
        }
    }

    public OrdinalMap Map(KeywordLevel level) => level == KeywordLevel.Article ? Articles : Passages;

    /// <summary>Average length of the live documents of a level.</summary>
    public double AverageLength(KeywordLevel level)
    {
        var isArticle = level == KeywordLevel.Article;
        var sum = Segments.Sum(s => isArticle
            ? s.Info.Lengths.Article - (s.Deletes?.Lengths.Article ?? 0)
            : s.Info.Lengths.Passage - (s.Deletes?.Lengths.Passage ?? 0));
        return Map(level).Count == 0 ? 1 : Math.Max(1, (double)sum / Map(level).Count);
    }

    /// <summary>Keeps the files open until the lease is given back.</summary>
    /// <exception cref="ObjectDisposedException">The index was closed.</exception>
    public Lease Use()
    {
        while (true)
        {
            var users = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(users == 0 || Volatile.Read(ref _isDisposed) != 0, this);
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
                return new Lease(this);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            Release();
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        foreach (var segment in Segments)
            segment.Dispose();
    }

    private static BitSet? DeletedPassages(Segment segment)
    {
        if (segment.Deletes is not { } deletes)
            return null;
        var passages = new BitSet(segment.Articles.Passages);
        for (var passage = 0; passage < passages.Length; passage++)
            passages[passage] = deletes.Articles[segment.Articles.ArticleOf(passage)];
        return passages;
    }

    internal readonly ref struct Lease(SegmentGroup group)
    {
        public void Dispose() => group.Release();
    }
}
