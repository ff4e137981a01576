using System.IO.Compression;
using System.Net;
using SemanticSearch.Benchmarks.Crawling;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests.Crawling;

/// <summary>A web that means harm: whatever it does, each page ends with a row that says what happened, and the run goes on.</summary>
[Collection(Name)]
public class HostileWebTests
{
    /// <summary>Alone in the process: megabytes are received here, and other tests measure memory.</summary>
    public const string Name = "Hostile web";

    private static readonly string Good = $"<html><title>Good</title><p>{string.Concat(Enumerable.Repeat("An honest page with a few words. ", 80))}</p></html>";

    [Theory]
    [InlineData("/loop", "circle")]
    [InlineData("/swing/a", "circle")]
    [InlineData("/calendar/1", "more than 5 redirects")]
    [InlineData("/to-nowhere", "nowhere")]
    [InlineData("/to-file", "not http or https but file")]
    [InlineData("/to-script", "not http or https but javascript")]
    [InlineData("/to-user", "user name")]
    [InlineData("/to-long", "2,048 characters")]
    [InlineData("/to-metadata", "169.254.169.254")]
    [InlineData("/to-metadata-number", "169.254.169.254")]
    [InlineData("/to-metadata-mapped", "169.254.169.254")]
    [InlineData("/to-metadata-name", "169.254.169.254")]
    public Task A_redirect_that_leads_nowhere_good_is_not_followed(string path, string reason) => FailsAsync(path, reason, request => request.Path switch
    {
        "/loop" => LoopbackReply.Redirect("/loop"),
        "/swing/a" => LoopbackReply.Redirect("/swing/b"),
        "/swing/b" => LoopbackReply.Redirect("/swing/a"),
        "/to-nowhere" => LoopbackReply.Status(302),
        "/to-file" => LoopbackReply.Redirect("file:///etc/passwd"),
        "/to-script" => LoopbackReply.Redirect("javascript:alert(1)"),
        "/to-user" => LoopbackReply.Redirect("http://user:secret@a.test/"),
        "/to-long" => LoopbackReply.Redirect("/" + new string('x', 3_000)),
        "/to-metadata" => LoopbackReply.Redirect("http://169.254.169.254/latest/meta-data/"),
        "/to-metadata-number" => LoopbackReply.Redirect("http://2852039166/latest/"),
        "/to-metadata-mapped" => LoopbackReply.Redirect("http://[::ffff:169.254.169.254]/latest/"),
        "/to-metadata-name" => LoopbackReply.Redirect("http://metadata.test/latest/"),
        _ => LoopbackReply.Redirect(request.Path + "1"),
    });

    [Fact]
    public async Task A_name_that_answers_differently_the_second_time_reaches_nothing()
    {
        // Rebinding: the name is public when it is checked and private when it is used. Here it is looked up once for each connection.
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254"), IPAddress.Parse("169.254.169.254")]);
        using var trial = new CrawlTrial(_ => LoopbackReply.Raw($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{Good}")) { AnswersRobots = true };
        var lookups = 0;
        trial.Options = trial.Options with
        {
            Resolve = (_, _) =>
            {
                lookups++;
                return Task.FromResult<IPAddress[]>([answers.Dequeue()]);
            },
        };
        var page = await trial.CrawlOneAsync("rebinding.test/page");
        Assert.Equal(PageStatus.Failed, page.Status);
        Assert.Contains("169.254.169.254", page.Reason, StringComparison.Ordinal);
        Assert.Equal((2, 1), (lookups, trial.Site.Log.Count));
    }

    [Fact]
    public async Task An_answer_that_mixes_public_and_guarded_addresses_is_refused()
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Page(Good));
        trial.Addresses["mixed.test"] = [IPAddress.Loopback, IPAddress.Parse("169.254.169.254")];
        Assert.Equal(PageStatus.Failed, (await trial.CrawlOneAsync("mixed.test/page")).Status);
        Assert.Empty(trial.Site.Log);
    }

