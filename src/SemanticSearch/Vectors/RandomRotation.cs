using System.Numerics;

namespace SemanticSearch.Vectors;

/// <summary>
/// A fixed random rotation: sign flips and fast Walsh-Hadamard transforms in turn. It keeps all dot products and spreads every
/// vector evenly over its coordinates, which is what few-bit codes need (as in RaBitQ, Gao and Long, SIGMOD 2024, who draw a dense
/// matrix; this one costs n log n). The transform needs a power of two: it covers the first 2^k coordinates and the last 2^k in turn.
/// </summary>
internal sealed class RandomRotation
{
    private const int Rounds = 4;

    private readonly int _dimension;
    private readonly int _block;
    private readonly float[] _signs;

    public RandomRotation(int dimension, ulong seed)
    {
        _dimension = dimension;
        _block = 1 << BitOperations.Log2((uint)dimension);
        _signs = new float[Rounds * dimension];
        // The factor 1/sqrt(n) that makes the transform orthogonal is applied together with the signs.
        var norm = 1f / MathF.Sqrt(_block);
        for (var i = 0; i < _signs.Length; i++)
        {
            var isInBlock = i / dimension % 2 == 0 ? i % dimension < _block : i % dimension >= dimension - _block;
            _signs[i] = (SplitMix(ref seed) >> 63 == 0 ? 1f : -1f) * (isInBlock ? norm : 1f);
        }
    }

    /// <param name="vector">Dimension floats, rotated in place.</param>
    public void Apply(Span<float> vector)
    {
        for (var round = 0; round < Rounds; round++)
        {
            Multiply(vector, _signs.AsSpan(round * _dimension, _dimension));
            Hadamard(Block(vector, round));
        }
    }

    /// <summary>Undoes <see cref="Apply"/>: the transform is its own inverse up to the factor.</summary>
    public void Undo(Span<float> vector)
    {
        for (var round = Rounds - 1; round >= 0; round--)
        {
            Hadamard(Block(vector, round));
            Multiply(vector, _signs.AsSpan(round * _dimension, _dimension));
        }
    }

    private Span<float> Block(Span<float> vector, int round) =>
        round % 2 == 0 ? vector[.._block] : vector.Slice(_dimension - _block, _block);

    private static void Multiply(Span<float> vector, ReadOnlySpan<float> factors)
    {
        var i = 0;
        for (; i <= vector.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(vector[i..]) * new Vector<float>(factors[i..])).CopyTo(vector[i..]);
        for (; i < vector.Length; i++)
            vector[i] *= factors[i];
    }

    // The order of additions is the same for any width of vector, so results do not depend on the processor.
    private static void Hadamard(Span<float> x)
    {
        for (var half = 1; half < x.Length; half *= 2)
        {
            for (var start = 0; start < x.Length; start += 2 * half)
                Butterflies(x.Slice(start, half), x.Slice(start + half, half));
        }
    }

    private static void Butterflies(Span<float> a, Span<float> b)
    {
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var (u, v) = (new Vector<float>(a[i..]), new Vector<float>(b[i..]));
            (u + v).CopyTo(a[i..]);
            (u - v).CopyTo(b[i..]);
        }
        for (; i < a.Length; i++)
            (a[i], b[i]) = (a[i] + b[i], a[i] - b[i]);
    }

    // SplitMix64 (Steele, Lea, Flood 2014): fixed here because files depend on it.
    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
