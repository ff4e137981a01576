using System.Diagnostics;
using System.Globalization;
using SemanticSearch.Vectors;

namespace SemanticSearch.Benchmarks.Vectors;

/// <summary>
/// <c>vectors COUNT</c> (generated, 384 dimensions) or <c>vectors FOLDER</c> (a real model's, see <see cref="VectorSet.Load"/>):
/// latency, recall@10 against exact float search, build time, bytes, share of the memory bandwidth measured in the same run.
/// </summary>
internal static unsafe class VectorCommand
{
    private const int Dimension = 384;
    private const int Questions = 500;

    public static int Run(string[] args)
    {
        var watch = Stopwatch.StartNew();
        var set = int.TryParse(args.FirstOrDefault("100000"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? VectorSet.Generate(count, Dimension, Questions, seed: 1)
            : VectorSet.Load(args[0], Dimension);
        Print($"{set.Count:N0} vectors, {set.Questions.Length} questions, exact neighbours known after {watch.Elapsed.TotalSeconds:F1} s");
        var path = Path.Combine(Path.GetTempPath(), $"vectors-{Environment.ProcessId}.bin");
        try
        {
            Describe(set);
            Build(set, path);
            if (!args.Contains("approximate"))
                MeasureExact(set, path);
            MeasureApproximate(set, path);
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Describe(VectorSet set)
    {
        var (first, tenth, dimension) = (0.0, 0.0, 0.0);
        for (var q = 0; q < set.Questions.Length; q++)
        {
            var distances = set.Nearest[q].Select(i => Math.Sqrt(Math.Max(1e-9, 2 - 2 * Dot(set.Questions[q], set.Vector(i))))).ToArray();
            first += 1 - distances[0] * distances[0] / 2;
            tenth += 1 - distances[^1] * distances[^1] / 2;
            dimension += -(distances.Length - 1) / distances.Sum(d => Math.Log(d / distances[^1]));
        }
        var n = set.Questions.Length;
        Print($"cosine of the nearest {first / n:F3}, of the tenth {tenth / n:F3}; local intrinsic dimension {dimension / n:F1} (maximum likelihood, 10 neighbours)");
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Build(VectorSet set, string path)
    {
        var watch = Stopwatch.StartNew();
        using var writer = new VectorIndexWriter(new VectorIndexOptions("benchmark", "0", set.Dimension));
        for (var i = 0; i < set.Count; i++)
            writer.Add(i, set.Vector(i));
        var added = watch.Elapsed.TotalSeconds;
        var manifest = writer.Write(path, set.Count);
        var bytes = new FileInfo(path).Length;
        Print($"build {watch.Elapsed.TotalSeconds:F1} s (adding {added:F1}); {bytes / 1e6:F1} MB, {(double)bytes / set.Count:F1} bytes a vector; {manifest.Lists} lists, {manifest.Probes} probes");
    }

    private static void MeasureExact(VectorSet set, string path)
    {
        for (var threads = 1; threads <= Environment.ProcessorCount; threads *= 2)
        {
            foreach (var dots in Enum.GetValues<DotPath>().Where(RowDots.IsSupported))
            {
                using var index = VectorIndexReader.Open(path, new VectorSearchOptions { Threads = threads, Path = dots, Probes = 0 });
                var bytes = (long)index.Rows.Count * index.Rows.Stride;
                var before = MemoryBandwidth.Measure(bytes, threads, 7);
                var mapped = MemoryBandwidth.Measure(index.Rows.Codes, bytes, threads, 7);
                var result = Latencies.Measure(set, index, seconds: 4);
                var limit = Math.Max(before, MemoryBandwidth.Measure(bytes, threads, 7));
                var speed = bytes / result.P50 / 1e3;
                Print($"exact {dots,-8} {threads} threads: {result}; {speed:F1} of {limit:F1} GB/s ({speed / limit:P0}; {mapped:F1} from the map)");
            }
        }
    }

    private static void MeasureApproximate(VectorSet set, string path)
    {
        int advised;
        using (var index = VectorIndexReader.Open(path))
            advised = index.Manifest.Probes;
        foreach (var probes in new[] { 8, 16, 32, 48, 64, 96, 128, 192, 256, advised }.Where(probes => probes > 0))
        {
            using var index = VectorIndexReader.Open(path, new VectorSearchOptions { Probes = probes });
            Print($"lists, {probes,4} probes: {Latencies.Measure(set, index, seconds: 2)}");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
