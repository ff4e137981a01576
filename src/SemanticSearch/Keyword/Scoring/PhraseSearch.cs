using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>The articles that hold words in order, next to each other or nearly, within one passage or one field.</summary>
internal sealed unsafe class PhraseSearch
{
    private readonly MatchSet _matches = new();
    private readonly List<PostingsCursor> _cursors = [];
    private readonly List<PositionsCursor> _positions = [];

    /// <param name="phrase">At least one term.</param>
    /// <param name="slop">How many other words may stand between the first and the last.</param>
    public BitSet Articles(Segment segment, string[] phrase, int slop)
    {
        var found = new BitSet(segment.Articles.Articles);
        var entries = new TermEntry[phrase.Length];
        for (var i = 0; i < phrase.Length; i++)
        {
            if (!segment.Terms.TryFind(phrase[i], out entries[i]))
                return found;
        }
        if (phrase.Length == 1)
        {
            _matches.Add(segment, entries[0], KeywordLevel.Article, found);
            return found;
        }
        AddFromPassages(segment, entries, slop, found);
        AddFromHeads(segment, entries, slop, found);
        return found;
    }

    private void AddFromPassages(Segment segment, TermEntry[] entries, int slop, BitSet found)
    {
        if (Array.Exists(entries, e => e.Passages == 0))
            return;
        for (var i = _cursors.Count; i < entries.Length; i++)
        {
            _cursors.Add(new PostingsCursor());
            _positions.Add(new PositionsCursor());
        }
        var rarest = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            segment.Open(_cursors[i], entries[i], KeywordLevel.Passage);
            _positions[i].Open(segment.Positions + entries[i].PositionList, _cursors[i], segment.Articles.PassageLengths);
            if (entries[i].Passages < entries[rarest].Passages)
                rarest = i;
        }
        var lead = _cursors[rarest];
        var places = new int[entries.Length][];
        var indexes = new int[entries.Length];
        for (var block = 0; block < lead.BlockCount; block++)
        {
            lead.LoadBlock(block);
            for (var i = 0; i < lead.Loaded; i++)
            {
                var passage = lead.Documents[i];
                var article = segment.Articles.ArticleOf((int)passage);
                indexes[rarest] = i;
                if (!found[article] && AllHold(entries.Length, rarest, passage, indexes) && StandTogether(indexes, places, slop))
                    found[article] = true;
            }
        }
    }

    private bool AllHold(int terms, int except, uint passage, int[] indexes)
    {
        for (var t = 0; t < terms; t++)
        {
            if (t == except)
                continue;
            var cursor = _cursors[t];
            var block = cursor.FindBlock(Math.Max(0, cursor.Block), passage);
            if (block == cursor.BlockCount)
                return false;
            cursor.LoadBlock(block);
            indexes[t] = cursor.FindInBlock(0, passage);
            if (indexes[t] == cursor.Loaded || cursor.Documents[indexes[t]] != passage)
                return false;
        }
        return true;
    }

    private bool StandTogether(int[] indexes, int[][] places, int slop)
    {
        for (var t = 0; t < indexes.Length; t++)
            places[t] = _positions[t].PositionsOf(indexes[t]).ToArray();
        return StandTogether(places, slop);
    }

    /// <summary>Whether places can be chosen, one of each list, ascending, with at most <paramref name="slop"/> other places between.</summary>
    internal static bool StandTogether(int[][] places, int slop)
    {
        foreach (var start in places[0])
        {
            var last = start;
            var t = 1;
            for (; t < places.Length; t++)
            {
                var next = Array.BinarySearch(places[t], last + 1);
                next = next < 0 ? ~next : next;
                if (next == places[t].Length || places[t][next] - start - t > slop)
                    break;
                last = places[t][next];
            }
            if (t == places.Length)
                return true;
        }
        return false;
    }

    private static void AddFromHeads(Segment segment, TermEntry[] entries, int slop, BitSet found)
    {
        if (Array.Exists(entries, e => e.Heads == 0))
            return;
        var byArticle = new Dictionary<int, int[][]>();
        for (var t = 0; t < entries.Length; t++)
        {
            var heads = new HeadPostingsReader(segment.Positions + entries[t].HeadList, entries[t].Heads);
            while (heads.MoveNext())
            {
                if (t == 0)
                    byArticle[heads.Article] = new int[entries.Length][];
                if (byArticle.TryGetValue(heads.Article, out var lists))
                    lists[t] = heads.Places.ToArray();
            }
        }
        foreach (var (article, lists) in byArticle)
        {
            // Fields lie far apart in the numbering of places, so that no phrase spans two of them.
            if (Array.TrueForAll(lists, l => l is not null) && StandTogether(lists, slop))
                found[article] = true;
        }
    }
}
