using System.Numerics;
using System.Runtime.InteropServices;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>Finds the score that so many of a list reach: the scores are counted in equal steps between the least and the largest, and only those of one
/// step are sorted. Not thread-safe.</summary>
internal sealed class ScoreSelection
{
    private const int Steps = 1024;

    private readonly int[] _counts = new int[Steps];
    private double[] _held = new double[16];

    /// <param name="scores">Finite, at least <paramref name="wanted"/> of them.</param>
    /// <returns>The smallest of the largest so many.</returns>
    public double Reached(ReadOnlySpan<double> scores, int wanted)
    {
        var (low, high) = Bounds(scores);
        var scale = Math.Min((Steps - 1) / (high - low), double.MaxValue);
        Array.Clear(_counts);
        foreach (var score in scores)
            _counts[StepOf(score, low, scale)]++;
        var step = Steps;
        var left = wanted;
        while (left > _counts[--step])
            left -= _counts[step];
        var held = Hold(scores, step, low, scale);
        held.Sort();
        return held[^left];
    }

    private static (double Low, double High) Bounds(ReadOnlySpan<double> scores)
    {
        var (lows, highs) = (new Vector<double>(double.PositiveInfinity), new Vector<double>(double.NegativeInfinity));
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(scores);
        foreach (var vector in vectors)
            (lows, highs) = (Vector.Min(lows, vector), Vector.Max(highs, vector));
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < Vector<double>.Count; i++)
            (low, high) = (Math.Min(low, lows[i]), Math.Max(high, highs[i]));
        foreach (var score in scores[(vectors.Length * Vector<double>.Count)..])
            (low, high) = (Math.Min(low, score), Math.Max(high, score));
        return (low, high);
    }

    private Span<double> Hold(ReadOnlySpan<double> scores, int step, double low, double scale)
    {
        var count = _counts[step];
        if (_held.Length < count)
            _held = new double[2 * count];
        var next = 0;
        foreach (var score in scores)
        {
            if (StepOf(score, low, scale) == step)
                _held[next++] = score;
        }
        return _held.AsSpan(0, count);
    }

    /// <summary>Grows with the score; equal scores, whose scale is the largest number, are all in step 0.</summary>
    private static int StepOf(double score, double low, double scale) => (int)((score - low) * scale);
}
