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
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in scores)
            (low, high) = (Math.Min(low, score), Math.Max(high, score));
        if (low == high)
            return low;
        var scale = (Steps - 1) / (high - low);
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

    /// <summary>Grows with the score.</summary>
    private static int StepOf(double score, double low, double scale) => (int)Math.Min(Steps - 1, (score - low) * scale);
}
