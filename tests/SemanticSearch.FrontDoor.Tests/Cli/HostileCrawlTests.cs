using System.Diagnostics;
using System.IO.Compression;
using SemanticSearch.Benchmarks.Crawling;

namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>A hundred and more hosts that mean harm, all at once, against the real program: it ends by itself, in bounds, and says what each did.</summary>
public sealed class HostileCrawlTests : IDisposable
{
    private const long MaxBytes = 500L << 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hostile_web_neither_stops_the_run_nor_fills_memory()
    {
        var (gzip, brotli, unpacked) = (Bomb("gzip"), Bomb("br"), Long());
        using var site = new LoopbackSite(request => request.Path switch
        {
            "/robots.txt" => request.Host.EndsWith(".7", StringComparison.Ordinal) ? LoopbackReply.Endless(new byte[1 << 14]) : LoopbackReply.Status(404),
            "/endless" => LoopbackReply.Endless(new byte[1 << 16], null, "Content-Type: text/html"),
            "/gzip" => LoopbackReply.Body(200, gzip, "Content-Type: text/html", "Content-Encoding: gzip"),
            "/br" => LoopbackReply.Body(200, brotli, "Content-Type: text/html", "Content-Encoding: br"),
            "/unpacked" => LoopbackReply.Body(200, unpacked, "Content-Type: text/html", "Content-Encoding: gzip"),
            "/nested" => LoopbackReply.Page(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "deep"),
            "/metadata" => LoopbackReply.Redirect("http://169.254.169.254/latest/meta-data/"),
            "/header" => LoopbackReply.Raw($"HTTP/1.1 200 OK\r\nX: {new string('x', 1 << 20)}\r\n\r\n"),
            "/good" => LoopbackReply.Page("<title>Good</title><p>Still here.</p>"),
            _ => LoopbackReply.Redirect("/loop"),
        });
        string[] mischief = ["endless", "endless", "gzip", "br", "nested", "metadata", "header", "loop", "unpacked", "unpacked", "unpacked", "unpacked"];
        var links = Enumerable.Range(1, 144).Select(i => site.Url($"127.0.3.{i}", "/" + mischief[i % mischief.Length])).Append(site.Url("127.0.4.1", "/good"));
        var list = _folder.Write("list.md", string.Concat(links.Select((link, i) => $"* [Link {i}]({link})\n")));

        using var process = Semsearch.Start(["crawl", list, "--allow-private-hosts", "--no-archive-fallback", "--data", _folder["data"]]);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var (peakBytes, started) = (0L, Stopwatch.GetTimestamp());
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(50)))
        {
            process.Refresh();
            peakBytes = Math.Max(peakBytes, process.HasExited ? 0 : process.WorkingSet64);
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(5))
            {
                process.Kill();
                Assert.Fail("the crawl did not end");
            }
        }
        Assert.Equal(1, process.ExitCode);
        Assert.InRange(peakBytes, 1, MaxBytes);
        var counts = Semsearch.Run(_folder["data"], "crawl", "status", "--json").Ends(0).Json.GetProperty("counts");
        Assert.Equal((0, 145), (counts.GetProperty("waiting").GetInt32(), counts.GetProperty("failed").GetInt32() + counts.GetProperty("fetched").GetInt32() + counts.GetProperty("unreachable").GetInt32() + counts.GetProperty("dead").GetInt32()));
        Assert.Contains("/good", Semsearch.Run(_folder["data"], "crawl", "status", "--only", "fetched").Ends(0).Out, StringComparison.Ordinal);
    }

    // 19 MB in some 150 kB: within every limit, but not a hundred times at once.
    private static byte[] Long()
    {
        var noise = new byte[8 << 10];
        new Random(1).NextBytes(noise);
        var body = new MemoryStream();
        using (var packer = new GZipStream(body, CompressionLevel.Optimal, true))
        {
            for (var i = 0; i < 19; i++)
            {
                packer.Write(new byte[1_000_000]);
                packer.Write(noise);
            }
        }
        return body.ToArray();
    }

    // 200 MB of zeros.
    private static byte[] Bomb(string coding)
    {
        var body = new MemoryStream();
        using (Stream packer = coding == "br" ? new BrotliStream(body, CompressionLevel.Optimal, true) : new GZipStream(body, CompressionLevel.Optimal, true))
        {
            for (var i = 0; i < 200; i++)
                packer.Write(new byte[1 << 20]);
        }
        return body.ToArray();
    }
}
