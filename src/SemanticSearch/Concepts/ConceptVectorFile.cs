using System.Text;
using SemanticSearch.Storage;

namespace SemanticSearch.Concepts;

/// <summary>
/// Vectors of a glossary's texts as one model made them, each under the hash of its text: what of it still fits is used, whatever of the
/// glossary was changed. Sections: identity of the model, keys in ascending order (16 bytes each), scales (float32), rows of signed bytes.
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
        Dimension = Count == 0 ? 0 : (int)(file.SectionLength(3) / Count);
    }

    /// <summary>Identity of the model.</summary>
    public string Model { get; }

    public int Count { get; }

    public int Dimension { get; }

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="Documents.DataProblemException">It is damaged or of another version.</exception>
    public static ConceptVectorFile? TryOpen(string path) => ModelFile.Exists(path) ? new ConceptVectorFile(MappedIndexFile.Open(path, Kind, Version)) : null;

    /// <summary>Writes vectors; the same for the same vectors, in whatever order they come. There is no such file yet.</summary>
    /// <param name="vectors">A row of <paramref name="dimension"/> numbers for each key.</param>
    public static void Write(string path, string model, int dimension, IReadOnlyList<UInt128> keys, ReadOnlySpan<float> vectors)
    {
        var order = Enumerable.Range(0, keys.Count).OrderBy(i => keys[i]).ToArray();
        var scales = new float[order.Length];
        var codes = new sbyte[order.Length * dimension];
        for (var row = 0; row < order.Length; row++)
            scales[row] = ByteVector.Quantise(vectors.Slice(order[row] * dimension, dimension), codes.AsSpan(row * dimension, dimension));
        using var file = IndexFileWriter.Create(path, Kind, Version);
        file.WriteSection<byte>(Encoding.UTF8.GetBytes(model));
        file.WriteSection<UInt128>(order.Select(i => keys[i]).ToArray());
        file.WriteSection<float>(scales);
        file.WriteSection<sbyte>(codes);
        file.Complete();
    }

    /// <summary>Copies the row of a text into <paramref name="codes"/>.</summary>
    /// <returns>False when the file does not have it.</returns>
    public bool TryRead(UInt128 key, Span<sbyte> codes, out float scale)
    {
        var row = _file.Section<UInt128>(1).BinarySearch(key);
        scale = row < 0 ? 0 : _file.Section<float>(2)[row];
        if (row >= 0)
            _file.Section<sbyte>(3).Slice(row * Dimension, Dimension).CopyTo(codes);
        return row >= 0;
    }

    public void Dispose() => _file.Dispose();
}
