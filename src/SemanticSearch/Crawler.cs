using System.Diagnostics;
using SemanticSearch.Crawling;
using SemanticSearch.Documents;
using SemanticSearch.ReadingLists;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>
/// Story 1: reading list -> archived pages and their articles. The frontier is the library's table of pages: a run can be ended at any
/// moment, and the next one goes on where it was.
/// </summary>
public sealed class Crawler
{
    private const string Source = "crawl";

    private readonly DataDirectory _directory;
    private readonly CrawlOptions _options;

    /// <param name="dataDirectory">Made by the first crawl where it is missing.</param>
    /// <exception cref="ArgumentException">An option that cannot be.</exception>
    public Crawler(string dataDirectory, CrawlOptions? options = null)
    {
        _directory = new DataDirectory(dataDirectory);
        _options = (options ?? new CrawlOptions()).Validated();
    }

    /// <summary>Visits what waits, politely, and stores each page before its host is asked for the next.</summary>
    /// <param name="lists">Reading lists (files or addresses) and addresses of pages; none: every link that the library knows, the built-in list's in a new one.</param>
    /// <exception cref="FileNotFoundException">There is no such list.</exception>
    /// <exception cref="DataProblemException">The data directory is read-only, locked by another writer, damaged or newer.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was received is stored, the same crawl again goes on.</exception>
    public async Task<CrawlReport> CrawlAsync(IReadOnlyList<string> lists, IProgress<CrawlProgress>? progress = null, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        var parsed = lists.Where(list => !UrlNormalizer.IsWebAddress(list)).Select(list => (Name: Path.GetFullPath(list), Importer.ReadList(list).Entries)).ToList();
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        using var archive = PageArchive.OpenForWriting(writer, library.ArchiveEnd, _options.Time);
        using var session = new CrawlSession(_options, library);
        using var run = new CrawlRun(library, archive, session, Source);
        try
        {
            await VisitAsync(lists, parsed, run, started, progress, cancel);
        }
        finally
        {
            run.End();
        }
        return run.Report(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>What became of every link that the library knows.</summary>
    /// <exception cref="DataProblemException">There is no library, or it is damaged, newer or older.</exception>
    public static CrawlStatus Status(string dataDirectory)
    {
        using var library = Library.OpenForReading(new DataDirectory(dataDirectory));
        var pages = library.Pages().ToList();
        var known = pages.Select(page => page.NormalizedUrl).ToHashSet(StringComparer.Ordinal);
        // Links of lists that were imported and never crawled have no row yet.
        pages.AddRange(library.Entries().Where(entry => known.Add(entry.NormalizedUrl)).Select(entry => NewPage(entry.Url)));
        var counts = Enum.GetValues<PageStatus>().ToDictionary(status => status, status => pages.Count(page => page.Status == status));
        var reasons = pages.Where(page => page.Reason is not null).GroupBy(page => page.Reason!, StringComparer.Ordinal)
            .Select(group => new FacetCount(group.Key, group.Count())).OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Value, StringComparer.Ordinal);
        return new CrawlStatus(pages.Count, counts, pages.Count(page => page.MovedTo is not null), [.. reasons], [.. pages.Select(Described)]);
    }

    private async Task VisitAsync(
        IReadOnlyList<string> lists, List<(string Name, IReadOnlyList<Entry> Entries)> parsed, CrawlRun run, long started, IProgress<CrawlProgress>? progress, CancellationToken cancel)
    {
        var library = run.Library;
        if (lists.Count == 0 && library.IsEmpty)
            parsed.Add((Importer.BuiltInListName, Importer.ReadList().Entries));
        foreach (var (name, entries) in parsed)
        {
            // What has no links any more is likelier damaged than emptied: what is stored of it stays.
            if (entries.Count == 0)
                run.Tell($"{name}: no links found in it: crawl takes Markdown reading lists and addresses of pages");
            else
                library.StoreList(name, entries);
        }

        var wanted = parsed.SelectMany(list => list.Entries).Select(entry => entry.NormalizedUrl).ToHashSet(StringComparer.Ordinal);
        foreach (var address in lists.Where(UrlNormalizer.IsWebAddress))
            wanted.UnionWith(await NamedAsync(address, run, cancel));
        library.AddPages(library.Entries().Select(entry => NewPage(entry.Url)));

        var now = _options.Time.GetUtcNow();
        var due = library.Pages().Where(page => lists.Count == 0 || wanted.Contains(page.NormalizedUrl)).Where(page => IsDue(page, now)).Take(_options.MaxPages - run.Pages);
        var queues = new HostQueues(due, _options.Limits);
        await foreach (var finished in queues.VisitAsync(run.VisitAsync, cancel))
        {
            using (finished)
                run.Store(finished);
            progress?.Report(run.Progress(queues, Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>A page that the user named by its address: visited at once; when it is a reading list in Markdown, its links are wanted, else the page itself.</summary>
    private async Task<IEnumerable<string>> NamedAsync(string address, CrawlRun run, CancellationToken cancel)
    {
        var page = await run.EnsureVisitedAsync(NewPage(address), IsDue, _options.Time.GetUtcNow(), cancel);
        if (page.Place is not { } place || !LooksLikeList(page) || PageArchive.Read(_directory, place).Message is not { } message)
            return [page.NormalizedUrl];
        var content = ContentCoding.Decode(message.Body, message.Header("Content-Encoding"), _options.Limits.MaxDecodedBytes, _options.Limits.MaxDecodedRatio);
        var list = ReadingListParser.Parse(content.Body.ToArray());
        if (list.Entries.Count == 0)
            return [page.NormalizedUrl];
        run.Library.StoreList(address, list.Entries);
        return list.Entries.Select(entry => entry.NormalizedUrl);
    }

    private bool IsDue(PageRecord page, DateTimeOffset now) => page.Status switch
    {
        PageStatus.Waiting => true,
        PageStatus.Unreachable or PageStatus.Failed => page.NextVisit is null || page.NextVisit <= now,
        _ => _options.Refresh && (page.NextVisit is null || page.NextVisit <= now),
    };

    private static bool LooksLikeList(PageRecord page) =>
        page.ContentType?.StartsWith("text/markdown", StringComparison.OrdinalIgnoreCase) == true
        || page.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) != true
        && Path.GetExtension(UrlNormalizer.PathOf(page.Url)).ToLowerInvariant() is ".md" or ".markdown";

    private static PageRecord NewPage(string url) => new()
    {
        NormalizedUrl = UrlNormalizer.Normalize(url),
        Url = url,
        Host = Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) ? Requests.HostOf(address) : "",
    };

    private static CrawledPage Described(PageRecord page) => new()
    {
        Url = page.Url,
        Status = page.Status,
        Reason = page.Reason,
        HttpStatus = page.HttpStatus,
        MovedTo = page.MovedTo,
        ArchivedUrl = page.ArchivedUrl,
        VisitedAt = page.VisitedAt,
        NextVisit = page.NextVisit,
    };
}
