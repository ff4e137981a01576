using System.Diagnostics;
using SemanticSearch.Documents;
using SemanticSearch.Embedding;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>Story 2: library -> a new generation of searchable passages.</summary>
public sealed class Indexer
{
    /// <summary>Articles between two reports of progress.</summary>
    private const int ReportEvery = 200;

    /// <summary>Texts embedded between two writes: a process that is killed loses so many at most.</summary>
    private const int EmbedAtOnce = 128;

    private static readonly TimeSpan FirstPublishing = TimeSpan.FromSeconds(2);

    private readonly DataDirectory _directory;

    public Indexer(string dataDirectory) => _directory = new DataDirectory(dataDirectory);

    /// <summary>
    /// Builds and commits a generation that keywords search; vectors that are known from before come along, <see cref="Embed"/> makes the
    /// others. When the library has not changed since the live generation, says so and leaves it.
    /// </summary>
    /// <param name="rebuild">Build even when nothing changed.</param>
    /// <exception cref="DataProblemException">The library is damaged, another writer is at work, or the directory cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the live generation stays.</exception>
    public IndexReport Index(bool rebuild = false, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        var changes = library.ChangeCount;
        var live = FindLive(rebuild);
        if (!rebuild && live is not null && live.Manifest.LibraryChanges == changes)
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
        manifest = KeepVectorsAndTag(writer, folder, manifest, live?.Manifest);
        return Report(GenerationStore.Commit(writer, folder, manifest), upToDate: false, started);
    }

    /// <summary>
    /// Embeds what the live generation has no vectors of yet, and commits generations with more and more of them, the keyword part as it is.
    /// What was embedded once is never embedded again, whatever is killed and whenever. With another model than the generation's, the
    /// live generation keeps its vectors until the new ones are complete.
    /// </summary>
    /// <exception cref="DataProblemException">There is no generation or no such model, another writer is at work, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was embedded so far is kept.</exception>
    public EmbedReport Embed(EmbedOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new EmbedOptions();
        var started = Stopwatch.GetTimestamp();
        using var writer = WriterLock.Take(_directory);
        var live = GenerationStore.FindLive(_directory) ?? throw new DataProblemException($"{_directory.Root} holds no index yet: run `semsearch index`.");
        var model = EmbeddingModel.Load(InstalledModels.Find(options.Model ?? ModelOf(live.Manifest)));
        if (live.Manifest.Model == model.Identity && live.Manifest.Vectors == live.Manifest.VectorsWanted)
            return new EmbedReport(model.Identity, live.Manifest.Vectors, 0, Stopwatch.GetElapsedTime(started).TotalSeconds);
        using var keywords = KeywordIndexReader.Open(live.Folder);
        var vectors = new IndexVectors(keywords);
        int embedded;
        using (var cache = EmbeddingCache.Open(writer, model.Identity, model.Dimension))
        {
            using var embedder = model.Open(options.Threads, verifyFiles: true);
            var mayGrow = live.Manifest.Model is null || live.Manifest.Model == model.Identity;
            embedded = Fill(vectors, cache, embedder, mayGrow ? () => live = Commit(writer, live, vectors, cache, model) : null, progress, cancel);
            live = Commit(writer, live, vectors, cache, model, keywords);
        }
        EmbeddingCache.Compact(writer, model.Identity, model.Dimension, vectors.Keys);
        return new EmbedReport(model.Identity, live.Manifest.Vectors, embedded, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>What is damaged or of another format can be built anew, and is when that was asked for.</summary>
    private Generation? FindLive(bool rebuild)
    {
        try
        {
            return GenerationStore.FindLive(_directory);
        }
        catch (DataProblemException) when (rebuild)
        {
            return null;
        }
    }

    private static string ModelOf(GenerationManifest live) => live.ModelFolder ?? live.Model?.Split('@')[0] ?? InstalledModels.DefaultName;

    private static GenerationManifest KeepVectorsAndTag(WriterLock writer, string folder, GenerationManifest manifest, GenerationManifest? before)
    {
        using var keywords = KeywordIndexReader.Open(folder);
        if (before is not { Model: { } model, Dimension: var dimension })
        {
            IndexConcepts.Write(folder, keywords);
            return manifest;
        }
        using var cache = EmbeddingCache.Open(writer, model, dimension);
        var known = new IndexVectors(keywords);
        IndexConcepts.Write(folder, keywords, known, cache, model, before.ModelFolder);
        var vectors = known.Write(folder, model, dimension, cache);
        return manifest with { Model = model, ModelFolder = before.ModelFolder, Dimension = dimension, Vectors = vectors };
    }

    /// <param name="publish">Is called now and then: at first soon, then less and less often.</param>
    private static int Fill(
        IndexVectors vectors, EmbeddingCache cache, ITextEmbedder embedder, Action? publish, IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        var missing = vectors.MissingIn(cache);
        var published = Stopwatch.GetTimestamp();
        var pause = FirstPublishing;
        for (var done = 0; done < missing.Count; done += EmbedAtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new WorkProgress("embedding", done, missing.Count));
            var batch = missing.GetRange(done, Math.Min(EmbedAtOnce, missing.Count - done));
            var numbers = new float[batch.Count * embedder.Dimension];
            embedder.EmbedPassages([.. batch.Select(vectors.TextOf)], numbers, cancel);
            cache.Append([.. batch.Select(vectors.KeyOf)], numbers);
            if (publish is null || Stopwatch.GetElapsedTime(published) < pause)
                continue;
            publish();
            pause *= 2;
            published = Stopwatch.GetTimestamp();
        }
        return missing.Count;
    }

    private static Generation Commit(WriterLock writer, Generation live, IndexVectors vectors, EmbeddingCache cache, EmbeddingModel model, KeywordIndexReader? tagged = null)
    {
        var folder = GenerationStore.BeginFrom(writer, live, tagged is null ? [IndexVectors.FileName] : [IndexVectors.FileName, IndexConcepts.FileName]);
        if (tagged is not null)
            IndexConcepts.Write(folder, tagged, vectors, cache, model.Identity, model.Folder);
        var manifest = live.Manifest with
        {
            Model = model.Identity,
            ModelFolder = InstalledModels.Holds(model) ? null : Path.GetFullPath(model.Folder),
            Dimension = model.Dimension,
            Vectors = vectors.Write(folder, model.Identity, model.Dimension, cache),
        };
        return GenerationStore.Commit(writer, folder, manifest);
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

public sealed record EmbedOptions
{
    /// <summary>Name of a model that came with the program, or a folder with a manifest; null: the one that the index has, else the default.</summary>
    public string? Model { get; init; }

    /// <summary>At least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <param name="Model">Identity of the model: its name and the start of its weights' hash.</param>
/// <param name="Vectors">Vectors that the generation has now: one a passage and one a title.</param>
/// <param name="Embedded">Texts that were embedded now; the others were known.</param>
public sealed record EmbedReport(string Model, int Vectors, int Embedded, double Seconds);
