using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>The sums of one window's documents, and which of them can still be among the best. Between windows all sums are zero.</summary>
internal sealed unsafe class WindowSums
{
    /// <summary>Documents in the largest window.</summary>
    public const int MaxSize = 1 << 14;

    /// <summary>Parts of a window whose largest sums give a first threshold.</summary>
    private const int Parts = 256;

    private readonly double[] _sums = GC.AllocateArray<double>(MaxSize, pinned: true);
    private readonly uint[] _candidates = new uint[MaxSize];
    private readonly uint[] _touched = new uint[MaxSize / 64];
    private readonly double[] _parts = new double[Parts];
    private readonly double* _sum;
    private bool _isDirty;

    public WindowSums() => Sums = _sum = (double*)Marshal.UnsafeAddrOfPinnedArrayElement(_sums, 0);

    /// <summary>By place in the window.</summary>
    public double* Sums { get; }

    /// <summary>Ascending places of the documents that can still be among the best.</summary>
    public ReadOnlySpan<uint> Candidates => _candidates.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Documents in a window.</summary>
    public int Size { get; private set; }

    /// <summary>Fewer postings than this in a window are remembered one by one instead of scanning the window.</summary>
    public int FewPostings => Size / 64;

    public void Resize(int size) => Size = size;

    public void Start()
    {
        Count = 0;
        _isDirty = false;
    }

    /// <summary>From now on documents that are no candidates may have sums too.</summary>
    public void MakeDirty() => _isDirty = true;

    public void Take(uint place, double score)
    {
        _candidates[Count++] = place;
        _sum[place] = score;
    }

    /// <summary>Remembers a document that got a sum, as one of few.</summary>
    public void Touch(int index, uint place)
    {
        if (index < FewPostings)
            _touched[index] = place;
    }

    public void Touch(uint* documents, int from, int to, uint begin, int at)
    {
        for (var i = from; i < to && at < FewPostings; i++, at++)
            _touched[at] = documents[i] - begin;
    }

    /// <summary>Makes candidates of those that were touched and have at least so much.</summary>
    public void TakeTouched(uint begin, int touched, double least, DocumentFilter filter)
    {
        var places = _touched.AsSpan(0, touched);
        places.Sort();
        var last = uint.MaxValue;
        foreach (var place in places)
        {
            if (place == last)
                continue;
            last = place;
            if (_sum[place] >= least && filter.Allows(begin + place))
                _candidates[Count++] = place;
            else
                _sum[place] = 0;
        }
    }

    /// <summary>Makes candidates of all that have at least so much.</summary>
    public void TakeScanned(uint begin, double least, DocumentFilter filter)
    {
        _isDirty = true;
        if (!Vector512.IsHardwareAccelerated)
        {
            TakeScannedByFour(begin, least, filter);
            return;
        }
        var limit = Vector512.Create(least);
        for (var i = 0; i < Size; i += 8)
        {
            var mask = Vector512.GreaterThanOrEqual(Vector512.Load(_sum + i), limit).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
                TakeAllowed(begin, (uint)(i + BitOperations.TrailingZeroCount(mask)), filter);
        }
    }

    private void TakeScannedByFour(uint begin, double least, DocumentFilter filter)
    {
        var limit = Vector256.Create(least);
        for (var i = 0; i < Size; i += 16)
        {
            var a = Vector256.GreaterThanOrEqual(Vector256.Load(_sum + i), limit);
            var b = Vector256.GreaterThanOrEqual(Vector256.Load(_sum + i + 4), limit);
            var c = Vector256.GreaterThanOrEqual(Vector256.Load(_sum + i + 8), limit);
            var d = Vector256.GreaterThanOrEqual(Vector256.Load(_sum + i + 12), limit);
            if (((a | b) | (c | d)).ExtractMostSignificantBits() == 0)
                continue;
            var mask = a.ExtractMostSignificantBits() | b.ExtractMostSignificantBits() << 4
                | c.ExtractMostSignificantBits() << 8 | d.ExtractMostSignificantBits() << 12;
            for (; mask != 0; mask &= mask - 1)
                TakeAllowed(begin, (uint)(i + BitOperations.TrailingZeroCount(mask)), filter);
        }
    }

    private void TakeAllowed(uint begin, uint place, DocumentFilter filter)
    {
        if (filter.Allows(begin + place))
            _candidates[Count++] = place;
    }

    /// <summary>A score that at least so many documents of the window reach, or 0: each part of the window has one that reaches its largest sum.
    /// Saves offering a whole window while nothing is known yet.</summary>
    public double LeastOfBest(int limit)
    {
        var partSize = Size / Parts;
        if (limit > Parts)
            return 0;
        Array.Clear(_parts, 0, limit);
        for (var part = 0; part < Parts; part++)
        {
            var max = Vector512.Load(_sum + part * partSize);
            for (var i = 8; i < partSize; i += 8)
                max = Vector512.Max(max, Vector512.Load(_sum + part * partSize + i));
            var half = Vector256.Max(max.GetLower(), max.GetUpper());
            var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
            var value = Math.Max(quarter.ToScalar(), quarter.GetElement(1));
            if (value <= _parts[0])
                continue;
            // The largest so far stand in ascending order at the end; the smallest of them makes room.
            var at = 0;
            for (; at + 1 < limit && _parts[at + 1] < value; at++)
                _parts[at] = _parts[at + 1];
            _parts[at] = value;
        }
        return _parts[0];
    }

    /// <summary>Drops the candidates below <paramref name="least"/>.</summary>
    public void Drop(double least)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var place = _candidates[i];
            _candidates[kept] = place;
            if (_sum[place] >= least)
                kept++;
            else
                _sum[place] = 0;
        }
        Count = kept;
    }

    /// <summary>Offers the candidates and leaves all sums zero.</summary>
    public void Offer(uint begin, int first, double threshold, TopDocuments best)
    {
        for (var i = 0; i < Count; i++)
        {
            var place = _candidates[i];
            if (_sum[place] >= threshold)
                best.Offer(_sum[place], first + (int)(begin + place));
            _sum[place] = 0;
        }
        if (_isDirty)
            new Span<double>(_sum, Size).Clear();
    }
}
