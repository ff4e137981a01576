using System.Text;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>The segments of an index that is being written: those of the state before, those that were added, and what is deleted in each.</summary>
internal sealed class SegmentSet : IDisposable
{
    /// <summary>Segments merged in one pass: each holds its files open.</summary>
    private const int MaxSources = 64;

    private readonly string _folder;
    private readonly Disk _disk;
    private readonly List<Member> _members = [];

    public SegmentSet(string folder, string? previous, IReadOnlyList<SegmentInfo> segments, Disk disk)
    {
        _folder = folder;
        _disk = disk;
        IsNew = segments.Count == 0;
        foreach (var info in segments)
            _members.Add(new Member { Name = info.Name, Folder = previous!, Info = info });
        foreach (var member in _members)
            member.Deleted = member.Open().Deletes?.Articles.Copy();
    }

    /// <summary>Nothing came before: all of it was written now.</summary>
    public bool IsNew { get; }

    public int LiveArticles => _members.Sum(m => m.Articles - m.DeletedCount);

    public int LivePassages => _members.Sum(m => m.Info is { } info ? info.Passages - DeletedPassages(m) : 0);

    /// <summary>Deleted articles of a buffer that is not a member yet.</summary>
    public int PendingDeletes { get; private set; }

    /// <summary>A segment is being written; what is deleted in it meanwhile is kept.</summary>
    public void Expect(string name, int articles)
    {
        var member = Find(name);
        member.Articles = articles;
        PendingDeletes = 0;
    }

    public void Add(SegmentInfo info)
    {
        var member = Find(info.Name);
        member.Info = info;
    }

    public bool Delete(string name, int article)
    {
        var member = Find(name);
        member.Delete(article);
        if (member.Articles == 0)
            PendingDeletes++;
        return true;
    }

    /// <summary>Deletes an article of the state before.</summary>
    public bool Delete(string id)
    {
        if (IsNew)
            return false;
        Span<byte> bytes = id.Length <= 256 ? stackalloc byte[4 * 256] : new byte[4 * id.Length];
        bytes = bytes[..Encoding.UTF8.GetBytes(id, bytes)];
        foreach (var member in _members)
        {
            if (member.Folder == _folder)
                continue;
            var article = member.Open().Articles.Find(bytes, member.Deleted);
            if (article < 0)
                continue;
            member.Delete(article);
            return true;
        }
        return false;
    }

    /// <summary>The neighbours to merge next, or null.</summary>
    /// <param name="mergeAll">Down to a single segment.</param>
    public Range? NextMerge(bool mergeAll)
    {
        if (mergeAll && _members.Count > 1)
            return 0..Math.Min(_members.Count, MaxSources);
        var run = MergePolicy.Next(
            [.. _members.Select(m => m.Articles - m.DeletedCount)],
            [.. _members.Select(m => m.Articles == 0 ? 1 : (double)m.DeletedCount / m.Articles)]);
        return run.Start.Value == run.End.Value ? null : run;
    }

    public void Merge(Range run, string name, KeywordOptions options)
    {
        var (start, count) = run.GetOffsetAndLength(_members.Count);
        var sources = _members.GetRange(start, count);
        _members.RemoveRange(start, count);
        if (sources.Sum(m => m.Articles - m.DeletedCount) > 0)
        {
            var info = SegmentMerge.Write(
                [.. sources.Select(m => m.Open())], [.. sources.Select(m => m.Deleted)], _folder, name, options, _disk);
            _members.Insert(start, new Member { Name = name, Folder = _folder, Info = info });
        }
        foreach (var source in sources)
            Drop(source);
    }

    /// <summary>Brings every member's files into the folder, writes deletes that are new, and returns the list.</summary>
    public IReadOnlyList<SegmentInfo> Settle()
    {
        var settled = new List<SegmentInfo>();
        foreach (var member in _members)
        {
            if (member.Folder != _folder)
                LinkFiles(member);
            if (member.HasNewDeletes)
                WriteDeletes(member);
            settled.Add(member.Info!);
        }
        return settled;
    }

    public void Dispose()
    {
        foreach (var member in _members)
            member.Close();
    }

    private Member Find(string name)
    {
        var member = _members.Find(m => m.Name == name);
        if (member is null)
            _members.Add(member = new Member { Name = name, Folder = _folder });
        return member;
    }

    private static int DeletedPassages(Member member)
    {
        if (member.Deleted is not { } deleted)
            return 0;
        var articles = member.Open().Articles;
        var count = 0;
        for (var article = 0; article < articles.Articles; article++)
            count += deleted[article] ? articles.FirstPassage(article + 1) - articles.FirstPassage(article) : 0;
        return count;
    }

    private void LinkFiles(Member member)
    {
        foreach (var kind in SegmentFiles.Kinds)
            _disk.Link(SegmentFiles.Path(member.Folder, member.Name, kind), SegmentFiles.Path(_folder, member.Name, kind));
        if (member.Info!.Deletes.Number > 0 && !member.HasNewDeletes)
        {
            var kind = member.Info.DeletesKind;
            _disk.Link(SegmentFiles.Path(member.Folder, member.Name, kind), SegmentFiles.Path(_folder, member.Name, kind));
        }
    }

    private void WriteDeletes(Member member)
    {
        var number = member.Info!.Deletes.Number + 1;
        var deletes = SegmentDeletes.Compute(member.Open(), member.Deleted!);
        var stamp = deletes.Write(_folder, member.Name, SegmentInfo.DeletesKindOf(number), _disk);
        member.Info = member.Info with { Deletes = (number, stamp), DeletedArticles = deletes.DeletedArticles };
    }

    private void Drop(Member member)
    {
        member.Close();
        if (member.Folder != _folder)
            return;
        foreach (var kind in SegmentFiles.Kinds)
            _disk.Delete(SegmentFiles.Path(_folder, member.Name, kind));
    }

    private sealed class Member
    {
        private int _articles;
        private BitSet? _deleted;
        private List<int>? _early;
        private Segment? _segment;

        public required string Name { get; init; }

        public required string Folder { get; init; }

        public SegmentInfo? Info { get; set; }


        public bool HasNewDeletes { get; private set; }

        public int DeletedCount { get; private set; }

        /// <summary>0 until the segment is closed.</summary>
        public int Articles
        {
            get => Info?.Articles ?? _articles;
            set
            {
                _articles = value;
                if (_early is null)
                    return;
                foreach (var article in _early)
                    Mark(article);
                _early = null;
            }
        }

        public BitSet? Deleted
        {
            get => _deleted;
            set
            {
                _deleted = value;
                DeletedCount = value?.Count() ?? 0;
            }
        }

        /// <summary>Its files, opened when they are first needed: what is only waiting takes no memory.</summary>
        public Segment Open() => _segment ??= Segment.Open(Folder, Info!);

        public void Close()
        {
            _segment?.Dispose();
            _segment = null;
        }

        public void Delete(int article)
        {
            if (Articles == 0)
                (_early ??= []).Add(article);
            else
                Mark(article);
        }

        private void Mark(int article)
        {
            _deleted ??= new BitSet(Articles);
            _deleted[article] = true;
            DeletedCount++;
            HasNewDeletes = true;
        }
    }
}
