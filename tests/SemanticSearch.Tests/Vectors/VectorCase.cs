using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

/// <summary>Seeded vectors in clusters, a file of them, and the plain ways to say which are nearest.</summary>
internal sealed class VectorCase : IDisposable
{
    public const string Model = "test-model";
    public const string ModelHash = "0123abcd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vectors-test");

    public VectorCase(int count, int dimension, int seed = 1, int clusters = 20, float noise = 0.6f)
    {
        var random = new Random(seed);
        var centres = Enumerable.Range(0, clusters).Select(_ => Unit(random, dimension)).ToArray();
        Dimension = dimension;
        Vectors = [.. Enumerable.Range(0, count).Select(_ => Near(random, centres[random.Next(clusters)], noise))];
        Queries = [.. Enumerable.Range(0, 40).Select(_ => Near(random, centres[random.Next(clusters)], noise))];
    }

    public int Dimension { get; }

    public float[][] Vectors { get; }

    public float[][] Queries { get; }

    public string File(string name = "vectors.bin") => Path.Combine(_folder.FullName, name);

    public string Folder => _folder.FullName;

    public VectorIndexOptions Options => new(Model, ModelHash, Dimension);

    /// <summary>Writes the vectors whose ordinal <paramref name="isPresent"/> names and opens the file.</summary>
    public VectorIndexReader Build(VectorIndexOptions? options = null, VectorSearchOptions? search = null, Func<int, bool>? isPresent = null)
    {
        using var writer = new VectorIndexWriter(options ?? Options);
        for (var i = 0; i < Vectors.Length; i++)
        {
            if (isPresent is null || isPresent(i))
                writer.Add(i, Vectors[i]);
        }
        writer.Write(File(), Vectors.Length);
        return VectorIndexReader.Open(File(), search);
    }

    /// <summary>Exact order by cosine of floats, ties by ordinal.</summary>
    public VectorHit[] BruteForce(float[] query, int top, Func<int, bool>? allows = null) =>
        Rank(Vectors.Select((vector, ordinal) => new VectorHit(ordinal, Cosine(query, vector))), top, allows);

    /// <summary>The same over what an index keeps of the vectors.</summary>
    public static VectorHit[] BruteForce(VectorIndexReader index, float[] query, int top, Func<int, bool>? allows = null)
    {
        var hits = new List<VectorHit>();
        var vector = new float[index.Manifest.Dimension];
        for (var ordinal = 0; ordinal < index.Manifest.Ordinals; ordinal++)
        {
            if (index.TryGet(ordinal, vector))
                hits.Add(new VectorHit(ordinal, Cosine(query, vector)));
        }
        return Rank(hits, top, allows);
    }

    public static double Recall(VectorHit[] found, VectorHit[] expected) =>
        expected.Length == 0 ? 1 : found.Select(hit => hit.Ordinal).Intersect(expected.Select(hit => hit.Ordinal)).Count() / (double)expected.Length;

    public static ulong[] Bits(int count, Func<int, bool> isSet)
    {
        var words = new ulong[(count + 63) / 64];
        for (var i = 0; i < count; i++)
        {
            if (isSet(i))
                words[i / 64] |= 1UL << (i % 64);
        }
        return words;
    }

    public static float Cosine(float[] a, float[] b)
    {
        var (dot, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }
        return (float)(dot / Math.Sqrt(aa * bb));
    }

    public static float[] Unit(Random random, int dimension) => Normalise([.. Enumerable.Range(0, dimension).Select(_ => Gauss(random))]);

    public void Dispose() => _folder.Delete(recursive: true);

    private static float[] Near(Random random, float[] centre, float noise)
    {
        var around = Unit(random, centre.Length);
        return Normalise([.. centre.Select((value, i) => value + noise * around[i])]);
    }

    private static VectorHit[] Rank(IEnumerable<VectorHit> hits, int top, Func<int, bool>? allows) =>
        [.. hits.Where(hit => allows is null || allows(hit.Ordinal)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Ordinal).Take(top)];

    private static float[] Normalise(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }

    private static float Gauss(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
