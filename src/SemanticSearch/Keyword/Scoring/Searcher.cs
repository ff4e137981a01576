using System.Collections.Concurrent;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>Ranks the documents of all segments. Thread-safe: what a search works with is lent from a pool.</summary>
internal sealed unsafe class Searcher
{
    /// <summary>So few allowed articles are scored one by one.</summary>
    private const int FewArticles = 32;

    private readonly SegmentGroup _group;
    private readonly QueryResolver _resolver;
    private readonly Bm25[] _models;
    private readonly float[][] _growth;
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    public Searcher(SegmentGroup group, KeywordOptions options)
    {
        _group = group;
        _resolver = new QueryResolver(group);
        var built = group.List.Options;
        _models = new Bm25[2];
        _growth = new float[2][];
        foreach (var level in Enum.GetValues<KeywordLevel>())
        {
            var model = new Bm25(options.K1, options.B, group.AverageLength(level));
            _models[(int)level] = model;
            _growth[(int)level] = [.. group.Segments.Select(s => model.GrowthOver(s.BoundModel(level, built.K1, built.B)))];
        }
    }

    public Bm25 Model(KeywordLevel level) => _models[(int)level];

    public List<ResolvedTerm> Resolve(AnalyzedQuery query, KeywordLevel level) => _resolver.Resolve(query, level);

    public KeywordResult Search(AnalyzedQuery query, KeywordLevel level, int top, ArticleFilter? filter, bool countTotal, bool inOrder)
    {
        var terms = Resolve(query, level);
        var workspace = Take();
        try
        {
            var allowed = Allowed(query, filter, workspace);
            var best = workspace.Best;
            best.Start(Math.Max(top, 1));
            var total = 0;
            for (var s = 0; s < _group.Segments.Length; s++)
            {
                if (top > 0)
                    SearchSegment(s, terms, level, allowed?.Of(s), workspace);
                if (countTotal)
                    total += CountSegment(s, terms, level, allowed?.Of(s), workspace);
            }
            return new KeywordResult(top > 0 ? ByOrdinal(inOrder ? best.ToArray() : best.ToUnsortedArray(), level) : [], countTotal ? total : -1);
        }
        finally
        {
            _workspaces.Add(workspace);
        }
    }

    /// <summary>For each segment the matching articles.</summary>
    public BitSet[] Matches(AnalyzedQuery query, ArticleFilter? filter)
    {
        var terms = Resolve(query, KeywordLevel.Article);
        var workspace = Take();
        var allowed = Allowed(query, filter, workspace);
        var matches = new BitSet[_group.Segments.Length];
        for (var s = 0; s < matches.Length; s++)
        {
            matches[s] = workspace.Matches.AnyOf(_group.Segments[s], s, terms, KeywordLevel.Article);
            if (allowed?.Of(s) is not { } set)
                continue;
            for (var w = 0; w < set.Words.Length; w++)
                matches[s].Words[w] &= set.Words[w];
        }
        _workspaces.Add(workspace);
        return matches;
    }

    /// <summary>The articles of the filter that meet the query's conditions, whether its words match or not; null for all.</summary>
    public ArticleFilter? Meeting(AnalyzedQuery query, ArticleFilter? filter)
    {
        var workspace = Take();
        var allowed = Allowed(query, filter, workspace);
        _workspaces.Add(workspace);
        if (allowed is null)
            return null;
        var meeting = new ArticleFilter(_group.Articles.Count);
        for (var s = 0; s < _group.Segments.Length; s++)
            meeting.Add(_group.Articles, s, allowed.Of(s) ?? BitSet.Full(_group.Segments[s].Articles.Articles));
        return meeting;
    }

