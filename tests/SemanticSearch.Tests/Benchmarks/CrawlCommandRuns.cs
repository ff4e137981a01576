using SemanticSearch.Benchmarks.Crawling;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests.Benchmarks;

/// <summary>The crawl benchmark, small: it fetches every page, and its check of manners is one that can fail.</summary>
public class CrawlCommandRuns
{
    [Fact]
    public async Task The_crawl_benchmark_fetches_every_page()
    {
        var page = CrawlCommand.Compress($"<title>A page</title><p>{string.Concat(Enumerable.Repeat("Some words of an article. ", 100))}</p>");
        var report = await CrawlCommand.MeasureSpeedAsync(500, [page]);
        Assert.Equal(500, report.Visited[PageStatus.Fetched]);
    }

    [Fact]
    public async Task The_check_of_manners_reads_the_servers_log() => Assert.True(await CrawlCommand.CheckMannersAsync(hosts: 3, pagesOfHost: 2));
}
