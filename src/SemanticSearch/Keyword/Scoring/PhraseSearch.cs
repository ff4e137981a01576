using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>The articles that hold words in order, next to each other or nearly, within one passage or one field.</summary>
internal sealed unsafe class PhraseSearch
{
    private readonly MatchSet _matches = new();
    private readonly List<PostingsCursor> _cursors = [];
    private readonly List<PositionsCursor> _positions = [];
    private readonly List<HeadPostingsCursor> _heads = [];

    /// <param name="phrase">At least one term.</param>
    /// <param name="slop">How many other words may stand between the first and the last.</param>
    /// <param name="allowed">Others need not be looked at; null for all.</param>
    public BitSet Articles(Segment segment, string[] phrase, int slop, BitSet? allowed = null)
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
        for (var i = _cursors.Count; i < entries.Length; i++)
        {
            _cursors.Add(new PostingsCursor());
            _positions.Add(new PositionsCursor());
            _heads.Add(new HeadPostingsCursor());
        }
        AddFromPassages(segment, entries, slop, allowed, found);
        AddFromHeads(segment, entries, slop, allowed, found);
        return found;
    }

    private void AddFromPassages(Segment segment, TermEntry[] entries, int slop, BitSet? allowed, BitSet found)
    {
        if (Array.Exists(entries, e => e.Passages == 0))
            return;
        var rarest = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            segment.Open(_cursors[i], entries[i], KeywordLevel.Passage);
            _positions[i].Open(segment.Positions + entries[i].PositionList, _cursors[i], segment.Articles.PassageLengths);
            if (entries[i].Passages < entries[rarest].Passages)
                rarest = i;
        }
        var lead = _cursors[rarest];
        var places = new ArraySegment<int>[entries.Length];
        var indexes = new int[entries.Length];
        for (var block = 0; block < lead.BlockCount; block++)
        {
            lead.LoadBlock(block);
            for (var i = 0; i < lead.Loaded; i++)
            {
                var passage = lead.Documents[i];
                var article = segment.Articles.ArticleOf((int)passage);
                indexes[rarest] = i;
                if (!found[article] && allowed?[article] != false && AllHold(entries.Length, rarest, passage, indexes) && StandTogether(indexes, places, slop))
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

    private bool StandTogether(int[] indexes, ArraySegment<int>[] places, int slop)
    {
        for (var t = 0; t < indexes.Length; t++)
            places[t] = _positions[t].PositionsOf(indexes[t]);
        return StandTogether(places, slop);
    }

    /// <summary>Whether places can be chosen, one of each list, ascending, with at most <paramref name="slop"/> other places between.</summary>
    private static bool StandTogether(ReadOnlySpan<ArraySegment<int>> places, int slop)
    {
        foreach (var start in places[0])
        {
            var last = start;
            var t = 1;
            for (; t < places.Length; t++)
            {
                var next = places[t].AsSpan().BinarySearch(last + 1);
                next = next < 0 ? ~next : next;
                if (next == places[t].Count || places[t][next] - start - t > slop)
                    break;
                last = places[t][next];
            }
            if (t == places.Length)
                return true;
        }
        return false;
    }

    private void AddFromHeads(Segment segment, TermEntry[] entries, int slop, BitSet? allowed, BitSet found)
    {
        if (Array.Exists(entries, e => e.Heads == 0))
            return;
        for (var t = 0; t < entries.Length; t++)
            _heads[t].Open(segment.Positions + entries[t].HeadList, entries[t].Heads);
        var places = new ArraySegment<int>[entries.Length];
        while (_heads[0].MoveNext())
        {
            var article = _heads[0].Article;
            if (found[article] || allowed?[article] == false)
                continue;
            var t = 0;
            for (; t < places.Length && _heads[t].MoveTo(article) && _heads[t].Article == article; t++)
                places[t] = _heads[t].Places;
            // Fields lie far apart in the numbering of places, so that no phrase spans two of them.
            if (t == places.Length && StandTogether(places, slop))
                found[article] = true;
        }
    }
}
