using System.Diagnostics;
using System.Globalization;
using SemanticSearch.Vectors;

namespace SemanticSearch.Benchmarks.Vectors;

/// <summary>Times of single searches in microseconds, and how many of the true ten nearest they found.</summary>
internal sealed record Latencies(double P50, double P95, double P99, double Recall)
{
    /// <summary>Searches all questions again and again, one at a time, for about so many seconds; the first round warms up.</summary>
    public static Latencies Measure(VectorSet set, VectorIndexReader index, double seconds)
    {
        var hits = new VectorHit[VectorSet.Top];
        var recall = 0.0;
        for (var q = 0; q < set.Questions.Length; q++)
            recall += set.Recall(q, hits.AsSpan(0, index.Search(set.Questions[q], hits.AsSpan())));
        var times = new List<double>();
        var start = Stopwatch.GetTimestamp();
        for (var q = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; q = (q + 1) % set.Questions.Length)
        {
            var from = Stopwatch.GetTimestamp();
            index.Search(set.Questions[q], hits.AsSpan());
            times.Add(Stopwatch.GetElapsedTime(from).TotalMicroseconds);
        }
        times.Sort();
        return new Latencies(times[times.Count / 2], times[times.Count * 95 / 100], times[times.Count * 99 / 100], recall / set.Questions.Length);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {P50:F0} us, p95 {P95:F0}, p99 {P99:F0}, recall@10 {Recall:F4}");
}
