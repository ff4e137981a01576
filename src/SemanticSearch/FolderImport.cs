using SemanticSearch.Documents;
using SemanticSearch.Extraction;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>
/// Saved pages (HTML, Markdown, PDF) of a folder -> articles. A page that says where it belongs is known by that address, any other by
/// its path in the folder. A file that holds no article is named, the rest is imported.
/// </summary>
internal sealed class FolderImport(Library library, string folder)
{
    private const int BatchFiles = 64;
    private const int MaxFileBytes = 20 << 20;

    private static readonly ArticleExtractor Extractor = new();

    private readonly InputProblemLog _problems = new();
    private readonly StoreTally _tally = new();

    /// <exception cref="IOException">The folder cannot be read.</exception>
    public ImportReport Import(IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        var files = InputFolder.SavedPages(folder);
        var done = 0;
        foreach (var batch in files.Chunk(BatchFiles))
        {
            cancel.ThrowIfCancellationRequested();
            var articles = new List<Article>();
            foreach (var (file, article, problem) in batch.AsParallel().AsOrdered().Select(Read))
            {
                done++;
                if (problem is not null)
                    _problems.Add(0, $"{file}: {problem}");
                if (article is null)
                    continue;
                if (_tally.Mention(article.Id, done) is { } earlier)
                    _problems.Add(0, $"{file}: {files[earlier - 1]} says that it is the same page ({article.Id}): this file replaced it");
                articles.Add(article);
            }
            var outcomes = library.Store(articles, folder);
            for (var i = 0; i < outcomes.Count; i++)
                _tally.Stored(articles[i].Id, outcomes[i]);
            progress?.Report(new WorkProgress($"Importing {Path.GetFileName(folder)}", done, files.Count));
        }
        if (files.Count == 0)
            _problems.Add(0, "there is no HTML, Markdown or PDF file in it");
        return new ImportReport(
            folder, _tally.Count(StoreChange.Added), _tally.Count(StoreChange.Changed), _tally.Count(StoreChange.Unchanged), _problems.ToList());
    }

    private (string File, Article? Article, string? Problem) Read(string file)
    {
        try
        {
            using var input = InputFile.Open(Path.Combine(folder, file));
            var bytes = input.ReadBytes(MaxFileBytes + 1);
            if (bytes.Length > MaxFileBytes)
                return (file, null, $"longer than {MaxFileBytes:N0} bytes");
            return Path.GetExtension(file).ToLowerInvariant() is ".md" or ".markdown" ? Markdown(file, bytes) : Page(file, bytes);
        }
        catch (IOException e)
        {
            return (file, null, e.Message);
        }
    }

    private static (string, Article?, string?) Page(string file, byte[] bytes)
    {
        var found = Extractor.Extract(new HtmlPage(bytes));
        var problem = found.Problems == ExtractionProblems.None ? null : found.Problems.Describe();
        if (found.Markdown.Length == 0)
            return (file, null, problem ?? "there is no text in it");
        // Careless sites call every page their front page.
        var address = found.CanonicalUrl is { } named && UrlNormalizer.PathOf(named).Trim('/').Length > 0 ? named : null;
        var article = new Article
        {
            Id = address ?? file,
            Url = address,
            Title = found.Title.Length > 0 ? found.Title : Path.GetFileNameWithoutExtension(file),
            Text = found.Markdown,
            Authors = found.Authors,
            Site = address is null ? null : UrlNormalizer.Site(address),
            Published = found.Published,
            Year = found.Published?.Year,
        };
        return (file, article, problem);
    }

    // The first heading is the title; the text is kept as it is.
    private static (string, Article?, string?) Markdown(string file, byte[] bytes)
    {
        if (bytes.AsSpan().Contains((byte)0))
            return (file, null, "binary, not Markdown");
        var text = System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
            return (file, null, "there is no text in it");
        var heading = text.Split('\n').FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal));
        return (file, new Article { Id = file, Title = heading?[2..].Trim() is { Length: > 0 } title ? title : Path.GetFileNameWithoutExtension(file), Text = text }, null);
    }
}
