using System.Text;
using SemanticSearch.Storage;

namespace SemanticSearch.Concepts;

/// <summary>
/// Vectors of concepts as one model made them, each concept under the hash of what was embedded: whatever of the glossary changes, the rest still
/// fits. Sections: identity of the model; keys in ascending order (16 bytes each); for each concept two scales (float32) and two rows of signed
/// bytes, its definition's vector and the mean of its lay phrases' vectors.
/// </summary>
internal sealed class ConceptVectorFile : IDisposable
{
    /// <summary>Beside a model that ships, and in a generation for what that one lacks.</summary>
    public const string FileName = "glossary.ssgv";

    private const string Kind = "concept-vectors";
    private const int Version = 1;

    private readonly MappedIndexFile _file;

    private ConceptVectorFile(MappedIndexFile file)
    {
        _file = file;
        Model = Encoding.UTF8.GetString(file.Section<byte>(0));
        Count = file.Section<UInt128>(1).Length;
        Dimension = Count == 0 ? 0 : (int)(file.SectionLength(3) / (2 * Count));
    }

    /// <summary>Identity of the model.</summary>
    public string Model { get; }

    /// <summary>Concepts.</summary>
    public int Count { get; }

    public int Dimension { get; }

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="Documents.DataProblemException">It is damaged or of another version.</exception>
    public static ConceptVectorFile? TryOpen(string path) => ModelFile.Exists(path) ? new ConceptVectorFile(MappedIndexFile.Open(path, Kind, Version)) : null;

    /// <summary>Writes the vectors of concepts; the same for the same ones, in whatever order they come. There is no such file yet.</summary>
    /// <param name="rows">As <see cref="ConceptVectors.Embed"/> gives them.</param>
    public static void Write(string path, string model, int dimension, IReadOnlyList<Concept> concepts, ReadOnlySpan<float> rows)
    {
        var keys = concepts.Select(KeyOf).ToArray();
        var order = Enumerable.Range(0, keys.Length).DistinctBy(i => keys[i]).OrderBy(i => keys[i]).ToArray();
        var scales = new float[2 * order.Length];
        var codes = new sbyte[scales.Length * dimension];
        for (var row = 0; row < scales.Length; row++)
            scales[row] = ByteVector.Quantise(rows.Slice((2 * order[row / 2] + row % 2) * dimension, dimension), codes.AsSpan(row * dimension, dimension));
        using var file = IndexFileWriter.Create(path, Kind, Version);
        file.WriteSection<byte>(Encoding.UTF8.GetBytes(model));
        file.WriteSection<UInt128>(order.Select(i => keys[i]).ToArray());
        file.WriteSection<float>(scales);
        file.WriteSection<sbyte>(codes);
        file.Complete();
    }

    public bool Has(Concept concept) => _file.Section<UInt128>(1).BinarySearch(KeyOf(concept)) >= 0;

    /// <summary>Copies the two rows of a concept into <paramref name="rows"/>.</summary>
    /// <returns>False when the file does not have it.</returns>
    public bool TryRead(Concept concept, Span<float> rows)
    {
        var place = _file.Section<UInt128>(1).BinarySearch(KeyOf(concept));
        if (place < 0)
            return false;
        var codes = _file.Section<sbyte>(3).Slice(2 * place * Dimension, 2 * Dimension);
        var scales = _file.Section<float>(2);
        for (var i = 0; i < codes.Length; i++)
            rows[i] = codes[i] * scales[2 * place + i / Dimension];
        return true;
    }

    public void Dispose() => _file.Dispose();

    private static UInt128 KeyOf(Concept concept) => EmbeddingCache.KeyOf(string.Join('\n', concept.Texts));
}
