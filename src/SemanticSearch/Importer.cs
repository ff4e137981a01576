using SemanticSearch.Documents;
using SemanticSearch.Extraction;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Files -> entries and articles in the library. A bad line is reported and skipped; the rest is kept.</summary>
public sealed class Importer
{
    private const int BatchArticles = 500;
    private const int BatchChars = 4 << 20;

    private readonly DataDirectory _directory;

    /// <param name="dataDirectory">Made by the first import where it is missing.</param>
    public Importer(string dataDirectory) => _directory = new DataDirectory(dataDirectory);

    /// <summary>Reads a reading list without storing anything: the file, or the built-in list when null.</summary>
    public static ReadingList ReadList(string? path = null) => new([], []);

    /// <summary>Stores the entries of a reading list; the built-in one when <paramref name="path"/> is null.</summary>
    public ImportReport ImportList(string? path = null) => new(_directory.Root, 0, 0, 0, []);

    /// <summary>Stores the articles of a JSONL(.gz) file or the entries of a Markdown reading list.</summary>
    /// <returns>How many articles (or entries) were new, changed, and as before; the lines that could not be used.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">It is a folder, binary, or of no known kind.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="DataProblemException">The data directory is read-only, locked by another writer, damaged or newer.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was stored until then is kept, the same import again does the rest.</exception>
    public ImportReport ImportFile(string path, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        using var file = InputFile.Open(path);
        return file.Format switch
        {
            InputFormat.JsonLines => ImportArticles(file, progress, cancel),
            InputFormat.Markdown => ImportList(path),
            InputFormat.Binary => throw new ArgumentException($"{path} is binary: articles are read from JSONL(.gz), reading lists from Markdown."),
            _ => throw new ArgumentException($"{path} is neither JSONL nor a Markdown reading list (a name in .jsonl, .jsonl.gz or .md says which)."),
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
            if (tally.Mention(article.Id, line.Number) is { } earlier)
                problems.Add(line.Number, $"the _id of line {earlier} again: this line replaced it");
            yield return article;
        }
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

public sealed record ImportReport(string Source, int Added, int Changed, int Unchanged, IReadOnlyList<InputProblem> Problems);

/// <param name="Phase">What is being done, for people.</param>
/// <param name="Total">0 when not known.</param>
public readonly record struct WorkProgress(string Phase, long Done, long Total);
