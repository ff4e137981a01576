using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Vectors;

/// <summary>
/// Looks at the lists whose centres are nearest to a question: the 1-bit form tells which rows may be good enough, those are scored
/// exactly. Belongs to one search at a time and runs on its thread; the buffers stay for the next.
/// </summary>
internal sealed unsafe class ListSearch
{
    /// <summary>Candidates are scored together, so that the memory of the first arrives while the others are still collected.</summary>
    private const int FlushAt = 48;

    /// <summary>
    /// A row is scored when its estimate plus so many standard errors reaches the worst of the best so far. The error is at most
    /// factor * sqrt(1 - 0.8^2) * |question - centre|: the signs of a random vector have a cosine of 0.8 with it (RaBitQ, theorem 3.2).
    /// </summary>
    private const float Errors = 1.3f * 0.6f;

    private readonly VectorRows _rows;
    private readonly VectorLists _lists;
    private readonly DotPath _path;
    private readonly BitTable _table;
    private readonly TopHits _best = new();
    private readonly TopHits _nearestLists = new();
    private readonly VectorHit[] _order;
    private readonly int[] _centreDots;
    private readonly int[] _chosen = new int[FlushAt + BitBlocks.Vectors];
    private readonly int[] _dots = new int[FlushAt + BitBlocks.Vectors];
    private int _waiting;

    public ListSearch(VectorRows rows, VectorLists lists, DotPath path)
    {
        (_rows, _lists, _path) = (rows, lists, path);
        _table = new BitTable(rows.Dimension);
        _order = new VectorHit[lists.Count];
        _centreDots = new int[lists.Count];
    }

    /// <summary>The best rows found; scores still lack the factor <see cref="QueryCodes.Scale"/>.</summary>
    /// <param name="unit">The question in the basis of the rows, of length 1.</param>
    /// <returns>Null when the lists near the question hold too few of the allowed rows to say which are nearest.</returns>
    public TopHits? Run(ReadOnlySpan<float> unit, QueryCodes query, OrdinalFilter filter, int top, ProbePlan plan)
    {
        _best.Reset(top);
        _table.Set(unit);
        CompareCentres(query);
        RankLists(plan.MaxProbes, query.Scale);
        var seen = 0L;
        for (var i = 0; i < plan.MaxProbes; i++)
        {
            if (i >= plan.Probes && seen >= plan.AllowedRows)
                return _best;
            var (list, cosine) = _order[i];
            var allowed = CountAllowed(list, filter);
            seen += allowed;
            if (allowed > 0)
                ScanList(list, cosine, query, filter);
        }
        return seen >= plan.AllowedRows ? _best : null;
    }

    private int CountAllowed(int list, OrdinalFilter filter)
    {
        var (row, end) = (_lists.RowStart(list), _lists.RowStart(list + 1));
        if (filter.IsNone)
            return end - row;
        var count = 0;
        for (; row < end; row++)
            count += filter.Allows(_rows.OrdinalOfRow[row]) ? 1 : 0;
        return count;
    }

    private void CompareCentres(QueryCodes query)
    {
        fixed (int* dots = _centreDots)
            RowDots.InOrder(_path, _lists.Centres, _lists.Count, query, dots);
    }

    private void RankLists(int count, float scale)
    {
        _nearestLists.Reset(count);
        for (var list = 0; list < _centreDots.Length; list++)
        {
            var cosine = _centreDots[list] * _lists.Scales[list];
            if (cosine >= _nearestLists.Threshold)
                _nearestLists.Offer(list, cosine);
        }
        _nearestLists.Drain(_order, scale);
    }

    private void ScanList(int list, float cosine, QueryCodes query, OrdinalFilter filter)
    {
        var length = _lists.Lengths[list];
        var centre = cosine * length;
        var distance = MathF.Sqrt(MathF.Max(0, 1 - 2 * centre + length * length));
        var bonus = _table.Offset + Errors * distance;
        var (row, end) = (_lists.RowStart(list), _lists.RowStart(list + 1));
        var block = _lists.FirstBlock(list);
        for (; row < end; row += BitBlocks.Vectors, block += _lists.BytesPerBlock)
        {
            var good = GoodEnough(block, bonus, _best.Threshold * query.Scale - centre);
            for (; good != 0; good &= good - 1)
                Take(row + BitOperations.TrailingZeroCount(good), end, filter);
            if (_waiting >= FlushAt || float.IsNegativeInfinity(_best.Threshold))
                Flush(query);
        }
        Flush(query);
    }

    // One bit for each of 32 vectors: offset + factor * (step * sum + bonus) >= threshold. Places without a vector have the offset NaN.
    private uint GoodEnough(byte* block, float bonus, float threshold)
    {
        var sums = stackalloc ushort[BitBlocks.Vectors];
        BitSums.Add(_path, block, _table, sums);
        var offsets = BitBlocks.Offsets(block, _rows.Dimension);
        var factors = BitBlocks.Factors(block, _rows.Dimension);
        var (steps, bonuses, thresholds) = (Vector256.Create(_table.Step), Vector256.Create(bonus), Vector256.Create(threshold));
        var good = 0u;
        for (var i = 0; i < BitBlocks.Vectors; i += Vector256<float>.Count)
        {
            var four = Vector128.Load(sums + i);
            var sum = Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four)).AsInt32());
            var estimate = Vector256.Load(offsets + i) + Vector256.Load(factors + i) * (sum * steps + bonuses);
            good |= Vector256.GreaterThanOrEqual(estimate, thresholds).ExtractMostSignificantBits() << i;
        }
        return good;
    }

    private void Take(int row, int end, OrdinalFilter filter)
    {
        if (row >= end || !filter.Allows(_rows.OrdinalOfRow[row]))
            return;
        _chosen[_waiting++] = row;
        if (Sse.IsSupported)
        {
            var codes = _rows.Row(row);
            for (var i = 0; i < _rows.Stride; i += 64)
                Sse.Prefetch0(codes + i);
        }
    }

    private void Flush(QueryCodes query)
    {
        fixed (int* chosen = _chosen, dots = _dots)
            RowDots.Chosen(_path, _rows.Codes, chosen, _waiting, query, dots);
        for (var i = 0; i < _waiting; i++)
        {
            var score = _dots[i] * _rows.Scales[_chosen[i]];
            if (score >= _best.Threshold)
                _best.Offer(_rows.OrdinalOfRow[_chosen[i]], score);
        }
        _waiting = 0;
    }
}
