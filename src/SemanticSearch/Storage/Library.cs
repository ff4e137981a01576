using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// The source of truth: reading lists with their entries, pages, and articles, in one SQLite file. Entries and articles are kept
/// apart and joined when they are read. Every write is a transaction. One object is used by one thread at a time.
/// </summary>
internal sealed class Library : IDisposable
{
    private readonly LibraryConnection _connection;

    private Library(LibraryConnection connection) => _connection = connection;

    /// <summary>Opens or creates the library of the locked directory; an older file is brought up to date.</summary>
    /// <exception cref="DataProblemException">The file is damaged, newer than this program, of another program, or cannot be written.</exception>
    public static Library OpenForWriting(WriterLock writer) => new(LibraryConnection.OpenForWriting(writer.Directory.LibraryFile));

    /// <summary>Opens an existing library, beside any writer.</summary>
    /// <exception cref="DataProblemException">There is none, or it is damaged, of another version or of another program.</exception>
    public static Library OpenForReading(DataDirectory directory)
    {
        directory.RequireExists();
        return new(LibraryConnection.OpenForReading(directory.LibraryFile));
    }

    /// <summary>Grows with every transaction that changed content: equal means that <see cref="Documents"/> would say the same.</summary>
    public long ChangeCount => _connection.Number("SELECT value FROM counters WHERE name = 'changes'");

    public bool IsEmpty => _connection.Number("SELECT EXISTS (SELECT 1 FROM articles) OR EXISTS (SELECT 1 FROM entries)") == 0;

    /// <summary>How many <see cref="Documents"/> there are.</summary>
    public int Count => (int)_connection.Number(
        """
        SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM (
            SELECT 1 FROM entries e GROUP BY normalized_url HAVING max(
                EXISTS (SELECT 1 FROM articles a WHERE a.normalized_url = e.normalized_url) OR
                EXISTS (SELECT 1 FROM articles a WHERE a.id = e.url)) = 0))
        """) - LibraryDuplicates.Find(_connection).Count;

    public int ArticleCount => (int)_connection.Number("SELECT count(*) FROM articles");

    /// <summary>Distinct addresses over all lists.</summary>
    public int EntryCount => (int)_connection.Number("SELECT count(DISTINCT normalized_url) FROM entries");

    /// <summary>Stores a batch in one transaction, each article in place of one with the same id.</summary>
    /// <param name="source">Where they come from, for people: the file.</param>
    /// <returns>What became of each, in order.</returns>
    public IReadOnlyList<StoreOutcome> Store(IReadOnlyList<Article> articles, string source) => _connection.Write(() =>
    {
        var outcomes = LibraryArticles.Store(_connection, articles, source);
        if (outcomes.Any(outcome => outcome.Change != StoreChange.Unchanged))
            CountChange();
        return outcomes;
    });

    /// <summary>Deletes articles; ids that are not there are passed over. An entry of the same address stands for itself again.</summary>
    /// <returns>How many were deleted.</returns>
    public int Delete(IEnumerable<string> ids) => _connection.Write(() =>
    {
        var deleted = LibraryArticles.Delete(_connection, ids);
        if (deleted > 0)
            CountChange();
        return deleted;
    });

    /// <summary>Makes the list of this name hold exactly these entries, whose normalised addresses are distinct.</summary>
    /// <returns>What became of each, in order.</returns>
    public IReadOnlyList<StoreOutcome> StoreList(string name, IReadOnlyList<Entry> entries) => _connection.Write(() =>
    {
        var (outcomes, removed) = LibraryEntries.Replace(_connection, name, entries);
        if (removed > 0 || outcomes.Any(outcome => outcome.Change != StoreChange.Unchanged))
            CountChange();
        return outcomes;
    });

    /// <summary>Every entry of every list, as stored.</summary>
    public IEnumerable<Entry> Entries() => LibraryEntries.All(_connection).Select(stored => stored.Entry);

    /// <summary>
    /// Everything searchable, streamed from one snapshot: the articles by id, each with what lists say about its address and those of its
    /// near-duplicates, which are left out (<see cref="LibraryDuplicates"/>); then,
    /// in list order, the entries without an article (id = the address as the list has it, text empty). Ids are distinct.
    /// </summary>
    /// <param name="wanted">Decides by id and content stamp, before a text is read, which documents to give; null: all.</param>
    public IEnumerable<Article> Documents(Predicate<DocumentStamp>? wanted = null)
    {
        foreach (var (article, stamp, connection) in Join(wanted is null ? ArticleTexts.Read : ArticleTexts.Skip))
        {
            if (wanted is null)
                yield return article;
            else if (wanted(stamp))
                yield return connection is null ? article : article with { Text = LibraryArticles.Find(connection, article.Id)!.Article.Text };
        }
    }

    /// <summary>Id and content stamp of every document, in the order of <see cref="Documents"/>, without reading texts: what an index compares itself with.</summary>
    public IEnumerable<DocumentStamp> Stamps() => Join(ArticleTexts.Skip).Select(joined => joined.Stamp);

    /// <summary>Gives every link a row in the frontier; those that have one keep it. How many were new.</summary>
    public int AddPages(IEnumerable<PageRecord> pages) => _connection.Write(() => LibraryPages.Add(_connection, pages));

