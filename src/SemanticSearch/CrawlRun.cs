using SemanticSearch.Crawling;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>One run's writing end: pages go to the archive, then to the library, then the counts say so.</summary>
internal sealed class CrawlRun(Library library, PageArchive archive, CrawlSession session, string source) : IDisposable
{
    private const int MaxProblems = 1_000;

    /// <summary>A page being read takes many times its size in memory: no more of them than there are processors.</summary>
    private readonly SemaphoreSlim _reading = new(Environment.ProcessorCount);

    /// <summary>Of the long ones only one at a time.</summary>
    private readonly SemaphoreSlim _readingLong = new(1);

    private readonly Dictionary<PageStatus, int> _visited = [];
    private readonly List<string> _problems = [];
    private int _moreProblems;
    private int _articles;
    private int _moved;
    private string _lastHost = "";

    public Library Library { get; } = library;

    /// <summary>Visited and stored so far.</summary>
    public int Pages { get; private set; }

    /// <summary>A visit with its reading: both may run beside others.</summary>
    public async Task<Visit> VisitAsync(PageRecord page, CancellationToken cancel)
    {
        var visit = await session.Visitor.VisitAsync(page, cancel);
        if (visit.Content is null)
            return visit;
        var isLong = visit.Content.Body.Length > session.Limits.LongBodyBytes;
        if (isLong)
            await _readingLong.WaitAsync(cancel);
        try
        {
            await _reading.WaitAsync(cancel);
            try
            {
                Read(visit, visit.Content);
            }
            finally
            {
                _reading.Release();
            }
        }
        finally
        {
            if (isLong)
                _readingLong.Release();
        }
        return visit;
    }

    private static void Read(Visit visit, FetchedPage content)
    {
        try
        {
            var (article, problem) = PageReader.Read(content);
            visit.Article = article;
            visit.Page = visit.Page with { Reason = visit.Page.Reason ?? problem };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Pages are what others made of them; the page is kept, so that a better reader can try again.
            visit.Page = visit.Page with { Reason = $"its text cannot be extracted ({e.GetType().Name})" };
        }
    }

    /// <summary>Archive first, then the library in one transaction: a crash between leaves a record that nobody names, never a name without a record.</summary>
    public void Store(FinishedVisits finished)
    {
        var pages = new List<PageRecord>();
        var articles = new List<Article>();
        var robots = new List<RobotsRecord>();
        foreach (var visit in finished.Visits)
        {
            var page = visit.Page;
            for (var i = 0; i < visit.Exchanges.Count; i++)
            {
                var place = archive.Append(visit.Exchanges[i]);
                if (i == visit.ContentIndex)
                    page = page with { Place = place };
            }
            pages.Add(page);
            robots.AddRange(visit.Robots);
            if (visit.Article is not null)
                articles.Add(visit.Article);
        }
        archive.Flush();
        Library.StoreVisits(new VisitBatch(pages, archive.End) { Articles = articles, Robots = robots, Hosts = [.. session.TakeHosts()] }, source);
        _articles += articles.Count;
        foreach (var page in pages)
            Count(page);
    }

    /// <summary>Visits one page now, unless it was before and is not due.</summary>
    public async Task<PageRecord> EnsureVisitedAsync(PageRecord page, Func<PageRecord, DateTimeOffset, bool> isDue, DateTimeOffset now, CancellationToken cancel)
    {
        Library.AddPages([page]);
        var known = Library.FindPage(page.NormalizedUrl)!;
        if (!isDue(known, now))
            return known;
        using (var finished = new FinishedVisits([new FinishedVisit(await VisitAsync(known, cancel))]))
            Store(finished);
        return Library.FindPage(page.NormalizedUrl)!;
    }

    /// <summary>Remaining: all together go at the machine's pace, the host with most pages at its own; the slower one decides.</summary>
    public CrawlProgress Progress(HostQueues queues, TimeSpan elapsed)
    {
        var (left, longestLeft) = (queues.Left, queues.LongestLeft);
        var (done, longestDone) = (queues.Total - left, queues.Longest - longestLeft);
        TimeSpan? remaining = done == 0 ? null : elapsed / done * left;
        if (longestDone > 0 && elapsed / longestDone * longestLeft is var slowest && slowest > remaining)
            remaining = slowest;
        return new CrawlProgress(done, queues.Total, _lastHost, queues.HostsLeft, remaining);
    }

    public CrawlReport Report(double seconds)
    {
        var pages = Library.Pages().ToList();
        var problems = _moreProblems == 0 ? _problems : [.. _problems, $"... and {_moreProblems} more"];
        return new CrawlReport(_visited, _moved, _articles, pages.Count(page => page.Status == PageStatus.Waiting), seconds, problems)
        {
            NextVisit = pages.Min(page => page.NextVisit),
        };
    }

    /// <summary>Adds to the problems of the report.</summary>
    public void Tell(string problem)
    {
        if (_problems.Count == MaxProblems)
            _moreProblems++;
        else
            _problems.Add(problem);
    }

    /// <summary>Once nothing is under way any more.</summary>
    public void End() => Library.EndCrawl(session.TakeHosts());

    public void Dispose()
    {
        _reading.Dispose();
        _readingLong.Dispose();
    }

    private void Count(PageRecord page)
    {
        Pages++;
        _lastHost = page.Host;
        _visited[page.Status] = _visited.GetValueOrDefault(page.Status) + 1;
        if (page.MovedTo is not null)
            _moved++;
        if (page.Status is PageStatus.Fetched or PageStatus.Unchanged)
            return;
        Tell($"{page.Url}: {page.Reason}{(page.Status == PageStatus.Archived ? " (archived copy used)" : "")}");
    }
}
