using SemanticSearch.Benchmarks.Crawling;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Crawling;

/// <summary>Manners, read from the server's log: its clock is the crawler's, so every pause is seen in full.</summary>
public class PolitenessTests
{
    private static readonly string Page = $"<html><title>Page</title><p>{string.Concat(Enumerable.Repeat("A page of some length. ", 100))}</p></html>";

    [Fact]
    public async Task A_host_gets_one_request_at_a_time_with_a_pause_of_a_second()
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Page(Page));
        await trial.CrawlAsync([.. Enumerable.Range(0, 60).Select(i => $"host{i % 12}.test/{i}")]);
        AssertPauses(trial, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_slow_answer_is_followed_by_a_pause_five_times_as_long()
    {
        CrawlTrial? trial = null;
        using var owned = trial = new CrawlTrial(_ =>
        {
            trial!.Time.Advance(TimeSpan.FromSeconds(3));
            return LoopbackReply.Page(Page);
        })
        { AnswersRobots = true };
        await trial.CrawlAsync("slow.test/1", "slow.test/2", "slow.test/3");
        AssertPauses(trial, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task No_pause_is_longer_than_half_a_minute_for_slowness_alone()
    {
        CrawlTrial? trial = null;
        using var owned = trial = new CrawlTrial(_ =>
        {
            trial!.Time.Advance(TimeSpan.FromSeconds(25));
            return LoopbackReply.Page(Page);
        })
        { AnswersRobots = true };
        await trial.CrawlAsync("slow.test/1", "slow.test/2");
        AssertPauses(trial, TimeSpan.FromSeconds(30));
        Assert.InRange(trial.Time.GetUtcNow() - trial.Site.Log[0].At, TimeSpan.FromSeconds(135), TimeSpan.FromSeconds(136));
    }

    [Fact]
    public async Task A_crawl_delay_is_kept_from_the_robots_txt_on()
    {
        using var trial = new CrawlTrial(request => request.Path == "/robots.txt" ? LoopbackReply.Text("User-agent: *\nCrawl-delay: 12") : LoopbackReply.Page(Page)) { AnswersRobots = true };
        await trial.CrawlAsync("a.test/1", "a.test/2", "a.test/3");
        AssertPauses(trial, TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task A_redirect_to_another_host_waits_for_that_hosts_turn()
    {
        using var trial = new CrawlTrial(request => request.Host == "hub.test"
            ? LoopbackReply.Page(Page)
            : LoopbackReply.Redirect($"http://hub.test:{request.Headers["Host"].Split(':')[1]}/from/{request.Host}"));
        await trial.CrawlAsync([.. Enumerable.Range(0, 15).Select(i => $"spoke{i}.test/x")]);
        Assert.Equal(15, trial.Asked.Count(asked => asked.StartsWith("hub.test/from", StringComparison.Ordinal)));
        AssertPauses(trial, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Retry_after_is_obeyed_and_the_page_fetched_then()
    {
        var asked = 0;
        using var trial = new CrawlTrial(_ => ++asked == 1 ? LoopbackReply.Status(503, "Retry-After: 40") : LoopbackReply.Page(Page));
        Assert.Equal(PageStatus.Fetched, (await trial.CrawlOneAsync("a.test/1")).Status);
        var log = trial.Site.Log.Where(request => request.Path == "/1").ToList();
        Assert.True(log[1].At - log[0].At >= TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Second_tries_wait_longer_each_time()
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Status(500));
        await trial.CrawlOneAsync("a.test/1");
        Assert.Equal(3, trial.Asked.Length);
        AssertPauses(trial, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("User-agent: *\nCrawl-delay: 12", 12)]
    public async Task The_pause_after_a_run_is_kept_by_the_next_one(string robots, int seconds)
    {
        using var trial = new CrawlTrial(request => request.Path == "/robots.txt" ? LoopbackReply.Text(robots) : LoopbackReply.Page(Page)) { AnswersRobots = true };
        trial.Options = trial.Options with { MaxPages = 1 };
        for (var run = 0; run < 3; run++)
            await trial.CrawlAsync("a.test/1", "a.test/2", "a.test/3");
        Assert.Equal(3, trial.Asked.Length);
        AssertPauses(trial, TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task After_a_run_that_was_killed_nobody_is_asked_at_once()
    {
        using var trial = new CrawlTrial(_ => LoopbackReply.Page(Page));
        trial.Options = trial.Options with { MaxPages = 1 };
        await trial.CrawlAsync("a.test/1", "b.test/2");
        var directory = new DataDirectory(trial.Data);
        using (var writer = WriterLock.Take(directory))
        using (var library = Library.OpenForWriting(writer))
            Assert.True(library.BeginCrawl());
        trial.Time.Advance(TimeSpan.FromHours(1));
        var started = trial.Time.GetUtcNow();
        await trial.CrawlAsync();
        Assert.InRange(trial.Site.Log.First(request => request.Host == "b.test").At - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    private static void AssertPauses(CrawlTrial trial, TimeSpan atLeast)
    {
        foreach (var host in trial.Site.Log.GroupBy(request => request.Host))
        {
            var requests = host.OrderBy(request => request.At).ToList();
            Assert.True(requests.Count > 1);
            foreach (var (before, after) in requests.Zip(requests.Skip(1)))
                Assert.True(after.At - before.EndedAt >= atLeast, $"{host.Key}: {before.Path} ended {before.EndedAt:mm:ss.fff}, {after.Path} began {after.At:mm:ss.fff}");
        }
    }
}
