using System.Numerics;
using System.Runtime.InteropServices;
using SemanticSearch.Vectors;

namespace SemanticSearch.Benchmarks.Vectors;

/// <summary>Vectors and questions in memory with the true ten nearest of each question, found by comparing floats.</summary>
internal sealed unsafe class VectorSet
{
    public const int Top = 10;

    private readonly float* _vectors;

    private VectorSet(int count, int dimension, float[][] questions)
    {
        (Count, Dimension, Questions) = (count, dimension, questions);
        _vectors = (float*)NativeMemory.AlignedAlloc((nuint)count * (nuint)dimension * sizeof(float), 4096);
        Nearest = new int[questions.Length][];
    }

    public int Count { get; }

    public int Dimension { get; }

    public float[][] Questions { get; }

    /// <summary>For each question the ordinals of its ten nearest vectors, best first.</summary>
    public int[][] Nearest { get; }

    public Span<float> Vector(int ordinal) => new(_vectors + (long)ordinal * Dimension, Dimension);

    /// <summary>About one cluster for each thousand vectors, at least a hundred.</summary>
    public static VectorSet Generate(int count, int dimension, int questions, ulong seed)
    {
        var source = new ClusteredVectors(dimension, Math.Max(100, count / 1000), seed);
        var set = new VectorSet(count, dimension, new float[questions][]);
        Parallel.For(0, count, i => source.Member(i, set.Vector(i)));
        for (var i = 0; i < questions; i++)
            source.Question(i, set.Questions[i] = new float[dimension]);
        set.FindNearest();
        return set;
    }

    /// <summary>Vectors of a real model: <c>passages.f32</c> and <c>queries.f32</c> in a folder, rows of little-endian floats of length 1.</summary>
    public static VectorSet Load(string folder, int dimension)
    {
        var questions = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, "queries.f32"))).ToArray();
        using var file = File.OpenRead(Path.Combine(folder, "passages.f32"));
        var count = (int)(file.Length / (dimension * sizeof(float)));
        var set = new VectorSet(count, dimension, [.. questions.Chunk(dimension)]);
        for (var i = 0; i < count; i++)
            file.ReadExactly(MemoryMarshal.AsBytes(set.Vector(i)));
        set.FindNearest();
        return set;
    }

    public double Recall(int question, ReadOnlySpan<VectorHit> hits)
    {
        var found = 0;
        foreach (var hit in hits)
        {
            if (Nearest[question].Contains(hit.Ordinal))
                found++;
        }
        return found / (double)Nearest[question].Length;
    }

    /// <summary>The ten nearest among the ordinals that <paramref name="allows"/> names.</summary>
    public int[] NearestOf(int question, Func<int, bool> allows)
    {
        var best = new TopHits();
        best.Reset(Top);
        for (var i = 0; i < Count; i++)
        {
            if (allows(i))
                best.Offer(i, Dot(Questions[question], Vector(i)));
        }
        return Ordinals(best);
    }

    private void FindNearest()
    {
        Parallel.For(0, Questions.Length, q =>
        {
            var best = new TopHits();
            best.Reset(Top);
            for (var i = 0; i < Count; i++)
                best.Offer(i, Dot(Questions[q], Vector(i)));
            Nearest[q] = Ordinals(best);
        });
    }

    private static int[] Ordinals(TopHits best)
    {
        var hits = new VectorHit[Top];
        return Array.ConvertAll(hits[..best.Drain(hits, 1)], hit => hit.Ordinal);
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (x, y) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i <= a.Length - 2 * Vector<float>.Count; i += 2 * Vector<float>.Count)
        {
            x += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
            y += new Vector<float>(a[(i + Vector<float>.Count)..]) * new Vector<float>(b[(i + Vector<float>.Count)..]);
        }
        var sum = System.Numerics.Vector.Sum(x + y);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
