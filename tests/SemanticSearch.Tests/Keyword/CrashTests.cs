using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Tests.Storage;

namespace SemanticSearch.Tests.Keyword;

/// <summary>Whatever goes wrong while a generation is written, the one before or the new one is live, whole, and says so.</summary>
public class CrashTests
{
    /// <summary>A few hundred words: a state of the test is written in several segments, some of which are merged.</summary>
    private static readonly KeywordOptions Options = KeywordOptions.Default with { BufferBytes = 16 * 70 };

    /// <summary>For each kind of fault; every operation from the first to the last of a commit is among them.</summary>
    private const int KillPoints = 140;

    [Theory]
    [InlineData(Fault.KilledBefore)]
    [InlineData(Fault.KilledWithin)]
    [InlineData(Fault.PowerLost)]
    [InlineData(Fault.DiskFull)]
    internal void A_writer_that_fails_at_any_operation_leaves_a_whole_generation(Fault fault)
    {
        using var data = new TemporaryDirectory();
        using var writer = WriterLock.Take(new DataDirectory(data.Path));
        var random = new Random((int)fault);
        var corpus = new RandomCorpus(random, 60, 2, 30);
        var live = new List<KeywordArticle>();
        Commit(writer, live = Changed(live, corpus, random, 12), Disk.Real);
        var committed = 0;
        for (var (failures, failAt) = (0, 0); failures < KillPoints || committed == 0; failAt++)
        {
            var disk = new FaultyDisk(failAt, fault, random);
            var next = Changed(live, corpus, random, 8);
            var problem = Record.Exception(() => Commit(writer, next, disk));
            failures += disk.HasFailed ? 1 : 0;
            if (!disk.HasFailed)
                (failAt, committed) = (-1, committed + 1);
            if (fault == Fault.DiskFull && problem is not null)
                Assert.Contains("cannot be written", Assert.IsType<DataProblemException>(problem).Message, StringComparison.Ordinal);
            live = LiveOf(writer.Directory, live, next);
        }
    }

    /// <summary>Replaces, removes and adds articles; what is left of the old order stays in order.</summary>
    private static List<KeywordArticle> Changed(List<KeywordArticle> live, RandomCorpus corpus, Random random, int changes)
    {
        var next = new List<KeywordArticle>(live);
        for (var i = 0; i < changes; i++)
        {
            if (next.Count > 14)
                next.RemoveAt(random.Next(next.Count));
            next.Add(corpus.Article($"n{random.NextInt64()}"));
        }
        return next;
    }

    private static void Commit(WriterLock writer, List<KeywordArticle> articles, Disk disk)
    {
        var live = GenerationStore.FindLive(writer.Directory);
        var folder = GenerationStore.Begin(writer);
        using var index = KeywordIndexWriter.Create(folder, live?.Folder, Options, disk);
        var known = new HashSet<string>();
        if (live is not null)
        {
            using var reader = KeywordIndexReader.Open(live.Folder, Options);
            known.UnionWith(Enumerable.Range(0, reader.ArticleCount).Select(reader.ArticleId));
        }
        foreach (var id in known.Except(articles.Select(a => a.Id)))
            index.Remove(id);
        foreach (var article in articles.Where(a => !known.Contains(a.Id)))
            index.Add(article);
        index.Complete();
        GenerationStore.Commit(writer, folder, new GenerationManifest { LibraryChanges = 1, Articles = index.ArticleCount, Passages = index.PassageCount }, disk);
    }

    /// <summary>Opens what is live, checks every byte of it, and tells which of the two states it is.</summary>
    private static List<KeywordArticle> LiveOf(DataDirectory directory, List<KeywordArticle> before, List<KeywordArticle> after)
    {
        var generation = GenerationStore.FindLive(directory)!;
        Assert.Empty(KeywordIndexCheck.Check(generation.Folder));
        using var reader = KeywordIndexReader.Open(generation.Folder, Options);
        var ids = Enumerable.Range(0, reader.ArticleCount).Select(reader.ArticleId).ToList();
        var state = ids.SequenceEqual(after.Select(a => a.Id)) ? after : before;
        Assert.Equal(state.Select(a => a.Id), ids);
        Assert.Equal(generation.Manifest.Articles, ids.Count);
        var expected = RandomCorpus.Rank(state, ["w1", "w2"], KeywordLevel.Article, Options).Take(10).Select(d => d.Ordinal);
        Assert.Equal(expected, reader.Search(new KeywordQuery { Text = "w1 w2" }, KeywordLevel.Article, 10).Documents.Select(d => d.Ordinal));
        return state;
    }
}
