using SemanticSearch.Storage;

namespace SemanticSearch.Vectors;

/// <summary>
/// Collects vectors by ordinal and writes them as one immutable file for <see cref="VectorIndexReader"/>. The same vectors give the same
/// bytes, whatever the order in which they are added. Not for several threads at once.
/// </summary>
internal sealed unsafe class VectorIndexWriter : IDisposable
{
    private const float UnitTolerance = 0.001f;

    private readonly VectorIndexOptions _options;
    private readonly RandomRotation _rotation;
    private readonly ByteRows _rows;
    private readonly List<float[]> _floats = [];
    private readonly SortedDictionary<int, int> _rowOfOrdinal = [];
    private readonly float[] _rotated;

    public VectorIndexWriter(VectorIndexOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Dimension, VectorLimits.MaxDimension);
        _options = options;
        _rotation = new RandomRotation(options.Dimension, options.RotationSeed);
        _rows = new ByteRows(options.Dimension);
        _rotated = new float[options.Dimension];
    }

    /// <summary>Vectors added so far.</summary>
    public int Count => _rows.Count;

    /// <param name="ordinal">At least 0; each at most once.</param>
    /// <param name="vector">Of length 1 and the stated dimension.</param>
    public void Add(int ordinal, ReadOnlySpan<float> vector)
    {
        if (vector.Length != _options.Dimension)
            throw new ArgumentException($"The vector has {vector.Length} numbers instead of {_options.Dimension}.", nameof(vector));
        var squares = 0f;
        foreach (var value in vector)
            squares += value * value;
        if (!(MathF.Abs(squares - 1) <= UnitTolerance))
            throw new ArgumentException($"Vector {ordinal} has squared length {squares} instead of 1.", nameof(vector));
        TakeOrdinal(ordinal);
        vector.CopyTo(_rotated);
        _rotation.Apply(_rotated);
        _rows.Add(_rotated);
        if (_options.KeepFloats)
            _floats.Add(vector.ToArray());
    }

    /// <summary>Takes a vector over from an earlier file, bit by bit.</summary>
    /// <returns>False when it is absent there.</returns>
    /// <exception cref="Documents.DataProblemException">The file is of another model.</exception>
    public bool Copy(VectorIndexReader from, int fromOrdinal, int ordinal)
    {
        from.RequireModel(_options.Model, _options.ModelHash);
        var (source, row) = (from.Rows, from.RowOf(fromOrdinal));
        if (row < 0)
            return false;
        if (_options.KeepFloats && source.Floats == null || from.Manifest.RotationSeed != _options.RotationSeed)
        {
            var vector = new float[_options.Dimension];
            from.TryGet(fromOrdinal, vector);
            Add(ordinal, vector);
            return true;
        }
        TakeOrdinal(ordinal);
        _rows.Add(source.Row(row), source.Scales[row]);
        if (_options.KeepFloats)
            _floats.Add(new ReadOnlySpan<float>(source.Floats + (long)row * source.Dimension, source.Dimension).ToArray());
        return true;
    }

    /// <param name="path">Replaced as a whole, or left as it is.</param>
    /// <param name="ordinals">Ordinals run from 0 to this, exclusive; those without a vector are absent.</param>
    public VectorManifest Write(string path, int ordinals)
    {
        if (_rowOfOrdinal.Count > 0 && _rowOfOrdinal.Keys.Last() >= ordinals)
            throw new ArgumentOutOfRangeException(nameof(ordinals), $"There is a vector for ordinal {_rowOfOrdinal.Keys.Last()}.");
        int[] order = [.. _rowOfOrdinal.Values];
        var lists = _options.ListsFor(Count);
        var build = lists > 0 ? new ListBuild(_rows, order, lists, _options.Threads ?? Environment.ProcessorCount) : null;
        var manifest = new VectorManifest(
            _options.Model, _options.ModelHash, _options.Dimension, ordinals, Count, _options.KeepFloats, _options.RotationSeed,
            lists, build?.CodeBlocks ?? 0, build?.Probes ?? 0);
        using var file = VectorFileWriter.Create(path, VectorSections.FormatVersion);
        file.Write<byte>(VectorSections.Manifest, manifest.ToBytes());
        WriteRows(file, build?.Order ?? order, ordinals);
        build?.Write(file);
        file.Complete();
        return manifest;
    }

    public void Dispose() => _rows.Dispose();

    private void TakeOrdinal(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        if (!_rowOfOrdinal.TryAdd(ordinal, Count))
            throw new ArgumentException($"Ordinal {ordinal} has a vector already.", nameof(ordinal));
    }

    private void WriteRows(VectorFileWriter file, int[] order, int ordinals)
    {
        var ordinalOf = new int[Count];
        foreach (var (ordinal, row) in _rowOfOrdinal)
            ordinalOf[row] = ordinal;
        var ordinalOfRow = Array.ConvertAll(order, row => ordinalOf[row]);
        var rowOfOrdinal = new int[ordinals];
        Array.Fill(rowOfOrdinal, -1);
        for (var row = 0; row < ordinalOfRow.Length; row++)
            rowOfOrdinal[ordinalOfRow[row]] = row;
        file.Write<int>(VectorSections.RowOfOrdinal, rowOfOrdinal);
        file.Write<int>(VectorSections.OrdinalOfRow, ordinalOfRow);
        file.Write<float>(VectorSections.Scales, Array.ConvertAll(order, _rows.Scale));
        file.Begin(VectorSections.Codes);
        foreach (var row in order)
            file.Write(new ReadOnlySpan<byte>(_rows.Row(row), _rows.Stride));
        if (!_options.KeepFloats)
            return;
        file.Begin(VectorSections.Floats);
        foreach (var row in order)
            file.Write<float>(_floats[row]);
    }
}
