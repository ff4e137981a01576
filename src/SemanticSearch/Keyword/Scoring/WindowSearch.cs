namespace SemanticSearch.Keyword.Scoring;

/// <summary>The best documents of one segment at a time without scoring all of them. A segment is cut into windows of documents; the windows are
/// visited in the order of the most that their documents can score, and those that cannot add to the best are left out (Mallia and others
/// 2024, block-max pruning). Within a window the terms are divided as in MaxScore (Turtle and Flood 1995): those that together cannot reach
/// the threshold are looked up only for documents that the others bring.</summary>
/// <remarks>Scores are sums of single-precision term scores in double precision, exact in any order: the result is that of a full scan.</remarks>
internal sealed unsafe class WindowSearch
{
    /// <summary>Segments from this size on have windows of twice the size: of a million passages the median search takes a tenth less, but of
    /// 12,500 articles, which then lie in one window, a tenth more.</summary>
    private const int LargeSegment = 1 << 16;

    private const int SmallWindowBits = 13;
    private const int LargeWindowBits = 14;

    /// <summary>Of so few windows hardly any can be left out, and those in the order of their documents share the blocks that reach from one into
    /// the next.</summary>
    private const int FewWindows = 16;

    /// <summary>Looking one document up takes as long as adding so many postings in order.</summary>
    private const int ProbeCost = 2;

    /// <summary>Sums of bounds are rounded; never down.</summary>
    private const double Slack = 1.0000001;

    private static readonly Comparer<ulong> ByWindow = Comparer<ulong>.Create(static (a, b) => ((uint)b).CompareTo((uint)a));

    private readonly WindowSums _sums = new();
    private readonly List<TermScorer> _pool = [];
    private TermScorer[] _active = new TermScorer[16];
    private double[] _reach = new double[16];
    private ulong[] _order = [];
    private int _terms;
    private int _documents;

    /// <summary>A scorer to be opened for the next term of the segment.</summary>
    public TermScorer NextTerm()
    {
        if (_terms == _pool.Count)
            _pool.Add(new TermScorer());
        return _pool[_terms++];
    }

    /// <summary>Forgets the terms; those that follow are of a segment of so many documents.</summary>
    public void Start(int documents)
    {
        _terms = 0;
        _documents = documents;
        WindowBits = documents >= LargeSegment ? LargeWindowBits : SmallWindowBits;
        _sums.Resize(1 << WindowBits);
    }

    /// <summary>The logarithm of the number of documents in a window.</summary>
    public int WindowBits { get; private set; }

    public int Windows => (_documents + (1 << WindowBits) - 1) >> WindowBits;

    private uint WindowSize => 1u << WindowBits;

    /// <summary>Offers every document of the segment that may be among the best.</summary>
    /// <param name="first">The ordinal of its first document.</param>
    public void Run(int first, DocumentFilter filter, TopDocuments best)
    {
        if (_terms == 0)
            return;
        if (_active.Length < _terms)
        {
            _active = new TermScorer[2 * _terms];
            _reach = new double[2 * _terms];
        }
        var windows = OrderWindows(Windows);
        for (var i = windows - 1; i >= 0; i--)
        {
            var window = (int)(uint)_order[i];
            var bound = BitConverter.UInt32BitsToSingle((uint)(_order[i] >> 32));
            best.Settle();
            if (bound < best.Threshold)
                continue;
            Visit(window, first, filter, best);
        }
    }

