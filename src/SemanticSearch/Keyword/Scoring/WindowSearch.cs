using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>The best documents of one segment at a time without scoring all of them. A segment is cut into windows of documents; the windows are
/// visited in the order of the most that their documents can score, until no window can add to the best (Mallia and others 2024,
/// block-max pruning). Within a window the terms are divided as in MaxScore (Turtle and Flood 1995): those that together cannot reach
/// the threshold are looked up only for documents that the others bring.</summary>
/// <remarks>Scores are sums of single-precision term scores in double precision, exact in any order: the result is that of a full scan.</remarks>
internal sealed unsafe class WindowSearch
{
    public const int WindowBits = 12;

    private const int WindowSize = 1 << WindowBits;

    /// <summary>Fewer postings than this in a window are remembered one by one instead of scanning the window.</summary>
    private const int FewPostings = WindowSize / 16;

    /// <summary>Sums of bounds are rounded; never down.</summary>
    private const double Slack = 1.0000001;

    private readonly double[] _sums = GC.AllocateArray<double>(WindowSize, pinned: true);
    private readonly double* _sum;
    private readonly List<TermScorer> _pool = [];
    private readonly uint[] _candidates = new uint[WindowSize + FewPostings];
    private readonly double[] _scores = new double[WindowSize + FewPostings];
    private TermScorer[] _active = new TermScorer[16];
    private double[] _reach = new double[16];
    private ulong[] _order = [];
    private int _terms;
    private int _candidateCount;

    public WindowSearch() => _sum = (double*)Marshal.UnsafeAddrOfPinnedArrayElement(_sums, 0);

    /// <summary>A scorer to be opened for the next term of the segment.</summary>
    public TermScorer NextTerm()
    {
        if (_terms == _pool.Count)
            _pool.Add(new TermScorer());
        return _pool[_terms++];
    }

    public void Clear() => _terms = 0;

    public static int Windows(int documents) => (documents + WindowSize - 1) >> WindowBits;

    /// <summary>Offers every document of the segment that may be among the best.</summary>
    /// <param name="documents">Documents of the segment.</param>
    /// <param name="first">The ordinal of its first document.</param>
    public void Run(int documents, int first, DocumentFilter filter, TopDocuments best)
    {
        if (_terms == 0)
            return;
        if (_active.Length < _terms)
        {
            _active = new TermScorer[2 * _terms];
            _reach = new double[2 * _terms];
        }
        var windows = OrderWindows(Windows(documents));
        for (var i = windows - 1; i >= 0; i--)
        {
            var window = (int)(uint)_order[i];
            var bound = BitConverter.UInt32BitsToSingle((uint)(_order[i] >> 32));
            if (bound < best.Threshold)
                break;
            Visit(window, first, filter, best);
        }
    }