    /// <summary>Every link that was ever asked for, in the order in which the lists named them.</summary>
    public IEnumerable<PageRecord> Pages() => LibraryPages.All(_connection);

    public PageRecord? FindPage(string normalizedUrl) => LibraryPages.Find(_connection, normalizedUrl);

    public IReadOnlyList<HostRecord> Hosts() => [.. LibraryPages.Hosts(_connection)];

    public IReadOnlyList<RobotsRecord> Robots() => [.. LibraryPages.Robots(_connection)];

    /// <summary>How far the archive was written when the library last was.</summary>
    public ArchiveEnd ArchiveEnd => new(
        (int)_connection.Number("SELECT value FROM counters WHERE name = 'archive_file'"),
        _connection.Number("SELECT value FROM counters WHERE name = 'archive_end'"));

    /// <summary>Notes that a crawl begins; whether the one before came to its end.</summary>
    public bool BeginCrawl() => _connection.Write(() =>
    {
        var isRunning = _connection.Number("SELECT value FROM counters WHERE name = 'crawling'") != 0;
        _connection.Execute("UPDATE counters SET value = 1 WHERE name = 'crawling'");
        return !isRunning;
    });

    /// <summary>Notes that the crawl ends in order, with what is to be remembered of hosts.</summary>
    public void EndCrawl(IEnumerable<HostRecord> hosts) => _connection.Write(() =>
    {
        foreach (var host in hosts)
            LibraryPages.Store(_connection, host);
        _connection.Execute("UPDATE counters SET value = 0 WHERE name = 'crawling'");
        return 0;
    });

    /// <summary>Stores what visits brought, in one transaction: pages with their articles, what hosts asked for, how far the archive goes.</summary>
    public IReadOnlyList<StoreOutcome> StoreVisits(VisitBatch batch, string source) => _connection.Write(() =>
    {
        var isChanged = LibraryPages.Store(_connection, batch.Pages);
        foreach (var host in batch.Hosts)
            LibraryPages.Store(_connection, host);
        foreach (var robots in batch.Robots)
            LibraryPages.Store(_connection, robots);
        var outcomes = LibraryArticles.Store(_connection, batch.Articles, source);
        _connection.Execute($"UPDATE counters SET value = {batch.ArchiveEnd.File} WHERE name = 'archive_file'");
        _connection.Execute($"UPDATE counters SET value = {batch.ArchiveEnd.Bytes} WHERE name = 'archive_end'");
        if (isChanged || outcomes.Any(outcome => outcome.Change != StoreChange.Unchanged))
            CountChange();
        return outcomes;
    });

    /// <summary>SQLite's own check of the whole file: its complaints, none when all is well.</summary>
    public IReadOnlyList<string> Check()
    {
        var complaints = _connection.Rows("PRAGMA integrity_check", row => row.GetString(0)).ToArray();
        return complaints is ["ok"] ? [] : complaints;
    }

    public void Dispose() => _connection.Dispose();

    // A connection of its own gives one snapshot for entries and articles, whatever is stored meanwhile.
    // Connection: where the article's text can be read; null for an entry without one.
    private IEnumerable<(Article Article, DocumentStamp Stamp, LibraryConnection? Connection)> Join(ArticleTexts texts)
    {
        using var snapshot = LibraryConnection.OpenForReading(_connection.FilePath);
        using var hashes = new LibraryHash();
        snapshot.Execute("BEGIN");
        var join = new LibraryJoin(LibraryEntries.All(snapshot), hashes);
        var duplicates = LibraryDuplicates.Find(snapshot);
        foreach (var stored in LibraryArticles.All(snapshot, texts))
        {
            var (article, hash) = (stored.Article, hashes.Of(stored));
            if (duplicates.Contains(article.Id))
                continue;
            if (join.Claim(article.Id, stored.NormalizedUrl) is { } entry)
                (article, hash) = (LibraryJoin.Enrich(article, entry.Entry), hashes.Of(hash, entry.Hash));
            foreach (var page in duplicates.Of(article.Id))
            {
                (article, hash) = (article with { AlsoAt = [.. article.AlsoAt, page.Id] }, hashes.Of(hash, page.Hash));
                if (join.Claim(page.Id, page.NormalizedUrl) is { } other)
                    (article, hash) = (LibraryJoin.Enrich(article, other.Entry), hashes.Of(hash, other.Hash));
            }
            yield return (article, DocumentStamp.Of(article.Id, hash), snapshot);
        }
        foreach (var entry in join.Unclaimed())
            yield return (LibraryJoin.Alone(entry.Entry), DocumentStamp.Of(entry.Entry.Url, entry.Hash), null);
    }

    private void CountChange() => _connection.Execute("UPDATE counters SET value = value + 1 WHERE name = 'changes'");
}

/// <summary>What a few visits brought, to be stored together.</summary>
internal sealed record VisitBatch(IReadOnlyList<PageRecord> Pages, ArchiveEnd ArchiveEnd)
{
    public IReadOnlyList<Article> Articles { get; init; } = [];

    public IReadOnlyList<HostRecord> Hosts { get; init; } = [];

    public IReadOnlyList<RobotsRecord> Robots { get; init; } = [];
}
