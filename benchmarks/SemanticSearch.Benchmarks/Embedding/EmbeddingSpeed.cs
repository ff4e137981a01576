using System.Diagnostics;
using System.Globalization;
using SemanticSearch.Embedding;

namespace SemanticSearch.Benchmarks.Embedding;

/// <summary>Speed of a model on this machine: what a question of 10 words takes and how many passages of 128 and 256 tokens a second, with one thread and
/// with all, and how near that is to what the processor can do. Each figure is the best of many short repetitions, with the median beside it: on
/// a shared machine the best is the figure and the distance to the median is the noise.</summary>
internal static class EmbeddingSpeed
{
    private const string Question = "how do large companies keep caches consistent across many regions";
    private const int QueryRepetitions = 2000;
    private const int BatchRepetitions = 15;
    private const int BatchTexts = 32;

    public static int Run(string folder)
    {
        var (floatPeak, bytePeak) = (ComputePeak.Float(), ComputePeak.Bytes());
        Print($"peak of one core: {floatPeak:F0} float32, {bytePeak:F0} byte multiply-adds a second (thousand millions)");
        var opening = Stopwatch.GetTimestamp();
        using var one = TransformerEmbedder.Open(folder, new TransformerEmbedderOptions { Threads = 1 });
        Print($"{one.Manifest.Name} ({one.Manifest.WeightsForm}): opened in {Stopwatch.GetElapsedTime(opening).TotalMilliseconds:F0} ms");
        var peak = one.Manifest.WeightsForm == WeightsForm.Packed && bytePeak > 0 ? bytePeak : floatPeak;
        using var all = TransformerEmbedder.Open(folder);
        (TransformerEmbedder Embedder, int Threads)[] both = [(one, 1), (all, Environment.ProcessorCount)];
        foreach (var (embedder, threads) in both)
            Query(embedder, threads, peak);
        foreach (var tokens in (int[])[128, 256])
        {
            foreach (var (embedder, threads) in both)
                Passages(embedder, tokens, threads, peak);
        }
        using var process = Process.GetCurrentProcess();
        Print($"memory: {process.PeakWorkingSet64 / 1e6:F0} MB at most, mapped files included");
        return 0;
    }

    private static void Query(TransformerEmbedder embedder, int threads, double peak)
    {
        var vector = new float[embedder.Dimension];
        var times = new double[QueryRepetitions];
        for (var i = -200; i < QueryRepetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            embedder.EmbedQuery(Question, vector);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        var tokens = embedder.CountTokens(Question);
        var rate = MultiplyAdds(embedder.Manifest, tokens) / times[0] / 1e6;
        Print($"question of 10 words ({tokens} tokens), {threads} thread(s): best {times[0]:F3} ms, p50 {times[QueryRepetitions / 2]:F3}, p99 {times[QueryRepetitions * 99 / 100]:F3}; {rate:F0} G/s, {100 * rate / (peak * threads):F0} % of the peak");
    }

    private static void Passages(TransformerEmbedder embedder, int tokens, int threads, double peak)
    {
        var text = TextOf(embedder, tokens);
        string[] texts = [.. Enumerable.Repeat(text, BatchTexts)];
        var vectors = new float[BatchTexts * embedder.Dimension];
        var rates = new double[BatchRepetitions];
        for (var i = -2; i < BatchRepetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            embedder.EmbedPassages(texts, vectors);
            if (i >= 0)
                rates[i] = BatchTexts / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(rates);
        var rate = rates[^1] * MultiplyAdds(embedder.Manifest, tokens) / 1e9;
        Print($"passages of {tokens} tokens, {threads} thread(s): best {rates[^1]:F1} a second, median {rates[BatchRepetitions / 2]:F1}; {rate:F0} G/s, {100 * rate / (peak * threads):F0} % of the peak");
    }

    private static string TextOf(TransformerEmbedder embedder, int tokens)
    {
        var text = "";
        while (embedder.CountTokens(text + " cache") < tokens)
            text += " cache";
        return text + " cache";
    }

    private static double MultiplyAdds(ModelManifest model, int tokens) =>
        (double)model.Layers * tokens * ((4.0 * model.Dimension + 2.0 * model.Inner) * model.Dimension + 2.0 * tokens * model.Dimension);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
