using SemanticSearch.Crawling;
using SemanticSearch.Documents;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>
/// Pages of a web archive that somebody else made -> our archive, as if we had fetched them: they are extracted, and extracted anew, the
/// same way. Broken records are named and left out.
/// </summary>
internal sealed class ArchiveImport(Library library, PageArchive archive, string source, CrawlLimits limits, TimeProvider time)
{
    private const int BatchPages = 64;

    private static readonly string[] PageTypes = ["text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown"];

    private readonly InputProblemLog _problems = new();
    private readonly Dictionary<string, StoreOutcome> _outcomes = new(StringComparer.Ordinal);

    public ImportReport Import(WarcFile file, IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        foreach (var batch in Pages(file, cancel).Chunk(BatchPages))
        {
            var rows = batch.Select(page => Store(page)).ToList();
            archive.Flush();
            var readings = batch.AsParallel().AsOrdered().Select(page => PageReader.Read(page.Content)).ToList();
            foreach (var (page, reading) in batch.Zip(readings).Where(pair => pair.Second.Article is null))
            {
                _outcomes.Remove(UrlNormalizer.Normalize(page.Content.Url));
                _problems.Add(0, $"{page.Content.Url}: {reading.Problem}");
            }
            var articles = readings.Select(reading => reading.Article).OfType<Article>()
                .Select(article => article.Title.Length > 0 ? article : article with { Title = article.Id }).ToList();
            library.StoreVisits(new VisitBatch(rows, archive.End) { Articles = articles }, source);
            var (done, total) = file.Progress;
            progress?.Report(new WorkProgress($"Importing {Path.GetFileName(source)}", done, total));
        }
        var counts = _outcomes.Values.ToLookup(outcome => outcome.Change);
        return new ImportReport(
            source, counts[StoreChange.Added].Count(), counts[StoreChange.Changed].Count(), counts[StoreChange.Unchanged].Count(), _problems.ToList());
    }

    private IEnumerable<ImportedPage> Pages(WarcFile file, CancellationToken cancel)
    {
        foreach (var item in file.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (item.Problem is not null)
                _problems.Add(0, $"byte {item.Offset}: {item.Problem}");
            else if (item.Record is { Type: "response" or "resource", TargetUri: { } uri } record && UrlNormalizer.IsWebAddress(uri))
            {
                var (page, problem) = Read(record, uri);
                if (problem is not null)
                    _problems.Add(0, $"byte {item.Offset}: {uri}: {problem}");
                if (page is not null)
                    yield return page;
            }
        }
    }

    // A page that is none (an error, a redirect, an image, a robots.txt) is passed over without a word: archives are full of them.
    private (ImportedPage? Page, string? Problem) Read(WarcRecord record, string uri)
    {
        var message = record.Type == "resource"
            ? new HttpMessage(200, [new("Content-Type", record.Header("Content-Type") ?? "")], record.Block)
            : HttpMessage.Parse(record.Block);
        if (message is null)
            return (null, "the record holds no HTTP response");
        var type = message.Header("Content-Type") ?? "";
        if (message.Status != 200 || !IsPage(type))
            return default;
        var (url, problem) = WebAddress.Parse(uri, limits.MaxUrlChars);
        if (url is null)
            return (null, problem);
        if (url.AbsolutePath == RobotsGate.Path)
            return default;
        var (content, decoding) = ContentCoding.Decode(message.Body, message.Header("Content-Encoding"), limits.MaxDecodedBytes, limits.MaxDecodedRatio);
        if (decoding is not null)
            return (null, $"the body is {decoding}");
        if (content.Length == 0 || PageVerdicts.Judge(url, url, type.Contains("html", StringComparison.OrdinalIgnoreCase), content.Span) is not null)
            return default;
        var at = record.Date ?? time.GetUtcNow();
        var page = new FetchedPage { Url = uri, FinalUrl = url.AbsoluteUri, ContentType = type, Body = content, FetchedAt = at };
        return (new ImportedPage(page, Exchange(message, url, at), Requests.HostOf(url)), null);
    }

    private PageRecord Store(ImportedPage page)
    {
        var place = archive.Append(WarcRecords.Encode(page.Exchange));
        var key = UrlNormalizer.Normalize(page.Content.Url);
        var known = library.FindPage(key);
        var digest = page.Exchange.Digest;
        var before = _outcomes.TryGetValue(key, out var earlier) ? earlier.Before : known is { HasContent: true, Digest: { } old } ? System.Text.Encoding.ASCII.GetBytes(old) : null;
        _outcomes[key] = new StoreOutcome(before, System.Text.Encoding.ASCII.GetBytes(digest));
        return new PageRecord
        {
            NormalizedUrl = key,
            Url = known?.Url ?? page.Content.Url,
            Host = page.Host,
            Status = PageStatus.Fetched,
            HttpStatus = 200,
            FinalUrl = page.Content.FinalUrl,
            ETag = HttpMessage.Find(page.Exchange.Headers, "ETag"),
            LastModified = HttpMessage.Find(page.Exchange.Headers, "Last-Modified"),
            ContentType = page.Content.ContentType,
            Digest = digest,
            Place = place,
            VisitedAt = page.Content.FetchedAt,
            NextVisit = time.GetUtcNow() + VisitPause.Before(PageStatus.Fetched, 0),
        };
    }

    private static HttpExchange Exchange(HttpMessage message, Uri url, DateTimeOffset at)
    {
        var headers = message.Headers.Where(header => !header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)).ToList();
        return new HttpExchange
        {
            Url = url.AbsoluteUri,
            At = at,
            RequestHead = HttpHeads.Request(url, []),
            Status = message.Status,
            ResponseHead = HttpHeads.Response(message.Status, "OK", headers),
            Headers = headers,
            Body = message.Body,
            Digest = ArchiveDigest.Of(message.Body.Span),
        };
    }

    private static bool IsPage(string type) =>
        Array.Exists(PageTypes, page => type.StartsWith(page, StringComparison.OrdinalIgnoreCase));

    private sealed record ImportedPage(FetchedPage Content, HttpExchange Exchange, string Host);
}
