using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;

namespace SemanticSearch.Benchmarks.Keyword;

/// <summary>
/// <c>readers [SECONDS]</c>. What: eight readers and one writer at once; every answer must be that of the reader's generation. Corpus: articles of
/// random words, some replaced, removed and added from one generation to the next. Notes: readers open what is live again and again and
/// keep it for a while, over the writer's next commits too.
/// </summary>
public sealed class ReadersAndWriter
{
    private const int Readers = 8;
    private const int Articles = 400;
    private const int ChangesACommit = 40;
    private const int QueriesAGeneration = 20;
    private const int Words = 2_000;

    private readonly DataDirectory _directory;
    private readonly ConcurrentDictionary<long, string[]> _answers = new();
    private long _commits;
    private long _searches;

    private ReadersAndWriter(string folder) => _directory = new DataDirectory(folder);

    /// <returns>Commits and searches.</returns>
    /// <exception cref="InvalidOperationException">An answer was another than that of its generation.</exception>
    public static (long Commits, long Searches) Run(string folder, TimeSpan duration)
    {
        var run = new ReadersAndWriter(folder);
        using var stop = new CancellationTokenSource();
        using var writer = WriterLock.Take(run._directory);
        var live = new List<KeywordArticle>();
        var random = new Random(1);
        run.Commit(writer, live, random);
        var readers = Enumerable.Range(0, Readers)
            .Select(i => Task.Factory.StartNew(() => run.Read(new Random(i), stop.Token), TaskCreationOptions.LongRunning)).ToArray();
        try
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration && !Array.Exists(readers, r => r.IsCompleted);)
                run.Commit(writer, live, random);
        }
        finally
        {
            stop.Cancel();
        }
        Task.WaitAll(readers);
        return (run._commits, run._searches);
    }

    public static int RunCommand(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("readers-").FullName;
        try
        {
            var seconds = int.Parse(args.FirstOrDefault("60"), CultureInfo.InvariantCulture);
            var (commits, searches) = Run(folder, TimeSpan.FromSeconds(seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} s, {Readers} readers: {searches:N0} searches over {commits:N0} generations, no error, every answer that of its generation"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Commit(WriterLock writer, List<KeywordArticle> live, Random random)
    {
        var folder = GenerationStore.Begin(writer);
        var options = KeywordOptions.Default with { BufferBytes = 1 << 18 };
        using var index = KeywordIndexWriter.Create(folder, GenerationStore.FindLive(_directory)?.Folder, options);
        for (var i = 0; i < (live.Count == 0 ? Articles : ChangesACommit); i++)
            Change(index, live, random);
        index.Complete();
        _commits++;
        using (var reader = KeywordIndexReader.Open(folder))
            _answers[_commits] = [.. Enumerable.Range(0, QueriesAGeneration).Select(query => Answer(reader, query))];
        GenerationStore.Commit(writer, folder, new GenerationManifest { LibraryChanges = _commits, Articles = index.ArticleCount, Passages = index.PassageCount });
    }

    private static void Change(KeywordIndexWriter index, List<KeywordArticle> live, Random random)
    {
        var what = live.Count < Articles ? 2 : random.Next(3);
        if (what < 2)
        {
            var old = live[random.Next(live.Count)];
            live.Remove(old);
            if (what == 0)
                index.Remove(old.Id);
            else
                Add(index, live, random, old.Id);
            return;
        }
        Add(index, live, random, random.NextInt64().ToString(CultureInfo.InvariantCulture));
    }

    private static void Add(KeywordIndexWriter index, List<KeywordArticle> live, Random random, string id)
    {
        var passages = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => new KeywordPassage("", Text(random, 120)));
        var article = new KeywordArticle { Id = id, Title = Text(random, 5), Passages = [.. passages] };
        index.Add(article);
        live.Add(article);
    }

    private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{(int)(Words * Math.Pow(random.NextDouble(), 3))}"));

    private static string Answer(KeywordIndexReader reader, int query)
    {
        var text = Text(new Random(query), 3);
        var level = query % 2 == 0 ? KeywordLevel.Article : KeywordLevel.Passage;
        var found = reader.Search(new KeywordQuery { Text = text }, level, 10);
        return string.Join(' ', found.Documents.Select(d => $"{d.Ordinal}:{d.Score}")) + $" of {found.Total}";
    }

    private void Read(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var open = GenerationStore.OpenLive(_directory, live => new Opened(live.Manifest.LibraryChanges, KeywordIndexReader.Open(live.Folder)))!;
            for (var i = 0; i < random.Next(200); i++)
            {
                var query = random.Next(QueriesAGeneration);
                var answer = Answer(open.Reader, query);
                if (answer != _answers[open.Number][query])
                    throw new InvalidOperationException($"generation {open.Number}, query {query}: {answer} instead of {_answers[open.Number][query]}");
                Interlocked.Increment(ref _searches);
            }
        }
    }

    private sealed record Opened(long Number, KeywordIndexReader Reader) : IDisposable
    {
        public void Dispose() => Reader.Dispose();
    }
}
