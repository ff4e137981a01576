using System.Diagnostics;
using System.Globalization;
using SemanticSearch.Keyword;
using SemanticSearch.Text;

namespace SemanticSearch.Benchmarks.Keyword;

/// <summary>
/// <c>keyword COUNT ... [--folder FOLDER]</c>. What: build and search of the keyword index over so many generated passages of 100 to 150 words, eight
/// an article; queries of 2 to 10 words, any of which matches, the best 10 and 100, one thread, warm; against a scan of every posting in the same index.
/// Corpus: bigram walks over the 5,207 articles (<see cref="BigramText"/>), queries from walks of another seed without stop words.
/// Notes: positions are built, texts are not stored; building includes reading the passages from a file. With several counts the last lines
/// give how cost grows with size. With a folder passages and indexes stay there for the next run, and passages and
/// queries for other engines: see benchmarks/peers.
/// </summary>
public static class KeywordCommand
{
    private const int PassagesPerArticle = 8;
    private const int Queries = 1_000;
    private const int Rounds = 3;

    public static int Run(string[] args)
    {
        var at = Array.IndexOf(args, "--folder");
        var temporary = at < 0;
        var folder = temporary ? Directory.CreateTempSubdirectory("keyword-").FullName : Directory.CreateDirectory(args[at + 1]).FullName;
        var counts = args.Take(temporary ? args.Length : at).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).DefaultIfEmpty(100_000).ToArray();
        try
        {
            var text = BigramText.Learn(SharedData.Path("articles/articles.jsonl.gz"), articles: counts.Max() < 10_000 ? 100 : int.MaxValue);
            var queries = QueriesFrom(text, seed: 7);
            // Named by its size: a folder that an earlier run left may hold fewer passages.
            var passages = Path.Combine(folder, $"passages-{counts.Max()}.txt");
            WritePassages(text, counts.Max(), passages);
            File.WriteAllLines(Path.Combine(folder, "queries.txt"), queries.Select(query => query.Text));
            text = null;
            var points = counts.Select(count => (Count: count, Times: Measure(folder, passages, count, queries))).ToList();
            if (points.Count > 1)
                PrintGrowth(points);
            return 0;
        }
        finally
        {
            if (temporary)
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>2 to 10 words each that are no stop words, in equal parts.</summary>
    private static KeywordQuery[] QueriesFrom(BigramText text, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Queries).Select(i => new KeywordQuery { Text = Words(text, random, 2 + i % 9) })];
    }

    private static string Words(BigramText text, Random random, int count)
    {
        var words = new List<string>();
        while (words.Count < count)
        {
            foreach (var token in Analyzer.ContentWords(text.Walk(random, 2 * count)))
            {
                if (words.Count < count && token.Word.Length > 1)
                    words.Add(token.Word);
            }
        }
        return string.Join(' ', words);
    }

    private static void WritePassages(BigramText text, int count, string path)
    {
        if (File.Exists(path))
            return;
        var random = new Random(1);
        using var file = new StreamWriter(path);
        for (var i = 0; i < count; i++)
            file.WriteLine(text.Passage(random));
    }

    private static SearchTimes Measure(string folder, string passages, int count, KeywordQuery[] queries)
    {
        var index = Path.Combine(folder, $"index-{count}");
        if (Directory.Exists(index))
            Print($"{count:N0} passages, index of an earlier run");
        else
            Build(passages, Directory.CreateDirectory(index).FullName, count);
        using var reader = KeywordIndexReader.Open(index);
        SearchTimes? times = null;
        foreach (var top in new[] { 10, 100 })
        {
            var fast = SearchTimes.Measure(queries.Length, Rounds, q => reader.Search(queries[q], KeywordLevel.Passage, top, countTotal: false));
            Print($"  best {top,3}: {fast}");
            times ??= fast;
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var query in queries)
            reader.Search(query, KeywordLevel.Passage, 10, countTotal: false);
        Print($"  allocated: {(GC.GetAllocatedBytesForCurrentThread() - before) / queries.Length:N0} bytes a query");
        CompareWithScan(index, reader, queries, times!);
        return times!;
    }

    private static void Build(string passages, string index, int count)
    {
        MemoryPeak.Reset();
        var watch = Stopwatch.StartNew();
        var processorTime = Environment.CpuUsage.TotalTime;
        using (var writer = KeywordIndexWriter.Create(index, options: KeywordOptions.Default with { StoreText = false }))
        {
            using var lines = new StreamReader(passages);
            for (var i = 0; i < count; i += PassagesPerArticle)
            {
                var texts = Enumerable.Range(0, Math.Min(PassagesPerArticle, count - i)).Select(_ => new KeywordPassage("", lines.ReadLine()!));
                writer.Add(new KeywordArticle { Id = i.ToString(CultureInfo.InvariantCulture), Passages = [.. texts] });
            }
            writer.Complete();
        }
        var seconds = watch.Elapsed.TotalSeconds;
        var work = (Environment.CpuUsage.TotalTime - processorTime).TotalSeconds;
        var files = new DirectoryInfo(index).GetFiles();
        Print($"{count:N0} passages: built in {seconds:F1} s ({work:F1} s of processor time), peak {MemoryPeak.Bytes / 1e6:F0} MB, {files.Sum(f => f.Length) / 1e6:F1} MB on disk");
        Print($"  {string.Join(", ", files.GroupBy(f => f.Extension).OrderByDescending(g => g.Sum(f => f.Length)).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key.TrimStart('.')} {g.Sum(f => f.Length) / 1e6:F1}")))}");
    }

    private static void CompareWithScan(string index, KeywordIndexReader reader, KeywordQuery[] queries, SearchTimes fast)
    {
        using var scan = new FullScan(index);
        var some = queries.Take(Queries / 5).ToArray();
        var different = 0;
        foreach (var query in some)
            different += scan.Search(query, 10).SequenceEqual(reader.Search(query, KeywordLevel.Passage, 10, countTotal: false).Documents) ? 0 : 1;
        var slow = SearchTimes.Measure(some.Length, 1, q => scan.Search(some[q], 10));
        var same = SearchTimes.Measure(some.Length, Rounds, q => reader.Search(some[q], KeywordLevel.Passage, 10, countTotal: false));
        Print($"  full scan: {slow}; {slow.Mean / same.Mean:F1} times as long; {different} of {some.Length} results differ");
        if (different > 0)
            throw new InvalidOperationException("the search does not give what a full scan gives");
    }

    private static void PrintGrowth(List<(int Count, SearchTimes Times)> points)
    {
        var (first, last) = (points.MinBy(p => p.Count), points.MaxBy(p => p.Count));
        var size = Math.Log((double)last.Count / first.Count);
        Print($"from {first.Count:N0} to {last.Count:N0} passages the mean grows with size to the power of {Math.Log(last.Times.Mean / first.Times.Mean) / size:F2}, the median {Math.Log(last.Times.P50 / first.Times.P50) / size:F2}");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
