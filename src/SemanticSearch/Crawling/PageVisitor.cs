using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>
/// Visits one page: goes where its address leads, judges what is there, asks an archive for what is gone, and says what to store.
/// Whatever a site does, a visit ends with a row; only the end of the run ends it otherwise.
/// </summary>
internal sealed class PageVisitor : IDisposable
{
    private readonly Journey _journey;
    private readonly RobotsGate _robots;
    private readonly WebArchive? _archive;
    private readonly CrawlLimits _limits;
    private readonly TimeProvider _time;
    private readonly LongBodyPlaces _longBodies;

    /// <summary>How long a body is once unpacked shows only then, so one is unpacked at a time; it takes a third of a millisecond as a rule.</summary>
    private readonly SemaphoreSlim _unpacking = new(1);

    /// <param name="archive">null: what is gone stays gone.</param>
    public PageVisitor(Journey journey, RobotsGate robots, WebArchive? archive, CrawlLimits limits, TimeProvider time)
    {
        _journey = journey;
        _robots = robots;
        _archive = archive;
        _limits = limits;
        _time = time;
        _longBodies = new LongBodyPlaces(limits);
    }

    public async Task<Visit> VisitAsync(PageRecord page, CancellationToken cancel)
    {
        var record = new VisitRecord(new LongBodyPlace(_longBodies));
        try
        {
            var (start, problem) = WebAddress.Parse(page.MovedTo ?? page.Url, _limits.MaxUrlChars);
            if (start is null)
                return new Visit(Finished(page, PageStatus.Failed, problem!), record);
            var landing = await _journey.TravelAsync(start, _robots, page.HasContent ? page : null, record, cancel);
            return await JudgeAsync(page, start, landing, record, cancel);
        }
        catch
        {
            record.LongBody.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _longBodies.Dispose();
        _unpacking.Dispose();
    }

    private async Task<Visit> JudgeAsync(PageRecord page, Uri start, Landing landing, VisitRecord record, CancellationToken cancel)
    {
        page = page with { HttpStatus = landing.Exchange?.Status, MovedTo = landing.MovedTo?.AbsoluteUri ?? page.MovedTo };
        if (landing.Disallowed is not null)
            return new Visit(Finished(page, PageStatus.Disallowed, landing.Disallowed), record);
        if (landing.Exchange is not { } exchange)
            return await UnansweredAsync(page, landing, record, cancel);
        if (exchange.Status == 304 && page.HasContent)
            return Unchanged(page, exchange, record);
        if (landing.Problem is null && exchange.Status == 200)
            return await ReceivedAsync(page, start, landing.Url, exchange, record, cancel);
        record.Received(exchange);
        if (landing.Problem is not null)
            return new Visit(Finished(page, PageStatus.Failed, landing.Problem.Reason), record);
        return exchange.Status switch
        {
            404 => await GoneAsync(page, PageStatus.Dead, "not found (404)", record, cancel),
            410 => await GoneAsync(page, PageStatus.Dead, "gone (410)", record, cancel),
            401 => await GoneAsync(page, PageStatus.Dead, "a login wall (401)", record, cancel),
            >= 500 or 429 => new Visit(Finished(page, PageStatus.Failed, $"the server answers {exchange.Status}"), record),
            >= 400 => new Visit(Finished(page, PageStatus.Failed, $"the server refuses ({exchange.Status})"), record),
            _ => new Visit(Finished(page, PageStatus.Failed, $"an answer without a page ({exchange.Status})"), record),
        };
    }

    private async Task<Visit> UnansweredAsync(PageRecord page, Landing landing, VisitRecord record, CancellationToken cancel)
    {
        var problem = landing.Problem!;
        if (problem.Kind == FetchProblemKind.UnknownHost)
            return await GoneAsync(page, PageStatus.Unreachable, problem.Reason, record, cancel);
        var row = Finished(page, problem.Kind == FetchProblemKind.Network ? PageStatus.Unreachable : PageStatus.Failed, problem.Reason);
        if (landing.RetryAt is { } at)
            row = row with { NextVisit = at == DateTimeOffset.MinValue ? null : at };
        return new Visit(row, record);
    }

    private async Task<Visit> ReceivedAsync(PageRecord page, Uri start, Uri answered, HttpExchange exchange, VisitRecord record, CancellationToken cancel)
    {
        if (page.HasContent && page.Digest == exchange.Digest && page.Status is not PageStatus.Archived)
            return Unchanged(page, exchange, record);
        var index = record.Received(exchange);
        var (content, problem) = await DecodeAsync(exchange, record, cancel);
        if (problem is not null)
            return new Visit(Finished(page, PageStatus.Failed, problem), record);
        if (PageVerdicts.Judge(start, answered, IsHtml(exchange, content.Span), content.Span) is { } verdict)
            return await GoneAsync(page, PageStatus.Dead, verdict, record, cancel);
        var row = Finished(page, PageStatus.Fetched, null) with { ArchivedUrl = null };
        return With(row, exchange, content, index, answered.AbsoluteUri, null, record);
    }

    // The page is gone. Content of an earlier visit stays; else the archive's copy takes its place.
    private async Task<Visit> GoneAsync(PageRecord page, PageStatus status, string reason, VisitRecord record, CancellationToken cancel)
    {
        // A copy that we hold is one, whether or not the archive answers today.
        if (page is { Status: PageStatus.Archived, HasContent: true })
            return new Visit(Finished(page, PageStatus.Archived, reason), record);
        var row = Finished(page, status, reason);
        if (_archive is null || await _archive.FindAsync(page.Url, record, cancel) is not { } snapshot)
            return new Visit(row, record);
        row = Finished(page, PageStatus.Archived, reason) with { ArchivedUrl = snapshot.Url };
        if (page.HasContent)
            return new Visit(row, record);
        var landing = await _archive.FetchAsync(snapshot, record, cancel);
        if (landing.Exchange is not { Status: 200 } exchange || landing.Problem is not null)
            return new Visit(Finished(page, status, reason), record);
        var index = record.Received(exchange);
        var (content, problem) = await DecodeAsync(exchange, record, cancel);
        // Archives keep error pages too.
        if (problem is not null || PageVerdicts.Judge(landing.Url, landing.Url, IsHtml(exchange, content.Span), content.Span) is not null)
            return new Visit(Finished(page, status, reason), record);
        return With(row, exchange, content, index, page.Url, snapshot.Url, record);
    }

    private Visit Unchanged(PageRecord page, HttpExchange exchange, VisitRecord record)
    {
        record.Received(exchange with { SameAs = new EarlierResponse(page.FinalUrl ?? page.Url, page.VisitedAt ?? exchange.At) });
        // What was said of its text still holds.
        var row = Finished(page, PageStatus.Unchanged, page.Status is PageStatus.Fetched or PageStatus.Unchanged ? page.Reason : null) with
        {
            ETag = exchange.Header("ETag") ?? page.ETag,
            LastModified = exchange.Header("Last-Modified") ?? page.LastModified,
        };
        return new Visit(row, record);
    }

    private static Visit With(
        PageRecord row, HttpExchange exchange, ReadOnlyMemory<byte> content, int index, string finalUrl, string? archivedUrl, VisitRecord record)
    {
        row = row with
        {
            FinalUrl = finalUrl,
            ETag = archivedUrl is null ? exchange.Header("ETag") : null,
            LastModified = archivedUrl is null ? exchange.Header("Last-Modified") : null,
            ContentType = exchange.Header("Content-Type"),
            Digest = exchange.Digest,
        };
        return new Visit(row, record)
        {
            ContentIndex = index,
            Content = new FetchedPage
            {
                Url = row.Url,
                FinalUrl = finalUrl,
                ArchivedUrl = archivedUrl,
                ContentType = row.ContentType,
                Body = content,
                FetchedAt = exchange.At,
            },
        };
    }

    private PageRecord Finished(PageRecord page, PageStatus status, string? reason)
    {
        var misses = status == PageStatus.Fetched ? 0 : page.Misses + 1;
        return page with
        {
            Status = status,
            Reason = reason,
            VisitedAt = _time.GetUtcNow(),
            NextVisit = _time.GetUtcNow() + VisitPause.Before(status, misses),
            Misses = misses,
        };
    }

    // What has a place already does not wait here: those who wait for one, here, wait for it to be given back.
    private async Task<(ReadOnlyMemory<byte> Content, string? Problem)> DecodeAsync(HttpExchange exchange, VisitRecord record, CancellationToken cancel)
    {
        if (record.LongBody.IsTaken)
            return Decode(exchange);
        await _unpacking.WaitAsync(cancel);
        try
        {
            var decoded = Decode(exchange);
            await record.LongBody.EnterAsync(decoded.Content.Length, cancel);
            return decoded;
        }
        finally
        {
            _unpacking.Release();
        }
    }

    private (ReadOnlyMemory<byte> Content, string? Problem) Decode(HttpExchange exchange)
    {
        var (content, problem) = ContentCoding.Decode(exchange.Body, exchange.Header("Content-Encoding"), _limits.MaxDecodedBytes, _limits.MaxDecodedRatio);
        return problem is not null ? (default, $"the body is {problem}")
            : content.Length == 0 ? (default, "the page is empty")
            : (content, null);
    }

    private static bool IsHtml(HttpExchange exchange, ReadOnlySpan<byte> content) =>
        exchange.Header("Content-Type") is { } type
            ? type.Contains("html", StringComparison.OrdinalIgnoreCase)
            : content[..Math.Min(content.Length, 1024)].IndexOf((byte)'<') >= 0;
}
