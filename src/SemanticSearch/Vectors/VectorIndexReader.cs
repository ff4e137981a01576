using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Vectors;

/// <summary>
/// A vector file of <see cref="VectorIndexWriter"/>, mapped into memory, for any number of threads. The same question gives the same
/// hits on every machine and with any number of threads: integer dot products, ties by ordinal.
/// </summary>
internal sealed unsafe class VectorIndexReader : IDisposable
{
    private readonly VectorFile _file;
    private readonly RandomRotation _rotation;
    private readonly SearchPool _pool;

    private VectorIndexReader(VectorFile file, VectorManifest manifest, VectorSearchOptions options)
    {
        _file = file;
        Manifest = manifest;
        Rows = new VectorRows(file, manifest);
        _rotation = new RandomRotation(manifest.Dimension, manifest.RotationSeed);
        _pool = new SearchPool(Rows, manifest.Lists > 0 ? new VectorLists(file, manifest) : null, options);
    }

    public VectorManifest Manifest { get; }

    /// <summary>Bytes of the file, which is also what searches may touch in memory.</summary>
    public long Bytes => _file.Bytes;

    internal VectorRows Rows { get; }

    /// <exception cref="DataProblemException">The file is missing, damaged, or of a newer version.</exception>
    public static VectorIndexReader Open(string path, VectorSearchOptions? options = null)
    {
        var file = VectorFile.Open(path, VectorSections.FormatVersion);
        try
        {
            var manifest = VectorManifest.Parse(file.Read(VectorSections.Manifest))
                ?? throw VectorFile.Damaged(path, "its manifest cannot be read");
            return new VectorIndexReader(file, manifest, options ?? new VectorSearchOptions());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="DataProblemException">The vectors were made by another model.</exception>
    public void RequireModel(string model, string modelHash)
    {
        if (Manifest.Model != model || Manifest.ModelHash != modelHash)
        {
            throw new DataProblemException(
                $"{_file.Path} holds vectors of the model {Manifest.Model} ({Manifest.ModelHash}), but {model} ({modelHash}) is wanted: " +
                "embed anew with: semsearch index --model " + model);
        }
    }

    /// <summary>Compares every byte with its checksum.</summary>
    /// <exception cref="DataProblemException">Something is damaged.</exception>
    public void Verify() => _file.CheckAll();

    /// <returns>False where a vector is absent: not embedded yet.</returns>
    public bool Has(int ordinal) => RowOf(ordinal) >= 0;

    /// <param name="vector">Gets Dimension floats of length 1: those that were added, or what the int8 form keeps of them.</param>
    /// <returns>False where a vector is absent.</returns>
    public bool TryGet(int ordinal, Span<float> vector)
    {
        using var hold = new MapHold(_file.Handle);
        var row = RowOf(ordinal);
        if (row < 0)
            return false;
        vector = vector[..Manifest.Dimension];
        if (Rows.Floats != null)
        {
            new ReadOnlySpan<float>(Rows.Floats + (long)row * Manifest.Dimension, Manifest.Dimension).CopyTo(vector);
            return true;
        }
        ByteRows.Decode(Rows.Row(row), Rows.Scales[row], vector);
        _rotation.Undo(vector);
        return true;
    }

    /// <summary>Adds a vector to a sum, in the index's own basis: sums there compare with each other as those of the vectors themselves do.</summary>
    /// <returns>False where the vector is absent.</returns>
    public bool AddTo(Span<float> sum, int ordinal)
    {
        using var hold = new MapHold(_file.Handle);
        var row = RowOf(ordinal);
        if (row < 0)
            return false;
        if (Rows.Floats != null)
            FloatSpans.Add(sum, new ReadOnlySpan<float>(Rows.Floats + (long)row * Manifest.Dimension, Manifest.Dimension));
        else
            ByteRows.AddTo(sum, Rows.Row(row), Rows.Scales[row]);
        return true;
    }

    /// <summary>Brings a sum of <see cref="AddTo"/> back to the basis of the model.</summary>
    public void FromOwnBasis(Span<float> sum)
    {
        if (Rows.Floats == null)
            _rotation.Undo(sum);
    }

    /// <summary>The nearest vectors by cosine, best first, ties by ordinal. Allocates nothing once warm.</summary>
    /// <param name="query">Dimension floats, finite, not all zero; of any length.</param>
    /// <param name="hits">Its length says how many are wanted.</param>
    /// <param name="allowed">Bit i of word i / 64 allows ordinal i; empty: all. Applied before the best are chosen.</param>
    /// <param name="deleted">Bit i of word i / 64 excludes ordinal i; empty: none.</param>
    /// <returns>How many were found: fewer than wanted only when no more are allowed and present.</returns>
    public int Search(ReadOnlySpan<float> query, Span<VectorHit> hits, ReadOnlySpan<ulong> allowed = default, ReadOnlySpan<ulong> deleted = default)
    {
        CheckQuery(query);
        CheckBits(allowed, nameof(allowed));
        CheckBits(deleted, nameof(deleted));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits.Length, VectorLimits.MaxTop, nameof(hits));
        if (hits.Length == 0 || Rows.Count == 0)
            return 0;
        using var hold = new MapHold(_file.Handle);
        var search = _pool.Rent();
        try
        {
            fixed (ulong* allowedWords = allowed, deletedWords = deleted)
                return search.Run(query, _rotation, new OrdinalFilter(allowedWords, deletedWords), hits);
        }
        finally
        {
            _pool.Return(search);
        }
    }

    /// <summary>The cosines of given vectors with a question; -1 where a vector is absent.</summary>
    /// <param name="query">As for a search.</param>
    /// <param name="cosines">As long as <paramref name="ordinals"/>.</param>
    public void Score(ReadOnlySpan<float> query, ReadOnlySpan<int> ordinals, Span<float> cosines)
    {
        CheckQuery(query);
        using var hold = new MapHold(_file.Handle);
        var search = _pool.Rent();
        try
        {
            search.Score(query, _rotation, ordinals, cosines);
        }
        finally
        {
            _pool.Return(search);
        }
    }

    /// <summary>The cosines of all vectors with a question, by ordinal; -1 where a vector is absent. One thread. Allocates nothing once warm.</summary>
    /// <param name="query">As for a search.</param>
    /// <param name="cosines">As long as there are ordinals.</param>
    public void ScoreAll(ReadOnlySpan<float> query, Span<float> cosines)
    {
        CheckQuery(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(cosines.Length, Manifest.Ordinals, nameof(cosines));
        using var hold = new MapHold(_file.Handle);
        var search = _pool.Rent();
        try
        {
            search.ScoreAll(query, _rotation, cosines[..Manifest.Ordinals]);
        }
        finally
        {
            _pool.Return(search);
        }
    }

    /// <summary>As <see cref="Search(ReadOnlySpan{float}, Span{VectorHit}, ReadOnlySpan{ulong}, ReadOnlySpan{ulong})"/>, into a new array.</summary>
    public VectorHit[] Search(ReadOnlySpan<float> query, int top, ReadOnlySpan<ulong> allowed = default, ReadOnlySpan<ulong> deleted = default)
    {
        var hits = new VectorHit[Math.Min(top, Rows.Count)];
        return hits.AsSpan(0, Search(query, hits, allowed, deleted)).ToArray();
    }

    /// <summary>Searches under way are finished first; later ones throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _file.Dispose();

    internal int RowOf(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, Manifest.Ordinals);
        using var hold = new MapHold(_file.Handle);
        return Rows.RowOfOrdinal[ordinal];
    }

    private void CheckQuery(ReadOnlySpan<float> query)
    {
        if (query.Length != Manifest.Dimension)
            throw new ArgumentException($"The question's vector has {query.Length} numbers, the model's have {Manifest.Dimension}.", nameof(query));
        var squares = 0f;
        foreach (var value in query)
            squares += value * value;
        if (!(squares > 0) || float.IsInfinity(squares))
            throw new ArgumentException("The question's vector is zero or not finite.", nameof(query));
    }

    private void CheckBits(ReadOnlySpan<ulong> bits, string name)
    {
        if (bits.Length > 0 && bits.Length < (Manifest.Ordinals + 63) / 64)
            throw new ArgumentException($"{bits.Length} words do not cover {Manifest.Ordinals} ordinals.", name);
    }
}
