namespace SemanticSearch.Vectors;

/// <summary>One search at a time: rotates and encodes the question, scans, and scores the best again with floats where they are kept.</summary>
internal sealed unsafe class VectorSearch
{
    private readonly VectorRows _rows;
    private readonly QueryCodes _codes;
    private readonly ExactScan _scan;
    private readonly ListSearch? _lists;
    private readonly int _probes;
    private readonly int _listCount;
    private readonly DotPath _path;
    private readonly TopHits _rescored = new();
    private readonly float[] _rotated;
    private VectorHit[] _candidates = [];

    public VectorSearch(VectorRows rows, VectorLists? lists, VectorSearchOptions options)
    {
        var path = options.Path ?? RowDots.Best;
        if (!RowDots.IsSupported(path))
            throw new PlatformNotSupportedException($"This processor has no {path}.");
        _rows = rows;
        _path = path;
        _codes = new QueryCodes(rows.Dimension);
        _scan = new ExactScan(rows, path, Math.Max(1, options.Threads ?? Environment.ProcessorCount));
        _rotated = new float[rows.Dimension];
        _probes = options.Probes ?? lists?.Probes ?? 0;
        _listCount = lists?.Count ?? 0;
        if (lists is not null && _probes > 0)
            _lists = new ListSearch(rows, lists, path);
    }

    /// <returns>How many hits were found.</returns>
    public int Run(ReadOnlySpan<float> query, RandomRotation rotation, OrdinalFilter filter, Span<VectorHit> hits)
    {
        query.CopyTo(_rotated);
        rotation.Apply(_rotated);
        _codes.Set(_rotated);
        if (_rows.Floats == null)
            return Find(filter, Math.Min(hits.Length, _rows.Count)).Drain(hits, _codes.Scale);
        return Rescore(query, Find(filter, WithMargin(hits.Length)), hits);
    }

    /// <summary>The cosines of given ordinals; -1 where a vector is absent.</summary>
    public void Score(ReadOnlySpan<float> query, RandomRotation rotation, ReadOnlySpan<int> ordinals, Span<float> cosines)
    {
        query.CopyTo(_rotated);
        rotation.Apply(_rotated);
        _codes.Set(_rotated);
        for (var i = 0; i < ordinals.Length; i++)
        {
            var row = _rows.RowOfOrdinal[ordinals[i]];
            cosines[i] = row < 0 ? -1 : Dot(row) * _rows.Scales[row] * _codes.Scale;
        }

        int Dot(int row)
        {
            int dot;
            RowDots.InOrder(_path, _rows.Row(row), 1, _codes, &dot);
            return dot;
        }
    }

    /// <summary>The cosines of all ordinals; -1 where a vector is absent.</summary>
    public void ScoreAll(ReadOnlySpan<float> query, RandomRotation rotation, Span<float> cosines)
    {
        query.CopyTo(_rotated);
        rotation.Apply(_rotated);
        _codes.Set(_rotated);
        if (_rows.Count < _rows.Ordinals)
            cosines.Fill(-1);
        fixed (float* to = cosines)
            _scan.ScoreAll(_codes, to);
    }

    private TopHits Find(OrdinalFilter filter, int top)
    {
        if (_lists is null || ProbePlan.For(_probes, _listCount, _rows, filter, top) is not { } plan)
            return _scan.Run(_codes, filter, top);
        var factor = 1 / Length(_rotated);
        for (var i = 0; i < _rotated.Length; i++)
            _rotated[i] *= factor;
        return _lists.Run(_rotated, _codes, filter, top, plan) ?? _scan.Run(_codes, filter, top);
    }

    // The int8 score is off by some 0.0004 (384 dimensions): what the floats rank among the best stands within this margin.
    private int WithMargin(int top) => Math.Min(_rows.Count, top + top / 4 + 32);

    private int Rescore(ReadOnlySpan<float> query, TopHits found, Span<VectorHit> hits)
    {
        if (_candidates.Length < found.Count)
            _candidates = new VectorHit[found.Count];
        var count = found.Drain(_candidates, 1);
        var length = Length(query);
        _rescored.Reset(Math.Min(hits.Length, count));
        fixed (float* q = query)
        {
            for (var i = 0; i < count; i++)
            {
                var ordinal = _candidates[i].Ordinal;
                var vector = _rows.Floats + (long)_rows.RowOfOrdinal[ordinal] * _rows.Dimension;
                _rescored.Offer(ordinal, FloatDots.Dot(q, vector, _rows.Dimension));
            }
        }
        return _rescored.Drain(hits, 1 / length);
    }

    private static float Length(ReadOnlySpan<float> query)
    {
        fixed (float* q = query)
            return MathF.Sqrt(FloatDots.Dot(q, q, query.Length));
    }
}
