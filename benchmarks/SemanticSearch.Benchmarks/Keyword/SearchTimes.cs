using System.Diagnostics;
using System.Globalization;

namespace SemanticSearch.Benchmarks.Keyword;

/// <summary>Times of single searches, one thread, in microseconds.</summary>
internal sealed record SearchTimes(double P50, double P95, double P99, double Mean)
{
    public double PerSecond => 1e6 / Mean;

    /// <param name="rounds">How often each query is asked; one round before them warms up.</param>
    public static SearchTimes Measure(int queries, int rounds, Action<int> search)
    {
        for (var q = 0; q < queries; q++)
            search(q);
        var times = new double[queries * rounds];
        for (var i = 0; i < times.Length; i++)
        {
            var from = Stopwatch.GetTimestamp();
            search(i % queries);
            times[i] = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
        }
        Array.Sort(times);
        return new SearchTimes(times[times.Length / 2], times[times.Length * 95 / 100], times[times.Length * 99 / 100], times.Average());
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {P50:F0} us, p95 {P95:F0}, p99 {P99:F0}, mean {Mean:F0}, {PerSecond:F0} queries/s");
}
