using System.IO.Compression;
using System.Text;
using SemanticSearch.Benchmarks.Crawling;

namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>The crawl from outside: a real process, a real server on this machine, and a hand that pulls the plug.</summary>
public sealed class CrawlTests : IDisposable
{
    private static readonly string Text = string.Concat(Enumerable.Repeat("<p>A cache in front of the store, and how it failed one night.</p>", 60));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_list_is_crawled_and_the_status_tells_of_every_link()
    {
        using var site = new LoopbackSite(Answer);
        var list = WriteList(site, ("127.0.0.1", "/good"), ("127.0.0.2", "/missing"), ("127.0.0.3", "/private"), ("127.0.0.4", "/moved"), ("127.0.0.5", "/metadata"));
        var crawl = Run("crawl", list, "--allow-private-hosts", "--no-archive-fallback").Ends(1);
        Assert.Contains("2 fetched, 1 dead, 1 disallowed, 1 failed (1 moved)", crawl.Out, StringComparison.Ordinal);
        Assert.Contains("/missing: not found (404)", crawl.Error, StringComparison.Ordinal);
        Assert.Contains("169.254.169.254 is not on the public internet", crawl.Error, StringComparison.Ordinal);

        var status = Run("crawl", "status", "--json").Ends(0).Json;
        Assert.Equal(5, status.GetProperty("total").GetInt32());
        Assert.Equal(2, status.GetProperty("counts").GetProperty("fetched").GetInt32());
        Assert.Equal(1, status.GetProperty("moved").GetInt32());
        var moved = status.GetProperty("pages").EnumerateArray().Single(page => page.TryGetProperty("movedTo", out var to) && to.ValueKind == System.Text.Json.JsonValueKind.String);
        Assert.EndsWith("/good-new", moved.GetProperty("movedTo").GetString(), StringComparison.Ordinal);
        Assert.Contains("disallowed by robots.txt  1", Run("crawl", "status").Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("/missing", Run("crawl", "status", "--only", "dead").Ends(0).Out, StringComparison.Ordinal);

        // Again: nothing is asked for twice.
        var before = site.Log.Count;
        Assert.Contains("nothing to visit (the next page is due ", Run("crawl", list, "--allow-private-hosts", "--no-archive-fallback").Ends(0).Out, StringComparison.Ordinal);
        Assert.Equal(before, site.Log.Count);
    }

    [Fact]
    public void Without_permission_this_machine_is_not_crawled()
    {
        using var site = new LoopbackSite(Answer);
        var outcome = Run("crawl", site.Url("127.0.0.1", "/good"), "--no-archive-fallback").Ends(1);
        Assert.Contains("not on the public internet", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(site.Log);
    }

    [Fact]
    public void The_archived_copy_of_a_lost_page_is_used_and_marked()
    {
        using var site = new LoopbackSite(request => request.Path switch
        {
            _ when request.Path.StartsWith("/available", StringComparison.Ordinal) =>
                LoopbackReply.Text($$$$"""{"archived_snapshots":{"closest":{"available":true,"status":"200","timestamp":"20130919044612","url":"http://{{{{request.Headers["Host"]}}}}/web/20130919044612/http://x/"}}}"""),
            _ when request.Path.StartsWith("/web/20130919044612id_/", StringComparison.Ordinal) => LoopbackReply.Page(Text),
            _ => LoopbackReply.Status(404),
        });
        Run("crawl", site.Url("127.0.0.1", "/lost"), "--allow-private-hosts", "--archive-endpoint", site.Url("127.0.0.9", "/available")).Ends(1);
        var page = Run("crawl", "status", "--json").Ends(0).Json.GetProperty("pages")[0];
        Assert.Equal("archived", page.GetProperty("status").GetString());
        Assert.Contains("/web/20130919044612/", page.GetProperty("archivedUrl").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_there_is_refused() => Run("crawl", "nowhere.md").IsRefused(2, "nowhere.md");

    [Theory]
    [InlineData("--max-pages", "0", "--max-pages takes a number from 1")]
    [InlineData("--archive-endpoint", "nowhere", "--archive-endpoint takes an address")]
    public void An_option_that_cannot_be_is_refused(string option, string value, string says) => Run("crawl", option, value).IsRefused(2, says);

    [Fact]
    public void A_status_before_the_first_crawl_says_what_to_do() => Run("crawl", "status").IsRefused(3, "crawl something first");

    [Fact]
    public void Killed_at_any_moment_a_crawl_loses_and_repeats_only_what_was_in_flight()
    {
        const int Kills = 50;
        const int Hosts = 40;
        const int PagesOfHost = 45;
        using var site = new LoopbackSite(request => request.Path == "/robots.txt" ? LoopbackReply.Status(404) : LoopbackReply.Page($"<title>{request.Path}</title>{Text}"));
        var list = WriteList(site, [.. from page in Enumerable.Range(0, PagesOfHost) from host in Enumerable.Range(1, Hosts) select ($"127.0.1.{host}", $"/page/{host}/{page}")]);
        var random = new Random(11);
        for (var kill = 0; kill < Kills; kill++)
            KillAfter(site, list, requests: random.Next(30), milliseconds: random.Next(40));
        Run("crawl", list, "--allow-private-hosts", "--no-archive-fallback").Ends(0);
        Assert.Equal(Hosts * PagesOfHost, Run("crawl", "status", "--json").Ends(0).Json.GetProperty("counts").GetProperty("fetched").GetInt32());
        AssertArchiveIsReadable(isKilled: false);
        var asked = site.Log.Where(request => request.Path != "/robots.txt").GroupBy(request => request.Host + request.Path).ToList();
        Assert.Equal(Hosts * PagesOfHost, asked.Count);
        // A kill can hit each host in the middle of one page, which is then asked for once more.
        foreach (var host in asked.GroupBy(page => page.Key.Split('/')[0]))
            Assert.InRange(host.Sum(page => page.Count() - 1), 0, Kills);
        AssertPauses(site, TimeSpan.FromSeconds(0.9));
    }

    // The moment is counted in pages that the server was asked for, so that it falls into the work and not into the start.
    private void KillAfter(LoopbackSite site, string list, int requests, int milliseconds)
    {
        var seen = Pages() + requests;
        using var process = Semsearch.Start(["crawl", list, "--allow-private-hosts", "--no-archive-fallback", "--data", _folder["data"]]);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        for (var waited = 0; Pages() < seen && waited < 1_000 && !process.HasExited; waited++)
            Thread.Sleep(10);
        Thread.Sleep(milliseconds);
        Assert.False(process.HasExited, "the crawl ended before it was killed");
        process.Kill();
        process.WaitForExit();
        AssertArchiveIsReadable(isKilled: true);

        int Pages() => site.Log.Count(request => request.Path != "/robots.txt");
    }

    // Over all the runs: nobody is asked sooner because the crawler was killed.
    private static void AssertPauses(LoopbackSite site, TimeSpan atLeast)
    {
        foreach (var host in site.Log.GroupBy(request => request.Host))
        {
            var requests = host.OrderBy(request => request.At).ToList();
            foreach (var (before, after) in requests.Zip(requests.Skip(1)))
                Assert.True(after.At - before.EndedAt >= atLeast, $"{host.Key}: {before.Path} at {before.EndedAt:mm:ss.fff}, {after.Path} at {after.At:mm:ss.fff}");
        }
    }

    private void AssertArchiveIsReadable(bool isKilled)
    {
        if (!Directory.Exists(_folder["data/archive"]))
            return;
        foreach (var path in Directory.GetFiles(_folder["data/archive"]))
        {
            using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip, Encoding.Latin1);
            try
            {
                Assert.StartsWith("WARC/1.1\r\nWARC-Type: warcinfo", reader.ReadToEnd(), StringComparison.Ordinal);
            }
            catch (InvalidDataException) when (isKilled)
            {
                // The last record may be torn until the next run cuts it away.
            }
        }
    }

    private static LoopbackReply Answer(LoopbackRequest request) => request.Path switch
    {
        "/robots.txt" => LoopbackReply.Text("User-agent: *\nDisallow: /private\n"),
        "/missing" => LoopbackReply.Status(404),
        "/moved" => LoopbackReply.Redirect("/good-new", 301),
        "/metadata" => LoopbackReply.Redirect("http://169.254.169.254/latest/meta-data/"),
        _ => LoopbackReply.Page($"<title>{request.Path}</title>{Text}"),
    };

    private string WriteList(LoopbackSite site, params (string Host, string Path)[] links) =>
        _folder.Write("list.md", "## Links\n" + string.Concat(links.Select((link, i) => $"* [Link {i}]({site.Url(link.Host, link.Path)})\n")));

    private Outcome Run(params string[] arguments) => Semsearch.Run(_folder["data"], arguments);
}
