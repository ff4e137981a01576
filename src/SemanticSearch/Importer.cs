using SemanticSearch.Crawling;
using SemanticSearch.Documents;
using SemanticSearch.Extraction;
using SemanticSearch.ReadingLists;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Files -> entries and articles in the library. A bad line is reported and skipped; the rest is kept.</summary>
public sealed class Importer
{
    private const int BatchArticles = 500;
    private const int BatchChars = 4 << 20;

    /// <summary>More than the parser accepts, so that it is the one to say so.</summary>
    private const int MaxListBytes = 4 * ListText.MaxChars + 1;

    internal const string BuiltInListName = "awesome-scalability (built in)";

    private readonly DataDirectory _directory;

    /// <param name="dataDirectory">Made by the first import where it is missing.</param>
    public Importer(string dataDirectory) => _directory = new DataDirectory(dataDirectory);

    /// <summary>Reads a reading list without storing anything: the file, or the built-in list when null.</summary>
    /// <returns>The good entries, and warnings; a file that is no text gives one warning and no entry.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">It is a folder.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ReadingList ReadList(string? path = null)
    {
        if (path is null)
            return ReadingListParser.Parse(BuiltInList.Markdown);
        using var file = InputFile.Open(path);
        return ReadingListParser.Parse(file.ReadBytes(MaxListBytes));
    }

    /// <summary>Stores the entries of a reading list in place of those that it had before; the built-in one when <paramref name="path"/> is null.</summary>
    /// <returns>How many entries were new, changed, and as before; the parser's warnings. A list without entries changes nothing.</returns>
    /// <inheritdoc cref="ReadList"/>
    /// <exception cref="DataProblemException">The data directory is read-only, locked by another writer, damaged or newer.</exception>
    public ImportReport ImportList(string? path = null)
    {
        var (entries, warnings) = ReadList(path);
        var name = path is null ? BuiltInListName : Path.GetFullPath(path);
        if (entries.Count == 0)
            return new ImportReport(name, 0, 0, 0, warnings);
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        var changes = library.StoreList(name, entries).ToLookup(outcome => outcome.Change);
        return new ImportReport(
            name, changes[StoreChange.Added].Count(), changes[StoreChange.Changed].Count(), changes[StoreChange.Unchanged].Count(), warnings);
    }

    /// <summary>
    /// Stores the articles of a JSONL(.gz) file, the entries of a Markdown reading list, the pages of a web archive (WARC, ARC), or
    /// the saved pages (HTML, Markdown, PDF) of a folder.
    /// </summary>
    /// <returns>How many articles (entries, pages) were new, changed, and as before; the lines that could not be used.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">It is binary, or of no known kind.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="DataProblemException">The data directory is read-only, locked by another writer, damaged or newer.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was stored until then is kept, the same import again does the rest.</exception>
    public ImportReport ImportFile(string path, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        if (InputFolder.Exists(path))
            return ImportFolder(path, progress, cancel);
        using var file = InputFile.Open(path);
        return file.Format switch
        {
            InputFormat.JsonLines => ImportArticles(file, progress, cancel),
            InputFormat.Markdown => ImportList(path),
            InputFormat.WebArchive => ImportArchive(path, progress, cancel),
            InputFormat.Binary => throw new ArgumentException($"{path} is binary: articles are read from JSONL(.gz), reading lists from Markdown, pages from WARC(.gz)."),
            _ => throw new ArgumentException($"{path} is neither JSONL nor a Markdown reading list nor a web archive (a name in .jsonl, .jsonl.gz, .md, .warc or .warc.gz says which)."),
        };
    }

    private ImportReport ImportArticles(InputFile file, IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        var problems = new InputProblemLog();
        var tally = new StoreTally();
        foreach (var batch in Batches(Articles(file, tally, problems, cancel)))
        {
            var outcomes = library.Store(batch, file.FilePath);
            for (var i = 0; i < outcomes.Count; i++)
                tally.Stored(batch[i].Id, outcomes[i]);
            var (done, total) = file.Progress;
            progress?.Report(new WorkProgress($"Importing {Path.GetFileName(file.FilePath)}", done, total));
        }
        return new ImportReport(
            file.FilePath, tally.Count(StoreChange.Added), tally.Count(StoreChange.Changed), tally.Count(StoreChange.Unchanged), problems.ToList());
    }

    private ImportReport ImportArchive(string path, IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        using var file = WarcFile.Open(path);
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        using var archive = PageArchive.OpenForWriting(writer, library.ArchiveEnd, TimeProvider.System);
        return new ArchiveImport(library, archive, path, new CrawlLimits(), TimeProvider.System).Import(file, progress, cancel);
    }

    private ImportReport ImportFolder(string path, IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        return new FolderImport(library, path).Import(progress, cancel);
    }

    private static IEnumerable<Article> Articles(InputFile file, StoreTally tally, InputProblemLog problems, CancellationToken cancel)
    {
        foreach (var line in new JsonLines(file.Content).Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (line.Problem is not null)
            {
                problems.Add(line.Number, line.Problem);
                continue;
            }
            var read = JsonlArticleReader.Read(line.Bytes);
            foreach (var problem in read.Problems)
                problems.Add(line.Number, problem);
            if (read.Article is not { } article)
                continue;
            article = AsListed(article, line.Number);
            if (tally.Mention(article.Id, line.Number) is { } earlier)
                problems.Add(line.Number, $"the _id of line {earlier} again: this line replaced it");
            yield return article;
        }
    }

    // A line with topics and no text is an entry of a reading list: its title and address tell what those of a list would.
    private static Article AsListed(Article article, int line)
    {
        if (article.Text.Length > 0 || article.Topics.Count == 0 || article.Url is null)
            return article;
        var entry = EntryRules.Understand(new PlacedLink(new ListLink(article.Title, article.Url, "", line), TopicPath.Split(article.Topics[0])));
        return article with
        {
            Kind = article.Kind != DocumentKind.Article ? article.Kind : entry.Kind,
            Organisations = article.Organisations.Count > 0 ? article.Organisations : entry.Organisations,
            Authors = article.Authors.Count > 0 ? article.Authors : entry.Authors,
            Year = article.Year ?? entry.Year,
        };
    }

    // Large enough for thousands of articles a second, small enough to hold little and lose little.
    private static IEnumerable<List<Article>> Batches(IEnumerable<Article> articles)
    {
        var batch = new List<Article>();
        var chars = 0;
        foreach (var article in articles)
        {
            batch.Add(article);
            chars += article.Text.Length;
            if (batch.Count < BatchArticles && chars < BatchChars)
                continue;
            yield return batch;
            batch = [];
            chars = 0;
        }
        if (batch.Count > 0)
            yield return batch;
    }
}

/// <param name="Source">The file, or the name of the built-in list.</param>
public sealed record ImportReport(string Source, int Added, int Changed, int Unchanged, IReadOnlyList<InputProblem> Problems);

/// <param name="Phase">What is being done, for people.</param>
/// <param name="Total">0 when not known.</param>
public readonly record struct WorkProgress(string Phase, long Done, long Total);
