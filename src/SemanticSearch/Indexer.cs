using System.Diagnostics;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>Story 2: library -> a new generation of searchable passages.</summary>
public sealed class Indexer
{
    /// <summary>Articles between two reports of progress.</summary>
    private const int ReportEvery = 200;

    private readonly DataDirectory _directory;

    public Indexer(string dataDirectory) => _directory = new DataDirectory(dataDirectory);

    /// <summary>Builds and commits a generation; when the library has not changed since the live one, says so and leaves it.</summary>
    /// <param name="rebuild">Build even when nothing changed.</param>
    /// <exception cref="DataProblemException">The library is damaged, another writer is at work, or the directory cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the live generation stays.</exception>
    public IndexReport Index(bool rebuild = false, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        var changes = library.ChangeCount;
        if (!rebuild && GenerationStore.FindLive(_directory) is { } live && live.Manifest.LibraryChanges == changes)
            return Report(live, upToDate: true, started);
        var topics = new OrderedDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var folder = GenerationStore.Begin(writer);
        using var index = KeywordIndexWriter.Create(folder);
        Read(library, index, topics, progress, cancel);
        progress?.Report(new WorkProgress("writing", 0, 0));
        index.Complete();
        var manifest = new GenerationManifest
        {
            LibraryChanges = changes,
            Articles = index.ArticleCount,
            Passages = index.PassageCount,
            Topics = [.. topics.Select(topic => new FacetCount(topic.Key, topic.Value))],
        };
        return Report(GenerationStore.Commit(writer, folder, manifest), upToDate: false, started);
    }

    private static void Read(
        Library library, KeywordIndexWriter index, OrderedDictionary<string, int> topics, IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        var total = library.Count;
        var done = 0;
        foreach (var article in library.Documents())
        {
            cancel.ThrowIfCancellationRequested();
            index.Add(Searchable(article));
            foreach (var topic in article.Topics.Select(path => TopicPath.Split(path)[0]).Distinct(StringComparer.OrdinalIgnoreCase))
                topics[topic] = topics.GetValueOrDefault(topic) + 1;
            if (++done % ReportEvery == 0)
                progress?.Report(new WorkProgress("indexing", done, total));
        }
    }

    private static KeywordArticle Searchable(Article article) => new()
    {
        Id = article.Id,
        Title = article.Title,
        Topics = article.Topics,
        Organisations = article.Organisations,
        Authors = article.Authors,
        Url = article.Url,
        Kind = article.Kind.Name(),
        Site = article.Site,
        Year = article.Year,
        Passages = [.. PassageSplitter.Split(article.Text).Select(passage => new KeywordPassage(passage.HeadingPath, passage.Text))],
        Stored = ArticleCard.Write(article),
    };

    private static IndexReport Report(Generation generation, bool upToDate, long started) => new(
        generation.Name, generation.Manifest.Articles, generation.Manifest.Passages, Stopwatch.GetElapsedTime(started).TotalSeconds, upToDate);
}

/// <param name="UpToDate">Nothing had changed: the generation is the one that was live before.</param>
public sealed record IndexReport(string Generation, int Articles, int Passages, double Seconds, bool UpToDate);
