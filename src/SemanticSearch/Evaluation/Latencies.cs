namespace SemanticSearch.Evaluation;

/// <summary>Durations of searches, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly double[] _sortedMs;

    public Latencies(IEnumerable<double> milliseconds) => _sortedMs = [.. milliseconds.Order()];

    /// <summary>The smallest duration that at least <paramref name="percent"/> of all searches stayed within (nearest rank); 0 without any.</summary>
    public double Percentile(double percent)
    {
        if (_sortedMs.Length == 0)
            return 0;
        var rank = (int)Math.Ceiling(percent / 100 * _sortedMs.Length);
        return _sortedMs[Math.Clamp(rank, 1, _sortedMs.Length) - 1];
    }
}
