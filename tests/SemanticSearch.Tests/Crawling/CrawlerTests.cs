using System.Text;
using SemanticSearch.Benchmarks.Crawling;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests.Crawling;

public class CrawlerTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("Caches fail in groups when their keys expire together. ", 60));

    [Fact]
    public async Task A_page_is_fetched_stored_and_never_asked_for_again()
    {
        using var trial = new CrawlTrial(_ => Article("one"));
        var page = await trial.CrawlOneAsync("a.test/one");
        Assert.Equal((PageStatus.Fetched, 200), (page.Status, page.HttpStatus));
        await trial.CrawlAsync("a.test/one");
        Assert.Equal(["a.test/one"], trial.Asked);
        Assert.Equal(["warcinfo", "response", "request", "response", "request"], trial.Records().Select(record => record.Type));
    }

    [Fact]
    public async Task A_run_asks_a_host_for_so_many_pages_and_the_next_one_for_more()
    {
        using var trial = new CrawlTrial(request => Article(request.Path));
        trial.Options = trial.Options with { Limits = trial.Options.Limits with { MaxPagesPerHost = 2 } };
        string[] urls = ["a.test/1", "a.test/2", "a.test/3", "b.test/1"];
        await trial.CrawlAsync(urls);
        Assert.Equal(["a.test/1", "a.test/2", "b.test/1"], trial.Asked.Order(StringComparer.Ordinal));
        var pages = await trial.CrawlAsync(urls);
        Assert.Equal(["a.test/1", "a.test/2", "a.test/3", "b.test/1"], trial.Asked.Order(StringComparer.Ordinal));
        Assert.All(pages.Values, page => Assert.Equal(PageStatus.Fetched, page.Status));
    }

    [Fact]
    public async Task A_list_that_holds_no_links_is_named_and_takes_away_none()
    {
        using var trial = new CrawlTrial(_ => Article("one"));
        await trial.CrawlAsync("a.test/one");
        var list = Path.Combine(Path.GetDirectoryName(trial.Data)!, "list.md");
        await File.WriteAllTextAsync(list, "Nothing to see here.");
        var report = await new Crawler(trial.Data, trial.Options).CrawlAsync([list]);
        Assert.Contains("list.md: no links found", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal(["a.test/one"], Crawler.Status(trial.Data).Pages.Select(page => trial.Short(page.Url)));
        using var library = SemanticSearch.Storage.Library.OpenForReading(new SemanticSearch.Storage.DataDirectory(trial.Data));
        Assert.Single(library.Entries());
    }

    [Fact]
    public async Task The_user_agent_names_the_product_and_no_contact_that_nobody_gave()
    {
        using var trial = new CrawlTrial(_ => Article("one"));
        await trial.CrawlOneAsync("a.test/one");
        Assert.All(trial.Site.Log, request => Assert.Matches(@"^semsearch/[\d.]+$", request.Headers["User-Agent"]));
    }

    [Fact]
    public async Task Robots_txt_is_asked_first_once_and_obeyed()
    {
        using var trial = new CrawlTrial(request => request.Path == "/robots.txt" ? LoopbackReply.Text("User-agent: *\nDisallow: /private\n") : Article("x")) { AnswersRobots = true };
        var pages = await trial.CrawlAsync("a.test/private/1", "a.test/public");
        Assert.Equal(PageStatus.Disallowed, pages["a.test/private/1"].Status);
        Assert.Equal(PageStatus.Fetched, pages["a.test/public"].Status);
        Assert.Equal(["/robots.txt", "/public"], trial.Site.Log.Select(request => request.Path));
        await trial.CrawlAsync("a.test/more");
        Assert.Equal(["/robots.txt", "/public", "/more"], trial.Site.Log.Select(request => request.Path));
    }

    [Fact]
    public async Task A_robots_txt_that_fails_closes_the_site_for_now_and_none_opens_it()
    {
        using var trial = new CrawlTrial(request => request.Path != "/robots.txt" ? Article("x") : LoopbackReply.Status(request.Host == "broken.test" ? 500 : 403)) { AnswersRobots = true };
        var pages = await trial.CrawlAsync("broken.test/a", "none.test/a");
        Assert.Equal(PageStatus.Disallowed, pages["broken.test/a"].Status);
        Assert.Contains("500", pages["broken.test/a"].Reason, StringComparison.Ordinal);
        Assert.Equal(PageStatus.Fetched, pages["none.test/a"].Status);
    }

    [Fact]
    public async Task Robots_txt_is_asked_at_every_hop()
    {
        using var trial = new CrawlTrial(request => (request.Host, request.Path) switch
        {
            ("b.test", "/robots.txt") => LoopbackReply.Text("User-agent: semsearch\nDisallow: /"),
            (_, "/robots.txt") => LoopbackReply.Status(404),
            ("a.test", _) => LoopbackReply.Redirect($"http://b.test:{request.Headers["Host"].Split(':')[1]}/secret"),
            _ => Article("x"),
        })
        { AnswersRobots = true };
        Assert.Equal(PageStatus.Disallowed, (await trial.CrawlOneAsync("a.test/page")).Status);
        Assert.DoesNotContain("b.test/secret", trial.Asked);
    }

    [Fact]
    public async Task A_permanent_move_is_remembered_and_a_passing_one_is_not()
    {
        using var trial = new CrawlTrial(request => request.Path switch
        {
            "/old" => LoopbackReply.Redirect("/new-address", 301),
            "/passing" => LoopbackReply.Redirect("/today"),
            "/both" => LoopbackReply.Redirect("/old-name", 308),
            "/old-name" => LoopbackReply.Redirect("/tonight", 307),
            _ => Article("x", "ETag: \"1\""),
        });
        var pages = await trial.CrawlAsync("a.test/old", "a.test/passing", "a.test/both");
        Assert.Equal(trial.Absolute("a.test/new-address"), pages["a.test/old"].MovedTo);
        Assert.Null(pages["a.test/passing"].MovedTo);
        Assert.Equal(trial.Absolute("a.test/old-name"), pages["a.test/both"].MovedTo);
        Assert.All(pages.Values, page => Assert.Equal(PageStatus.Fetched, page.Status));
        await RefreshAsync(trial);
        Assert.Equal(["a.test/new-address", "a.test/passing", "a.test/today", "a.test/old-name", "a.test/tonight"], trial.Asked[7..]);
    }

    [Fact]
    public async Task A_refresh_asks_with_the_validators_and_keeps_what_is_unchanged()
    {
        using var trial = new CrawlTrial(request => request.Headers.GetValueOrDefault("If-None-Match") == "\"v1\"" ? LoopbackReply.Status(304) : Article("one", "ETag: \"v1\"", "Last-Modified: Sat, 01 Nov 2025 10:00:00 GMT"));
        await trial.CrawlOneAsync("a.test/one");
        await RefreshAsync(trial, days: 1);
        Assert.Single(trial.Asked);
        var page = await RefreshAsync(trial);
        Assert.Equal(PageStatus.Unchanged, page["a.test/one"].Status);
        Assert.Equal("Sat, 01 Nov 2025 10:00:00 GMT", trial.Site.Log[^1].Headers["If-Modified-Since"]);
        var revisit = trial.Records().Single(record => record.Type == "revisit");
        Assert.EndsWith("server-not-modified", revisit.Header("WARC-Profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_bytes_again_are_a_revisit_and_other_bytes_are_new_content()
    {
        var text = "one";
        using var trial = new CrawlTrial(_ => Article(text));
        await trial.CrawlOneAsync("a.test/one");
        Assert.Equal(PageStatus.Unchanged, (await RefreshAsync(trial))["a.test/one"].Status);
        Assert.Single(trial.Records(), record => record.Type == "revisit");
        text = "two";
        Assert.Equal(PageStatus.Fetched, (await RefreshAsync(trial, days: 30))["a.test/one"].Status);
    }

    [Theory]
    [InlineData(404, PageStatus.Dead)]
    [InlineData(410, PageStatus.Dead)]
    [InlineData(401, PageStatus.Dead)]
    [InlineData(403, PageStatus.Failed)]
    [InlineData(500, PageStatus.Failed)]
    [InlineData(204, PageStatus.Failed)]
    public async Task A_status_becomes_an_outcome(int status, PageStatus outcome)
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Status(status));
        var page = await trial.CrawlOneAsync("a.test/one");
        Assert.Equal((outcome, status), (page.Status, page.HttpStatus));
        Assert.NotNull(page.Reason);
        Assert.Equal(status == 500 ? 3 : 1, trial.Asked.Length);
    }

    [Fact]
    public async Task What_is_gone_is_looked_for_in_the_archive_and_marked()
    {
        using var trial = new CrawlTrial(request => Gone(request, """{"archived_snapshots":{"closest":{"available":true,"status":"200","timestamp":"20130919044612","url":"http://PLACE/web/20130919044612/http://a.test/one"}}}"""));
        trial.Options = trial.Options with { ArchiveFallback = true, ArchiveEndpoint = new Uri(trial.Absolute("archive.test/available")) };
        var page = await trial.CrawlOneAsync("a.test/one");
        Assert.Equal(PageStatus.Archived, page.Status);
        Assert.Equal(trial.Absolute("archive.test/web/20130919044612/") + "http://a.test/one", page.ArchivedUrl);
        Assert.Contains("archive.test/web/20130919044612id_/http://a.test/one", trial.Asked);
        Assert.Contains(trial.Asked, asked => asked.StartsWith("archive.test/available?url=http%3A%2F%2Fa.test", StringComparison.Ordinal));

        trial.Options = trial.Options with { ArchiveFallback = false };
        var later = (await RefreshAsync(trial, 400))["a.test/one"];
        Assert.Equal((PageStatus.Archived, page.ArchivedUrl), (later.Status, later.ArchivedUrl));
        Assert.True(later.VisitedAt > page.VisitedAt);
    }

    [Theory]
    [InlineData("""{"archived_snapshots":{}}""")]
    [InlineData("""{"archived_snapshots":[]}""")]
    [InlineData("not json")]
    [InlineData("""{"archived_snapshots":{"closest":{"available":true,"status":"404","timestamp":"20130919044612","url":"http://PLACE/web/20130919044612/x"}}}""")]
    [InlineData("""{"archived_snapshots":{"closest":{"available":true,"status":"200","timestamp":"20130919044612","url":"http://PLACE/missing/20130919044612/x"}}}""")]
    [InlineData("""{"archived_snapshots":{"closest":{"available":true,"status":"200","timestamp":"1","url":"file:///etc/1/passwd"}}}""")]
    public async Task Without_a_usable_copy_what_is_gone_is_dead(string answer)
    {
        using var trial = new CrawlTrial(request => request.Path.StartsWith("/missing", StringComparison.Ordinal) ? LoopbackReply.Status(404) : Gone(request, answer));
        trial.Options = trial.Options with { ArchiveFallback = true, ArchiveEndpoint = new Uri(trial.Absolute("archive.test/available")) };
        Assert.Equal(PageStatus.Dead, (await trial.CrawlOneAsync("a.test/one")).Status);
    }

    [Fact]
    public async Task An_address_that_names_a_list_gives_its_links_and_any_other_a_page()
    {
        using var trial = new CrawlTrial(request => request.Path == "/README.md"
            ? LoopbackReply.Text($"## Caching\n* [One](http://a.test:{request.Headers["Host"].Split(':')[1]}/one)\n* [Two](http://b.test:{request.Headers["Host"].Split(':')[1]}/two)\n")
            : Article("x"));
        await new Crawler(trial.Data, trial.Options).CrawlAsync([trial.Absolute("lists.test/README.md"), trial.Absolute("c.test/page")]);
        Assert.Equal(["a.test/one", "b.test/two", "c.test/page", "lists.test/README.md"], trial.Asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task At_most_so_many_pages_are_visited_and_the_rest_waits()
    {
        using var trial = new CrawlTrial(_ => Article("x"));
        trial.Options = trial.Options with { MaxPages = 2 };
        var pages = await trial.CrawlAsync("a.test/1", "a.test/2", "b.test/3", "c.test/4");
        Assert.Equal(2, pages.Values.Count(page => page.Status == PageStatus.Waiting));
        pages = await trial.CrawlAsync();
        Assert.Equal(4, pages.Values.Count(page => page.Status == PageStatus.Fetched));
        Assert.Equal(4, trial.Asked.Length);
    }

    [Fact]
    public async Task A_cancelled_crawl_keeps_what_it_has_and_goes_on_later()
    {
        using var cancel = new CancellationTokenSource();
        using var trial = new CrawlTrial(request =>
        {
            if (request.Path == "/3")
                cancel.Cancel();
            return Article("x");
        });
        var urls = Enumerable.Range(1, 6).Select(i => $"a.test/{i}").ToArray();
        var list = Path.Combine(Path.GetDirectoryName(trial.Data)!, "cancelled.md");
        File.WriteAllLines(list, urls.Select(url => $"* [Link {url}]({trial.Absolute(url)})"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Crawler(trial.Data, trial.Options).CrawlAsync([list], cancel: cancel.Token));
        var kept = Crawler.Status(trial.Data).Counts[PageStatus.Fetched];
        Assert.InRange(kept, 2, 3);
        await new Crawler(trial.Data, trial.Options).CrawlAsync([list]);
        Assert.Equal(6, Crawler.Status(trial.Data).Counts[PageStatus.Fetched]);
        Assert.All(urls.Take(2), url => Assert.Single(trial.Asked, url));
    }

    [Fact]
    public async Task Pages_with_nearly_the_same_article_are_one_hit_that_is_found_by_each_address()
    {
        var words = string.Concat(Enumerable.Range(0, 60).Select(i => $"<p>Sentence {i} of the story of a cache that failed, told by shard {i * 37 % 101}.</p>"));
        using var trial = new CrawlTrial(request => request.Path == "/other" ? Article("Other") : LoopbackReply.Page($"<html><title>Story</title><article><h1>Story</h1>{words}</article></html>"));
        await trial.CrawlAsync("b.test/first", "a.test/mirror", "a.test/other");
        Assert.Equal(2, new Indexer(trial.Data).Index().Articles);
        using var engine = SearchEngine.Open(trial.Data);
        var story = engine.Find(trial.Absolute("a.test/mirror"))!;
        Assert.Equal((trial.Absolute("b.test/first"), trial.Absolute("a.test/mirror")), (story.Id, Assert.Single(story.AlsoAt)));
        Assert.Empty(engine.Find(trial.Absolute("a.test/other"))!.AlsoAt);
    }

    [Fact]
    public async Task The_contact_that_is_given_stands_in_every_request()
    {
        using var trial = new CrawlTrial(_ => Article("x"));
        trial.Options = trial.Options with { ContactUrl = new Uri("mailto:crawl@example.com") };
        await trial.CrawlOneAsync("a.test/one");
        Assert.All(trial.Site.Log, request => Assert.EndsWith(" (+mailto:crawl@example.com)", request.Headers["User-Agent"], StringComparison.Ordinal));
    }

    private static async Task<Dictionary<string, CrawledPage>> RefreshAsync(CrawlTrial trial, int days = 8)
    {
        trial.Time.Advance(TimeSpan.FromDays(days));
        trial.Options = trial.Options with { Refresh = true };
        return await trial.CrawlAsync();
    }

    private static LoopbackReply Gone(LoopbackRequest request, string archiveAnswer) => request.Path switch
    {
        _ when request.Path.StartsWith("/available", StringComparison.Ordinal) => LoopbackReply.Body(200, Encoding.UTF8.GetBytes(archiveAnswer.Replace("PLACE", request.Headers["Host"], StringComparison.Ordinal))),
        _ when request.Path.StartsWith("/web/", StringComparison.Ordinal) => Article("from the archive"),
        _ => LoopbackReply.Status(404),
    };

    private static LoopbackReply Article(string title, params string[] headers) => LoopbackReply.Page($"<html><title>{title}</title><p>{Long}</p></html>", headers);
}