    /// <summary>Fills <see cref="_order"/> with (bound, window) of the windows that hold anything, smallest bound first.</summary>
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
        var unseen = essential == 0 ? 0 : _reach[essential - 1];
        // Below the threshold by what the other terms can add, a document is out; without a threshold any score will do.
        var least = double.IsNegativeInfinity(threshold) ? double.Epsilon : threshold - unseen;
        _candidateCount = 0;
        if (essential == active - 1)
            TakeFromOne(_active[essential], window, least, filter);
        else
            TakeFromSeveral(essential, active, window, least, threshold, filter);
        for (var t = essential - 1; t >= 0 && _candidateCount > 0; t--)
            LookUp(_active[t], window, threshold, _reach[t], t == 0 ? 0 : _reach[t - 1]);
        for (var i = 0; i < _candidateCount; i++)
        {
            if (_scores[i] >= threshold)
                best.Offer(_scores[i], first + (int)_candidates[i]);
        }
    }

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
            for (var i = term.Start(window); i < documents.Length && documents[i] < end; i++)
            {
                if (term.ShortScores[i] >= least && filter.Allows(documents[i]))
                    Take(documents[i], term.ShortScores[i]);
            }
            return;
        }
        var cursor = term.Cursor;
        for (var block = term.Start(window); block < cursor.BlockCount; block++)
        {
            if (term.BlockBound(block) >= least)
            {
                term.Load(block);
                for (var i = cursor.FindInBlock(0, begin); i < cursor.Loaded && cursor.Documents[i] < end; i++)
                {
                    var score = term.Score(cursor.Documents[i], cursor.Frequencies[i]);
                    if (score >= least && filter.Allows(cursor.Documents[i]))
                        Take(cursor.Documents[i], score);
                }
            }
            if (cursor.LastDocument(block) >= end - 1)
                return;
        }
    }

    private void TakeFromSeveral(int essential, int active, int window, double least, double threshold, DocumentFilter filter)
    {
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
        if (touched <= FewPostings)
            TakeTouched(begin, touched, least, filter);
        else
            TakeScanned(begin, least, filter);
    }

    private int AddShort(TermScorer term, int window, int touched)
    {
        var begin = (uint)window << WindowBits;
        var documents = term.ShortDocuments;
        var scores = term.ShortScores;
        var added = 0;
        for (var i = term.Start(window); i < documents.Length && documents[i] - begin < WindowSize; i++)
        {
            var place = documents[i] - begin;
            _sum[place] += scores[i];
            if (touched + added < FewPostings)
                _candidates[WindowSize + touched + added] = place;
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
        for (var block = term.Start(window); block < cursor.BlockCount; block++)
        {
            if (term.BlockBound(block) >= leastBlock)
            {
                term.Load(block);
                var from = cursor.FindInBlock(0, begin);
                var to = cursor.Documents[cursor.Loaded - 1] < end ? cursor.Loaded : cursor.FindInBlock(from, end);
                term.AddScores(from, to, _sum - begin);
                if (touched + added < FewPostings)
                    Remember(cursor.Documents, from, to, begin, touched + added);
                added += to - from;
            }
            if (cursor.LastDocument(block) >= end - 1)
                break;
        }
        return added;
    }

    private void Remember(uint* documents, int from, int to, uint begin, int at)
    {
        for (var i = from; i < to && at < FewPostings; i++, at++)
            _candidates[WindowSize + at] = documents[i] - begin;
    }

    private void TakeTouched(uint begin, int touched, double least, DocumentFilter filter)
    {
        var places = _candidates.AsSpan(WindowSize, touched);
        places.Sort();
        foreach (var place in places)
        {
            var score = _sum[place];
            // A document touched twice is taken once: its sum is zero the second time.
            _sum[place] = 0;
            if (score >= least && filter.Allows(begin + place))
                Take(begin + place, score);
        }
    }

    private void TakeScanned(uint begin, double least, DocumentFilter filter)
    {
        var limit = Vector512.Create(least);
        for (var i = 0; i < WindowSize; i += 8)
        {
            var mask = Vector512.GreaterThanOrEqual(Vector512.Load(_sum + i), limit).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
            {
                var place = (uint)(i + BitOperations.TrailingZeroCount(mask));
                if (filter.Allows(begin + place))
                    Take(begin + place, _sum[place]);
            }
        }
        new Span<double>(_sum, WindowSize).Clear();
    }

    private void Take(uint document, double score)
    {
        _candidates[_candidateCount] = document;
        _scores[_candidateCount++] = score;
    }

    /// <summary>Adds a term's scores to the candidates that hold it, and drops those that cannot reach the threshold.</summary>
    /// <param name="reach">What this term and those still to come can add; <paramref name="reachAfter"/>: those still to come.</param>
    private void LookUp(TermScorer term, int window, double threshold, double reach, double reachAfter)
    {
        var kept = 0;
        var at = term.Start(window);
        var cursor = term.Cursor;
        var inBlock = 0;
        for (var i = 0; i < _candidateCount; i++)
        {
            var (document, score) = (_candidates[i], _scores[i]);
            if (score + reach < threshold)
                continue;
            if (term.IsShort)
            {
                while (at < cursor.Count && term.ShortDocuments[at] < document)
                    at++;
                if (at < cursor.Count && term.ShortDocuments[at] == document)
                    score += term.ShortScores[at];
            }
            else
            {
                var block = cursor.FindBlock(at, document);
                if (block != at)
                    (at, inBlock) = (block, 0);
                if (block < cursor.BlockCount)
                {
                    if (score + term.BlockBound(block) + reachAfter < threshold)
                        continue;
                    if (cursor.Block != block)
                        cursor.LoadBlock(block);
                    inBlock = cursor.FindInBlock(inBlock, document);
                    if (inBlock < cursor.Loaded && cursor.Documents[inBlock] == document)
                    {
                        cursor.LoadFrequencies();
                        score += term.Score(document, cursor.Frequencies[inBlock]);
                    }
                }
            }
            _candidates[kept] = document;
            _scores[kept++] = score;
        }
        _candidateCount = kept;
    }
}