    /// <summary>The scores of given documents, whatever conditions the query makes.</summary>
    public double[] ScoresOf(AnalyzedQuery query, KeywordLevel level, ReadOnlySpan<int> ordinals)
    {
        var terms = Resolve(query, level);
        var workspace = Take();
        var (sorted, places) = (ordinals.ToArray(), new int[ordinals.Length]);
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        Array.Sort(sorted, places);
        var (documents, found, scores) = (new uint[sorted.Length], new double[sorted.Length], new double[sorted.Length]);
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            // Those of one segment together: a list is opened once and read onwards.
            var segment = _group.Map(level).Locate(sorted[from]).Segment;
            for (to = from; to < sorted.Length && _group.Map(level).Locate(sorted[to]) is var place && place.Segment == segment; to++)
                documents[to] = (uint)place.Document;
            workspace.Documents.AddScores(_group.Segments[segment], segment, terms, level, Model(level), documents.AsSpan(from..to), found.AsSpan(from..to));
        }
        _workspaces.Add(workspace);
        for (var i = 0; i < places.Length; i++)
            scores[places[i]] = found[i];
        return scores;
    }

    private void SearchSegment(int s, List<ResolvedTerm> terms, KeywordLevel level, BitSet? allowed, Workspace workspace)
    {
        var segment = _group.Segments[s];
        if (allowed is not null && allowed.Count() is var count && count <= FewArticles)
        {
            if (count > 0)
                ScoreAllowed(s, terms, level, allowed, workspace);
            return;
        }
        var windows = workspace.Windows;
        windows.Start(segment.Documents(level));
        foreach (var term in terms)
        {
            if (term.Entries[s] is not { } entry || entry.Documents(level) == 0)
                continue;
            var scorer = windows.NextTerm();
            segment.Open(scorer.Cursor, entry, level);
            scorer.Start(term.Weight, Model(level), _growth[(int)level][s], segment.Lengths(level), windows.Windows, windows.WindowBits);
        }
        fixed (ulong* bits = allowed?.Words)
        {
            var filter = new DocumentFilter(bits, level == KeywordLevel.Article ? null : segment.Articles.ArticlesOf);
            windows.Run(_group.Map(level).FirstPlace(s), filter, workspace.Best);
        }
    }

    private void ScoreAllowed(int s, List<ResolvedTerm> terms, KeywordLevel level, BitSet allowed, Workspace workspace)
    {
        var segment = _group.Segments[s];
        var documents = new List<uint>();
        foreach (var article in allowed.Places())
        {
            if (level == KeywordLevel.Article)
                documents.Add((uint)article);
            else
                for (var p = segment.Articles.FirstPassage(article); p < segment.Articles.FirstPassage(article + 1); p++)
                    documents.Add((uint)p);
        }
        var scores = new double[documents.Count];
        workspace.Documents.AddScores(
            segment, s, terms, level, Model(level), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(documents), scores);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > 0)
                workspace.Best.Offer(scores[i], _group.Map(level).FirstPlace(s) + (int)documents[i]);
        }
    }

    private int CountSegment(int s, List<ResolvedTerm> terms, KeywordLevel level, BitSet? allowed, Workspace workspace)
    {
        if (terms.Count == 1 && allowed is null)
            return terms[0].Entries[s]?.Documents(level) ?? 0;
        var segment = _group.Segments[s];
        return MatchSet.Count(workspace.Matches.AnyOf(segment, s, terms, level), segment, level, allowed);
    }

    private AllowedArticles? Allowed(AnalyzedQuery query, ArticleFilter? filter, Workspace workspace)
    {
        var isFree = filter is null && query.Phrases.Count == 0 && query.Excluded.Count == 0;
        if (isFree && Array.TrueForAll(_group.Segments, s => s.Deletes is null))
            return null;
        var allowed = new AllowedArticles(_group, filter);
        foreach (var phrase in query.Phrases)
            allowed.Require(Articles(phrase, query.PhraseSlop, allowed, workspace));
        foreach (var phrase in query.Excluded)
            allowed.Exclude(Articles(phrase, 0, allowed, workspace));
        return allowed;
    }

    private BitSet[] Articles(string[] phrase, int slop, AllowedArticles allowed, Workspace workspace) =>
        [.. _group.Segments.Select((segment, s) => workspace.Phrases.Articles(segment, phrase, slop, allowed.Of(s)))];

    private ScoredDocument[] ByOrdinal(ScoredDocument[] places, KeywordLevel level)
    {
        for (var i = 0; i < places.Length; i++)
            places[i] = places[i] with { Ordinal = _group.Map(level).OrdinalOfPlace(places[i].Ordinal) };
        return places;
    }

    private Workspace Take() => _workspaces.TryTake(out var workspace) ? workspace : new Workspace();

    private sealed class Workspace
    {
        public WindowSearch Windows { get; } = new();

        public TopDocuments Best { get; } = new();

        public MatchSet Matches { get; } = new();

        public PhraseSearch Phrases { get; } = new();

        public DocumentScorer Documents { get; } = new();
    }
}