    /// <summary>Fills <see cref="_order"/> with (bound, window) of the windows that hold anything, smallest bound first; of few windows only the last is
    /// the one with the largest bound, the others descend.</summary>
    private int OrderWindows(int windows)
    {
        if (_order.Length < windows)
            _order = new ulong[windows];
        var count = 0;
        for (var window = 0; window < windows; window++)
        {
            var sum = 0d;
            for (var t = 0; t < _terms; t++)
                sum += _pool[t].Bound(window);
            if (sum > 0)
                _order[count++] = (ulong)BitConverter.SingleToUInt32Bits((float)(sum * 1.000001)) << 32 | (uint)window;
        }
        // Of equal bounds the earlier window comes first: its documents win ties.
        Array.Sort(_order, 0, count);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && _order[end] >> 32 == _order[start] >> 32)
                end++;
            Array.Reverse(_order, start, end - start);
            start = end;
        }
        if (count <= FewWindows && count > 1)
            Array.Sort(_order, 0, count - 1, ByWindow);
        return count;
    }

    private void Visit(int window, int first, DocumentFilter filter, TopDocuments best)
    {
        var active = SortActive(window);
        var threshold = best.Threshold;
        if (_reach[active - 1] < threshold)
            return;
        var essential = 0;
        while (_reach[essential] < threshold)
            essential++;
        _sums.Start();
        var next = essential - 1;
        if (essential < active - 1 || next >= 0 && IsDense(_active[essential], _active[next]))
            next = TakeFromSeveral(essential, active, window, filter, best);
        else
            TakeFromOne(_active[essential], window, Least(threshold, next), filter);
        for (; next >= 0 && _sums.Count > 0; next--)
            AddToCandidates(_active[next], window, threshold, _reach[next], next == 0 ? 0 : _reach[next - 1]);
        _sums.Offer((uint)window << WindowBits, first, threshold, best);
    }

    /// <summary>Below this a document is out, when terms up to <paramref name="next"/> are still to come; without a threshold any score will do.</summary>
    private double Least(double threshold, int next) =>
        double.IsNegativeInfinity(threshold) ? double.Epsilon : threshold - (next < 0 ? 0 : _reach[next]);

    /// <summary>Whether looking the documents of one list up in another takes longer than adding up both.</summary>
    private bool IsDense(TermScorer term, TermScorer other) =>
        !term.IsShort && term.PostingsAWindow > _sums.FewPostings && term.PostingsAWindow * ProbeCost > other.PostingsAWindow;

    /// <summary>The terms of the window by ascending bound, and for each what it can add together with those before it.</summary>
    private int SortActive(int window)
    {
        var active = 0;
        for (var t = 0; t < _terms; t++)
        {
            var bound = _pool[t].Bound(window);
            if (bound == 0)
                continue;
            var at = active++;
            while (at > 0 && _active[at - 1].Bound(window) > bound)
            {
                _active[at] = _active[at - 1];
                at--;
            }
            _active[at] = _pool[t];
        }
        var reach = 0d;
        for (var t = 0; t < active; t++)
            _reach[t] = (reach += _active[t].Bound(window)) * Slack;
        return active;
    }

    /// <summary>Candidates of a single essential term, straight from its list.</summary>
    private void TakeFromOne(TermScorer term, int window, double least, DocumentFilter filter)
    {
        var begin = (uint)window << WindowBits;
        var end = begin + WindowSize;
        if (term.IsShort)
        {
            var documents = term.ShortDocuments;
            for (var i = term.First(window); i < documents.Length && documents[i] < end; i++)
            {
                if (term.ShortScores[i] >= least && filter.Allows(documents[i]))
                    _sums.Take(documents[i] - begin, term.ShortScores[i]);
            }
            return;
        }
        var cursor = term.Cursor;
        for (var block = term.First(window); block < cursor.BlockCount; block++)
        {
            if (term.BlockBound(block) >= least)
            {
                term.Load(block);
                for (var i = cursor.FindInBlock(0, begin); i < cursor.Loaded && cursor.Documents[i] < end; i++)
                {
                    var score = term.Score(cursor.Documents[i], cursor.Frequencies[i]);
                    if (score >= least && filter.Allows(cursor.Documents[i]))
                        _sums.Take(cursor.Documents[i] - begin, score);
                }
            }
            if (cursor.LastDocument(block) >= end - 1)
                return;
        }
    }

    /// <summary>Adds up the essential terms, and others as long as that is cheaper than looking documents up in them.</summary>
    /// <returns>The term that comes next.</returns>
    private int TakeFromSeveral(int essential, int active, int window, DocumentFilter filter, TopDocuments best)
    {
        var threshold = best.Threshold;
        var begin = (uint)window << WindowBits;
        var reach = _reach[active - 1];
        var touched = 0;
        for (var t = essential; t < active; t++)
        {
            var term = _active[t];
            // A block whose documents cannot reach the threshold even with all other terms is skipped: they are out anyway.
            touched += term.IsShort
                ? AddShort(term, window, touched)
                : AddBlocks(term, window, threshold - (reach - term.Bound(window)), touched);
        }
        var next = essential - 1;
        if (touched <= _sums.FewPostings)
        {
            _sums.TakeTouched(begin, touched, Least(threshold, next), filter);
            return next;
        }
        for (; next >= 0 && touched * ProbeCost > _active[next].PostingsAWindow; next--)
        {
            if (_active[next].IsShort)
                AddShort(_active[next], window, _sums.FewPostings);
            else
                AddBlocks(_active[next], window, double.NegativeInfinity, _sums.FewPostings);
        }
        var least = Least(threshold, next);
        if (next < 0 && best.Count < best.Limit && filter.AllowsAll)
            least = Math.Max(least, _sums.LeastOfBest(best.Limit));
        _sums.TakeScanned(begin, least, filter);
        return next;
    }

    private int AddShort(TermScorer term, int window, int touched)
    {
        var begin = (uint)window << WindowBits;
        var sums = _sums.Sums;
        var documents = term.ShortDocuments;
        var scores = term.ShortScores;
        var added = 0;
        for (var i = term.First(window); i < documents.Length && documents[i] - begin < WindowSize; i++)
        {
            var place = documents[i] - begin;
            sums[place] += scores[i];
            _sums.Touch(touched + added, place);
            added++;
        }
        return added;
    }

    private int AddBlocks(TermScorer term, int window, double leastBlock, int touched)
    {
        var begin = (uint)window << WindowBits;
        var end = begin + WindowSize;
        var cursor = term.Cursor;
        var added = 0;
        for (var block = term.First(window); block < cursor.BlockCount; block++)
        {
            if (term.BlockBound(block) >= leastBlock)
            {
                term.Load(block);
                var from = *cursor.Documents >= begin ? 0 : cursor.FindInBlock(0, begin);
                var to = cursor.Documents[cursor.Loaded - 1] < end ? cursor.Loaded : cursor.FindInBlock(from, end);
                term.AddScores(from, to, _sums.Sums - begin);
                _sums.Touch(cursor.Documents, from, to, begin, touched + added);
                added += to - from;
            }
            if (cursor.LastDocument(block) >= end - 1)
                break;
        }
        return added;
    }

    /// <summary>Adds a term's scores to the candidates that hold it, once those that cannot reach the threshold are dropped.</summary>
    /// <param name="reach">What this term and those still to come can add; <paramref name="reachAfter"/>: those still to come.</param>
    private void AddToCandidates(TermScorer term, int window, double threshold, double reach, double reachAfter)
    {
        _sums.Drop(threshold - reach);
        if (_sums.Count == 0)
            return;
        if (term.IsShort)
        {
            AddShortToCandidates(term, window);
        }
        else if (_sums.Count * ProbeCost > term.PostingsAWindow)
        {
            _sums.MakeDirty();
            AddBlocks(term, window, double.NegativeInfinity, _sums.FewPostings);
        }
        else
        {
            Probe(term, window, threshold - reachAfter);
        }
    }

    /// <summary>A document that is no candidate has the sum 0, or the window is dirty and its sum is of no account.</summary>
    private void AddShortToCandidates(TermScorer term, int window)
    {
        var begin = (uint)window << WindowBits;
        var sums = _sums.Sums;
        var documents = term.ShortDocuments;
        var scores = term.ShortScores;
        for (var i = term.First(window); i < documents.Length && documents[i] - begin < WindowSize; i++)
        {
            var place = documents[i] - begin;
            if (sums[place] != 0)
                sums[place] += scores[i];
        }
    }

    /// <summary>Looks each candidate up in the term's list.</summary>
    /// <param name="least">What a candidate must reach with this term's best.</param>
    private void Probe(TermScorer term, int window, double least)
    {
        var begin = (uint)window << WindowBits;
        var sums = _sums.Sums;
        var cursor = term.Cursor;
        var block = term.First(window);
        var bound = (double)term.BlockBound(block);
        foreach (var place in _sums.Candidates)
        {
            var document = begin + place;
            if (cursor.LastDocument(block) < document)
            {
                block = cursor.FindBlock(block + 1, document);
                if (block == cursor.BlockCount)
                    return;
                bound = term.BlockBound(block);
            }
            if (sums[place] + bound < least)
                continue;
            cursor.LoadBlock(block);
            var index = cursor.IndexOf(document);
            if (index < 0)
                continue;
            cursor.LoadFrequencies();
            sums[place] += term.Score(document, cursor.Frequencies[index]);
        }
    }
}
