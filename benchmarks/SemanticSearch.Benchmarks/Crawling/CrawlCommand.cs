using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using SemanticSearch.Crawling;

namespace SemanticSearch.Benchmarks.Crawling;

/// <summary>
/// What: pages a second and memory of a whole crawl (robots.txt, fetch, verdict, reading, archive, library) against a server on this
/// machine, without pauses; then manners, read from the server's log, with them; then robots.txt files a second.
/// Corpus: the pages of the two extraction sets, sent compressed, under many host names; the real robots.txt files.
/// Notes: server and crawler share one process and its cores, so the figure is below what the crawler alone would do.
/// </summary>
public static class CrawlCommand
{
    private const int Hosts = 400;

    public static async Task<int> RunAsync(string[] args)
    {
        var pages = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 20_000;
        ParseRobots();
        await MeasureSpeedAsync(pages, RealPages());
        return await CheckMannersAsync() ? 0 : 1;
    }

    /// <summary>Crawls <paramref name="pages"/> pages of many hosts without pauses.</summary>
    /// <param name="bodies">Compressed pages, sent in turn.</param>
    public static async Task<CrawlReport> MeasureSpeedAsync(int pages, IReadOnlyList<byte[]> bodies)
    {
        var replies = bodies.Select(body => LoopbackReply.Body(200, body, "Content-Type: text/html; charset=utf-8", "Content-Encoding: gzip")).ToArray();
        using var site = new LoopbackSite(request => request.Path == "/robots.txt"
            ? LoopbackReply.Status(404)
            : replies[int.Parse(request.Path.AsSpan(1), CultureInfo.InvariantCulture) % replies.Length]);
        var folder = Directory.CreateTempSubdirectory("semsearch-crawl-").FullName;
        try
        {
            var list = WriteList(folder, site, Enumerable.Range(0, pages).Select(i => ($"host{i % Hosts}.test", i)));
            var meter = new Meter();
            var (before, allocated, paused) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
            var collections = Enumerable.Range(0, 3).Select(GC.CollectionCount).ToArray();
            var report = await new Crawler(Path.Combine(folder, "data"), Options(Politeness.None)).CrawlAsync([list], meter);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Total:N0} pages of {Hosts} hosts in {report.Seconds:0.0} s: {report.Total / report.Seconds:0} pages/s; {report.Articles:N0} articles; {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / report.Total:0.0} ms of processor time a page; peak memory {meter.PeakBytes >> 20:N0} MiB"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {(GC.GetTotalAllocatedBytes() - allocated) / report.Total >> 10:N0} KiB allocated a page; {string.Join(" + ", collections.Select((count, age) => GC.CollectionCount(age) - count))} collections by age, {(GC.GetTotalPauseDuration() - paused).TotalMilliseconds / report.Total:0.00} ms of pause a page"));
            foreach (var (done, bytes) in meter.Samples)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  after {done,6:N0} pages: {bytes >> 20:N0} MiB"));
            return report;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Crawls with pauses and reads from the server's log whether they were kept.</summary>
    public static async Task<bool> CheckMannersAsync(int hosts = 100, int pagesOfHost = 4)
    {
        using var site = new LoopbackSite(request => request.Path == "/robots.txt" ? LoopbackReply.Status(404) : LoopbackReply.Page($"<title>{request.Path}</title><p>A page.</p>"));
        var folder = Directory.CreateTempSubdirectory("semsearch-crawl-").FullName;
        try
        {
            var list = WriteList(folder, site, Enumerable.Range(0, hosts * pagesOfHost).Select(i => ($"host{i % hosts}.test", i)));
            await new Crawler(Path.Combine(folder, "data"), Options(new Politeness())).CrawlAsync([list]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        var pauses = site.Log.GroupBy(request => request.Host)
            .SelectMany(host => host.OrderBy(request => request.At).Zip(host.OrderBy(request => request.At).Skip(1), (before, after) => after.At - before.EndedAt!.Value)).ToList();
        var isKept = pauses.All(pause => pause >= TimeSpan.FromSeconds(1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"manners: {site.Log.Count:N0} requests to {hosts} hosts, shortest pause {pauses.Min().TotalSeconds:0.000} s, overlapping {pauses.Count(pause => pause < TimeSpan.Zero)}: {(isKept ? "kept" : "BROKEN")}"));
        return isKept;
    }

    private static void ParseRobots()
    {
        var files = Lines("robots-real-world/robots.jsonl.gz")
            .Select(line => line.TryGetProperty("body", out var body) ? Encoding.UTF8.GetBytes(body.GetString()!) : line.GetProperty("body_base64").GetBytesFromBase64()).ToList();
        foreach (var warmUp in files.Take(500))
            RobotsFile.Parse(warmUp, CrawlOptions.ProductToken);
        var started = Environment.CpuUsage.TotalTime;
        var allowed = files.Count(file => RobotsFile.Parse(file, CrawlOptions.ProductToken).IsAllowed("/2018/05/an-article-about-caches.html"));
        var seconds = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"robots.txt: {files.Count:N0} files, {files.Sum(file => (long)file.Length) / 1e6:0.0} MB parsed and asked in {seconds * 1000:0} ms of processor time ({seconds * 1e6 / files.Count:0} us a file); {allowed:N0} allow the article"));
    }

    private static List<byte[]> RealPages() =>
    [
        .. Lines("article-extraction-benchmark/pages.jsonl.gz").Select(line => Compress(line.GetProperty("html").GetString()!)),
        .. Lines("readability-test-pages/pages.jsonl.gz").Select(line => Compress(line.GetProperty("source_html").GetString()!)),
    ];

    private static IEnumerable<JsonElement> Lines(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(SharedData.Path(path)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        while (reader.ReadLine() is { } line)
            yield return JsonDocument.Parse(line).RootElement;
    }

    public static byte[] Compress(string html)
    {
        var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(html));
        return body.ToArray();
    }

    private static string WriteList(string folder, LoopbackSite site, IEnumerable<(string Host, int Page)> pages)
    {
        var list = Path.Combine(folder, "list.md");
        File.WriteAllLines(list, ["## Pages", .. pages.Select(page => string.Create(CultureInfo.InvariantCulture, $"* [Page {page.Page}]({site.Url(page.Host, $"/{page.Page}")})"))]);
        return list;
    }

    private static CrawlOptions Options(Politeness politeness) => new()
    {
        AllowPrivateHosts = true,
        ArchiveFallback = false,
        Politeness = politeness,
        Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
    };

    /// <summary>Memory along the way: flat is what it must be.</summary>
    private sealed class Meter : IProgress<CrawlProgress>
    {
        private const int Every = 2_000;

        public List<(int Done, long Bytes)> Samples { get; } = [];

        public long PeakBytes { get; private set; }

        public void Report(CrawlProgress value)
        {
            var bytes = Environment.WorkingSet;
            PeakBytes = Math.Max(PeakBytes, bytes);
            if (value.Done >= (Samples.Count + 1) * Every)
                Samples.Add((value.Done, bytes));
        }
    }
}
