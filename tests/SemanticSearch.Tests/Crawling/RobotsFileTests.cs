using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SemanticSearch.Crawling;

namespace SemanticSearch.Tests.Crawling;

public class RobotsFileTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a", "/ab", false)]
    [InlineData("User-agent: *\nDisallow: /a", "/b", true)]
    [InlineData("User-agent: *\nDisallow:", "/b", true)]
    [InlineData("", "/b", true)]
    [InlineData("Disallow: /", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /p", "/page", true)]
    [InlineData("User-agent: *\nDisallow: /p\nAllow: /p", "/page", true)]
    [InlineData("User-agent: *\nAllow: /p\nDisallow: /page", "/page", false)]
    [InlineData("User-agent: *\nDisallow: /*.gif$", "/a/b.gif", false)]
    [InlineData("User-agent: *\nDisallow: /*.gif$", "/a/b.gif?x", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/a-b-b-c-d", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/a-b-c-b-c", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/a-b-c-b", true)]
    [InlineData("User-agent: *\nDisallow: *", "/x", false)]
    [InlineData("User-agent: *\nDisallow: /$", "/", false)]
    [InlineData("User-agent: *\nDisallow: /$", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /foo/bar/%E3%83%84", "/foo/bar/ツ", false)]
    [InlineData("User-agent: *\nDisallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false)]
    [InlineData("User-agent: *\nDisallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false)]
    [InlineData("User-agent: *\nDisallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", false)]
    [InlineData("User-agent: *\nDisallow: /path/foo-%24", "/path/foo-$", false)]
    [InlineData("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false)]
    [InlineData("User-agent: *\nDisallow: /a%2fb", "/a/b", true)]
    [InlineData("user-AGENT : SemSearch/2.0 # us\ndisallow : /x # no", "/x", false)]
    [InlineData("User-agent: semsearchbot\nDisallow: /", "/x", true)]
    [InlineData("User-agent: other\nUser-agent: semsearch\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: semsearch\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/y", true)]
    [InlineData("User-agent: semsearch\nDisallow: /x\nUser-agent: other\nDisallow: /\nUser-agent: SEMSEARCH\nDisallow: /y", "/y", false)]
    [InlineData("User-agent: semsearch\nUser-agent: *\n\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: *\nSitemap: https://x/s.xml\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: a\nSitemap: https://x/s.xml\nUser-agent: semsearch\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: *\rDisallow: /x\r", "/x", false)]
    [InlineData("\uFEFFUser-agent: *\r\nDisallow: /x\r\n", "/x", false)]
    [InlineData("User-agent: *\nDisallow: x", "/x", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    public void A_rule_decides(string robots, string path, bool isAllowed) => Assert.Equal(isAllowed, Parse(robots).IsAllowed(path));

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: 2.5", 2.5)]
    [InlineData("User-agent: *\nCrawl-delay: 3600", 30.0)]
    [InlineData("User-agent: semsearch\nDisallow: /x\nUser-agent: *\nCrawl-delay: 9", null)]
    [InlineData("User-agent: *\nCrawl-delay: soon", null)]
    [InlineData("User-agent: *\nCrawl-delay: -1", null)]
    public void A_crawl_delay_counts_up_to_30_seconds(string robots, double? seconds) => Assert.Equal(seconds, Parse(robots).CrawlDelay?.TotalSeconds);

    [Fact]
    public void What_is_beyond_500_KiB_is_not_read()
    {
        var filler = string.Concat(Enumerable.Repeat("# a comment that fills the file\n", 20_000));
        Assert.True(Parse($"User-agent: *\n{filler}Disallow: /x").IsAllowed("/x"));
        Assert.False(Parse($"User-agent: *\nDisallow: /x\n{filler}").IsAllowed("/x"));
    }

    [Fact]
    public void A_pattern_of_many_stars_is_matched_without_delay()
    {
        var rules = Parse("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 500)) + "$");
        Assert.True(rules.IsAllowed("/" + new string('a', 2_000) + "b"));
    }

    [Fact]
    public void Any_bytes_are_read_without_an_error()
    {
        var random = new Random(7);
        byte[][] pieces = [.. new[] { "User-agent: ", "Disallow: ", "Allow: ", "*", "/", "$", "%", "%2", "\r", "\n", ":", "#", "semsearch", "Crawl-delay: 1e9" }.Select(Encoding.UTF8.GetBytes), [0xFF], [0], [0xE2, 0x82]];
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(60)).SelectMany(_ => pieces[random.Next(pieces.Length)]).ToArray();
            var rules = RobotsFile.Parse(bytes, "semsearch");
            rules.IsAllowed("/any/%zz/" + round);
        }
    }

    [SkippableFact]
    public void Every_real_robots_txt_is_read_and_answers()
    {
        var count = 0;
        foreach (var body in RealFiles())
        {
            var rules = RobotsFile.Parse(body, "semsearch");
            rules.IsAllowed("/2018/05/an-article-about-caches.html?page=2");
            Assert.True(rules.IsAllowed("/robots.txt"));
            Assert.True(rules.CrawlDelay is null || rules.CrawlDelay <= RobotsFile.MaxCrawlDelay);
            count++;
        }
        Assert.Equal(4231, count);
    }

    private static IEnumerable<byte[]> RealFiles()
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Path("data/robots-real-world/robots.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.TryGetProperty("body", out var body)
                ? Encoding.UTF8.GetBytes(body.GetString()!)
                : json.RootElement.GetProperty("body_base64").GetBytesFromBase64();
        }
    }

    private static RobotsRules Parse(string robots) => RobotsFile.Parse(Encoding.UTF8.GetBytes(robots), "semsearch");
}
