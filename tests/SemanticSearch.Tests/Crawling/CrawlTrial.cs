using System.Net;
using SemanticSearch.Benchmarks.Crawling;
using SemanticSearch.Crawling;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Crawling;

/// <summary>A crawl of a loopback server over a fresh data directory: every host name leads to it, no pause is waited for.</summary>
internal sealed class CrawlTrial : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public CrawlTrial(Func<LoopbackRequest, LoopbackReply> answer)
    {
        Site = new LoopbackSite(request => request.Path == "/robots.txt" && !AnswersRobots ? LoopbackReply.Status(404) : answer(request), Time);
        Options = new CrawlOptions
        {
            AllowPrivateHosts = true,
            ArchiveFallback = false,
            Time = Time,
            // Time limits fire when a test says so: they are longer than any pause.
            Limits = new CrawlLimits { MaxAnswerTime = TimeSpan.FromHours(1), MaxBodyTime = TimeSpan.FromHours(2), MaxPageTime = TimeSpan.FromHours(3) },
            Resolve = (host, _) => Task.FromResult<IPAddress[]>([.. Addresses.TryGetValue(host, out var known) ? known : [IPAddress.Loopback]]),
        };
    }

    public SkippingTime Time { get; } = new();

    public LoopbackSite Site { get; }

    public CrawlOptions Options { get; set; }

    /// <summary>Whether the answer function is asked for robots.txt too; else there is none.</summary>
    public bool AnswersRobots { get; init; }

    /// <summary>Host names that do not lead to the loopback server.</summary>
    public Dictionary<string, IPAddress[]> Addresses { get; } = [];

    public string Data => Path.Combine(_folder.Path, "data");

    public string[] Archives => Directory.GetFiles(Path.Combine(Data, "archive"));

    /// <summary>Crawls these addresses as a list; what became of every link, by address without scheme and port.</summary>
    public async Task<Dictionary<string, CrawledPage>> CrawlAsync(params string[] urls)
    {
        var list = Path.Combine(_folder.Path, "list.md");
        if (urls.Length > 0)
            await File.WriteAllLinesAsync(list, ["## Links", .. urls.Select((url, i) => $"* [Link {i}]({Absolute(url)})")]);
        await new Crawler(Data, Options).CrawlAsync([list]);
        return Crawler.Status(Data).Pages.ToDictionary(page => Short(page.Url), page => page, StringComparer.Ordinal);
    }

    public async Task<CrawledPage> CrawlOneAsync(string url) => (await CrawlAsync(url))[url];

    /// <summary>"host/path" -> its address on the loopback server.</summary>
    public string Absolute(string url) => url.Contains("://", StringComparison.Ordinal) ? url : $"http://{url.Insert(url.IndexOf('/', StringComparison.Ordinal), $":{Site.Port}")}";

    public string Short(string url) => url.Replace("http://", "", StringComparison.Ordinal).Replace($":{Site.Port}", "", StringComparison.Ordinal);

    /// <summary>What the server was asked for, robots.txt left out.</summary>
    public string[] Asked => [.. Site.Log.Where(request => request.Path != "/robots.txt").Select(request => request.Host + request.Path)];

    /// <summary>Every record of the archive; a problem fails the test.</summary>
    public List<WarcRecord> Records()
    {
        var records = new List<WarcRecord>();
        foreach (var path in Archives.Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(path);
            foreach (var item in WarcReader.Read(file))
            {
                Assert.Null(item.Problem);
                records.Add(item.Record!);
            }
        }
        return records;
    }

    public void Dispose()
    {
        Site.Dispose();
        _folder.Dispose();
    }
}