    [Fact]
    public async Task Without_permission_no_private_host_is_asked_for_anything()
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Page(Good));
        trial.Options = trial.Options with { AllowPrivateHosts = false, ArchiveFallback = true, ArchiveEndpoint = new Uri(trial.Absolute("archive.test/available")) };
        var pages = await trial.CrawlAsync("a.test/page", "127.0.0.1/page", "localhost/page");
        Assert.All(pages.Values, page => Assert.Contains("not on the public internet", page.Reason, StringComparison.Ordinal));
        Assert.Empty(trial.Site.Log);
    }

    [Fact]
    public Task A_gzip_bomb_is_not_unpacked() => FailsAsync("/bomb", "grows to more than 200 times", _ => Compressed("gzip", 15));

    [Fact]
    public Task A_brotli_bomb_is_not_unpacked() => FailsAsync("/bomb", "grows to more than 200 times", _ => Compressed("br", 300));

    [Fact]
    public Task A_long_page_in_a_small_body_has_a_limit_of_its_own() => FailsAsync("/long", "longer than 20,971,520 bytes when decompressed", _ => Compressed("gzip", 25, random: 13));

    [Theory]
    [InlineData("gzip, gzip, gzip", "content codings")]
    [InlineData("compress", "compress")]
    [InlineData("gzip", "damaged gzip")]
    [InlineData("br", "damaged br")]
    public Task A_body_that_cannot_be_decoded_fails(string coding, string reason) =>
        FailsAsync("/x", reason, _ => LoopbackReply.Body(200, "this is not compressed"u8.ToArray(), "Content-Type: text/html", $"Content-Encoding: {coding}"));

    [Fact]
    public Task An_endless_body_ends_at_the_limit() => FailsAsync("/endless", "longer than 10,485,760 bytes", _ => LoopbackReply.Endless(new byte[1 << 16]));

    [Fact]
    public Task An_announced_giant_ends_at_the_limit() => FailsAsync("/giant", "longer than", _ => LoopbackReply.Endless(new byte[1 << 16], null, "Content-Length: 99999999999"));

    [Fact]
    public async Task One_byte_a_second_ends_at_the_time_limit()
    {
        CrawlTrial? trial = null;
        var sent = 0;
        using var owned = trial = new CrawlTrial(request => request.Path == "/good" ? LoopbackReply.Page(Good) : LoopbackReply.Endless("x"u8.ToArray(), async cancel =>
        {
            trial!.Time.Advance(TimeSpan.FromSeconds(1));
            if (++sent > 60)
                trial.Time.EndTimeLimits();
            await Task.Delay(1, cancel);
        }));
        var pages = await trial.CrawlAsync("slow.test/drip", "other.test/good");
        Assert.Equal((PageStatus.Failed, "the body takes too long"), (pages["slow.test/drip"].Status, pages["slow.test/drip"].Reason));
        Assert.Equal(PageStatus.Fetched, pages["other.test/good"].Status);
        Assert.Contains(trial.Records(), record => record.Header("WARC-Truncated") == "time");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_unreachable_after_three_tries()
    {
        CrawlTrial? trial = null;
        using var owned = trial = new CrawlTrial(request =>
        {
            if (request.Path == "/good")
                return LoopbackReply.Page(Good);
            _ = Task.Run(async () =>
            {
                await Task.Delay(50);
                trial!.Time.EndTimeLimits();
            });
            return LoopbackReply.Silence();
        });
        var page = await trial.CrawlOneAsync("silent.test/page");
        Assert.Equal((PageStatus.Unreachable, "no answer in time"), (page.Status, page.Reason));
        Assert.Equal(3, trial.Asked.Length);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: {100000}\r\n\r\nbody", "no HTTP or too long")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\n\r\nbody", "no HTTP or too long")]
    [InlineData("HTTP/1.1 20x OK\r\n\r\nbody", "no HTTP or too long")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "no HTTP or too long")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nContent-Length: 34\r\n\r\nbody", "before the end of the body")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nshort", "before the end of the body")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nbody", "before the end of the body")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "empty")]
    [InlineData("", "broke off")]
    public Task A_malformed_answer_fails_with_its_reason(string answer, string reason) =>
        FailsAsync("/x", reason, _ => LoopbackReply.Raw(answer.Replace("{100000}", new string('x', 100_000), StringComparison.Ordinal)));

    [Fact]
    public async Task More_bytes_than_announced_are_left_unread()
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Raw($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Good.Length}\r\n\r\n{Good}HTTP/1.1 200 OK\r\n\r\nsmuggled"));
        Assert.Equal(PageStatus.Fetched, (await trial.CrawlOneAsync("a.test/x")).Status);
        Assert.DoesNotContain(trial.Records(), record => System.Text.Encoding.Latin1.GetString(record.Block.Span).Contains("smuggled", StringComparison.Ordinal));
    }

    [Fact]
    public Task Reset_connections_are_tried_three_times() => FailsAsync("/x", "broke off", _ => LoopbackReply.Reset());

    [Fact]
    public async Task A_storm_of_429_makes_the_host_rest_and_its_pages_wait()
    {
        using var trial = new CrawlTrial(request => request.Host == "storm.test" ? LoopbackReply.Status(429) : LoopbackReply.Page(Good));
        var pages = await trial.CrawlAsync([.. Enumerable.Range(0, 20).Select(i => $"storm.test/{i}"), "calm.test/x"]);
        Assert.Equal(5, trial.Asked.Count(asked => asked.StartsWith("storm", StringComparison.Ordinal)));
        Assert.Equal(20, pages.Values.Count(page => page.Status == PageStatus.Failed && page.NextVisit > page.VisitedAt));
        Assert.Equal(PageStatus.Fetched, pages["calm.test/x"].Status);
        // A new run within the hour leaves it alone.
        await trial.CrawlAsync("storm.test/new");
        Assert.DoesNotContain("storm.test/new", trial.Asked);
    }

    [Fact]
    public async Task A_long_retry_after_ends_the_visits_of_its_host_for_this_run()
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Status(503, "Retry-After: 7200"));
        var pages = await trial.CrawlAsync("a.test/1", "a.test/2");
        Assert.Single(trial.Asked);
        Assert.All(pages.Values, page => Assert.InRange(page.NextVisit!.Value - page.VisitedAt!.Value, TimeSpan.FromHours(1), TimeSpan.FromHours(2)));
    }

    [Fact]
    public async Task Many_hosts_with_endless_bodies_stay_within_memory()
    {
        // 40 hosts send without end, all at once: no more than four long bodies are held at a time.
        using var trial = new CrawlTrial(_ => LoopbackReply.Endless(new byte[1 << 16]));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var pages = await trial.CrawlAsync([.. Enumerable.Range(0, 40).Select(i => $"host{i}.test/x")]);
        Assert.All(pages.Values, page => Assert.Equal(PageStatus.Failed, page.Status));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 << 20);
    }

    private static async Task FailsAsync(string path, string reason, Func<LoopbackRequest, LoopbackReply> answer)
    {
        using var trial = new CrawlTrial(request => request.Host == "good.test" ? LoopbackReply.Page(Good) : answer(request));
        trial.Addresses["metadata.test"] = [IPAddress.Parse("169.254.169.254")];
        var pages = await trial.CrawlAsync("evil.test" + path, "good.test/page");
        var page = pages["evil.test" + path];
        Assert.Contains(page.Status, new[] { PageStatus.Failed, PageStatus.Unreachable });
        Assert.Contains(reason, page.Reason, StringComparison.Ordinal);
        Assert.Equal(PageStatus.Fetched, pages["good.test/page"].Status);
        trial.Records();
    }

    private static LoopbackReply Compressed(string coding, int megabytes, int random = 0)
    {
        var body = new MemoryStream();
        using (Stream packer = coding == "br" ? new BrotliStream(body, CompressionLevel.Optimal, true) : new GZipStream(body, CompressionLevel.Optimal, true))
        {
            var noise = new byte[8 << 10];
            new Random(1).NextBytes(noise);
            for (var i = 0; i < megabytes; i++)
            {
                packer.Write(new byte[1 << 20]);
                packer.Write(noise.AsSpan(0, random << 9));
            }
        }
        return LoopbackReply.Body(200, body.ToArray(), "Content-Type: text/html", $"Content-Encoding: {coding}");
    }
}

[CollectionDefinition(HostileWebTests.Name, DisableParallelization = true)]
public sealed class HostileWebCollection;
