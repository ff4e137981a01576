using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Archived pages -> articles once more, after the extractor has learnt something; needs no network. The same archive gives the same articles.</summary>
public sealed class Reextractor
{
    /// <summary>Pages in memory at one time.</summary>
    private const int BatchPages = 64;

    private readonly DataDirectory _directory;
    private readonly CrawlOptions _options = new();

    public Reextractor(string dataDirectory) => _directory = new DataDirectory(dataDirectory);

    /// <summary>Reads every page of the archive anew. A page that cannot be read keeps its article and is reported.</summary>
    /// <exception cref="DataProblemException">The data directory is read-only, locked by another writer, damaged or newer.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call again does all of it.</exception>
    public ImportReport Reextract(IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        var problems = new InputProblemLog();
        var outcomes = new List<StoreOutcome>();
        var pages = library.Pages().Where(page => page.HasContent).ToList();
        foreach (var batch in pages.Chunk(BatchPages))
        {
            cancel.ThrowIfCancellationRequested();
            var read = batch.AsParallel().AsOrdered().WithCancellation(cancel).Select(Read).ToList();
            foreach (var problem in read.Select(one => one.Problem).OfType<string>())
                problems.Add(0, problem);
            outcomes.AddRange(library.Store([.. read.Select(one => one.Article).OfType<Article>()], "crawl"));
            progress?.Report(new WorkProgress("extracting", Math.Min(outcomes.Count, pages.Count), pages.Count));
        }
        var counts = outcomes.ToLookup(outcome => outcome.Change);
        return new ImportReport(
            _directory.ArchiveFolder, counts[StoreChange.Added].Count(), counts[StoreChange.Changed].Count(), counts[StoreChange.Unchanged].Count(), problems.ToList());
    }

    private (Article? Article, string? Problem) Read(PageRecord page)
    {
        var (message, problem) = PageArchive.Read(_directory, page.Place!.Value);
        if (message is null)
            return (null, $"{page.Url}: {problem}");
        var (content, decoding) = ContentCoding.Decode(
            message.Body, message.Header("Content-Encoding"), _options.Limits.MaxDecodedBytes, _options.Limits.MaxDecodedRatio);
        if (decoding is not null)
            return (null, $"{page.Url}: the body is {decoding}");
        var fetched = new FetchedPage
        {
            Url = page.Url,
            FinalUrl = page.FinalUrl ?? page.Url,
            ArchivedUrl = page.ArchivedUrl,
            ContentType = message.Header("Content-Type"),
            Body = content,
            FetchedAt = page.VisitedAt ?? default,
        };
        var reading = PageReader.Read(fetched);
        return (reading.Article, reading.Problem is null ? null : $"{page.Url}: {reading.Problem}");
    }
}
