using System.Numerics;

namespace SemanticSearch.Benchmarks.Vectors;

/// <summary>
/// Seeded unit vectors that lie like a sentence model's. Each of the clusters has a centre, drawn around a common mean direction, and a
/// random basis of a few directions in which its members vary with falling strength (1 / sqrt(1 + i / 4)); a member is the centre plus
/// a draw in that basis plus a little noise in all dimensions, brought to length 1. Cluster sizes fall like 1 / sqrt(rank).
/// A question is a held-out member, pushed away by noise in all dimensions: it lies farther from its neighbours than they from each other.
/// </summary>
internal sealed class ClusteredVectors
{
    private const float CommonMean = 0.35f;
    private const float BasisNoise = 0.75f;
    private const float FullNoise = 0.30f;
    private const float QuestionNoise = 0.5f;
    private const int BasisSize = 40;

    private readonly int _dimension;
    private readonly ulong _seed;
    private readonly float[][] _centres;
    private readonly float[][] _bases;
    private readonly double[] _cumulativeShare;

    public ClusteredVectors(int dimension, int clusters, ulong seed)
    {
        (_dimension, _seed) = (dimension, seed);
        var draw = new Draw(seed);
        var mean = draw.Unit(dimension);
        _centres = new float[clusters][];
        _bases = new float[clusters][];
        _cumulativeShare = new double[clusters];
        var total = 0.0;
        for (var c = 0; c < clusters; c++)
        {
            _centres[c] = draw.Unit(dimension);
            Add(_centres[c], mean, CommonMean);
            _bases[c] = new float[BasisSize * dimension];
            for (var i = 0; i < _bases[c].Length; i++)
                _bases[c][i] = draw.Gauss() / MathF.Sqrt(dimension);
            _cumulativeShare[c] = total += 1 / Math.Sqrt(1 + c);
        }
    }

    /// <summary>Member number <paramref name="index"/>; the same for the same seed, in any order and on any thread.</summary>
    public void Member(long index, Span<float> vector)
    {
        var draw = new Draw(_seed ^ (ulong)(index + 1) * 0xD1342543DE82EF95);
        Member(ref draw, vector);
    }

    public void Question(long index, Span<float> vector)
    {
        var draw = new Draw(~_seed ^ (ulong)(index + 1) * 0xD1342543DE82EF95);
        Member(ref draw, vector);
        AddNoise(ref draw, vector, QuestionNoise);
        Normalise(vector);
    }

    private void Member(ref Draw draw, Span<float> vector)
    {
        var cluster = Array.BinarySearch(_cumulativeShare, draw.Uniform() * _cumulativeShare[^1]);
        if (cluster < 0)
            cluster = Math.Min(~cluster, _centres.Length - 1);
        _centres[cluster].CopyTo(vector);
        var scale = 0f;
        for (var i = 0; i < BasisSize; i++)
            scale += 1 / (1 + i / 4f);
        scale = BasisNoise / MathF.Sqrt(scale);
        for (var i = 0; i < BasisSize; i++)
            Add(vector, _bases[cluster].AsSpan(i * _dimension, _dimension), scale * draw.Gauss() / MathF.Sqrt(1 + i / 4f));
        AddNoise(ref draw, vector, FullNoise);
        Normalise(vector);
    }

    private void AddNoise(ref Draw draw, Span<float> vector, float length)
    {
        var each = length / MathF.Sqrt(_dimension);
        for (var i = 0; i < vector.Length; i++)
            vector[i] += each * draw.Gauss();
    }

    private static void Normalise(Span<float> vector)
    {
        var squares = 0f;
        foreach (var value in vector)
            squares += value * value;
        var factor = 1 / MathF.Sqrt(squares);
        for (var i = 0; i < vector.Length; i++)
            vector[i] *= factor;
    }

    private static void Add(Span<float> vector, ReadOnlySpan<float> direction, float factor)
    {
        var i = 0;
        for (; i <= vector.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(vector[i..]) + factor * new Vector<float>(direction[i..])).CopyTo(vector[i..]);
        for (; i < vector.Length; i++)
            vector[i] += factor * direction[i];
    }

    // SplitMix64 with the sum of twelve 10-bit numbers in place of a normal draw: close enough, and ten times as fast as logarithms.
    private struct Draw(ulong state)
    {
        private const ulong Fields = 0x3FFUL | 0x3FFUL << 20 | 0x3FFUL << 40;
        private const ulong Field = (1UL << 20) - 1;

        private ulong _state = state;

        public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

        public float Gauss()
        {
            var sums = Pairs(Next()) + Pairs(Next());
            var sum = (sums & Field) + (sums >> 20 & Field) + (sums >> 40 & Field);
            return (sum - 12 * 511.5f) / 1024f;

            static ulong Pairs(ulong v) => (v & Fields) + (v >> 10 & Fields);
        }

        public float[] Unit(int dimension)
        {
            var vector = new float[dimension];
            for (var i = 0; i < dimension; i++)
                vector[i] = Gauss();
            Normalise(vector);
            return vector;
        }

        private ulong Next()
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
