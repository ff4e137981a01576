using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public sealed class LibraryPagesTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly WriterLock _writer;

    public LibraryPagesTests() => _writer = WriterLock.Take(new DataDirectory(_folder.Path));

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_visited_page_comes_back_as_it_was_stored()
    {
        using var library = Library.OpenForWriting(_writer);
        var page = Page("https://a.test/x") with
        {
            Status = PageStatus.Archived,
            Reason = "gone (410)",
            HttpStatus = 410,
            MovedTo = "https://b.test/x",
            FinalUrl = "https://b.test/y",
            ArchivedUrl = "https://archive.test/1/x",
            ETag = "W/\"1\"",
            LastModified = "yesterday",
            ContentType = "text/html",
            Digest = "sha1:X",
            Place = new ArchivePlace("semsearch-00001.warc.gz", 1L << 33),
            VisitedAt = At,
            NextVisit = At.AddDays(7),
            Misses = 3,
        };
        library.StoreVisits(new VisitBatch([page], new ArchiveEnd(2, 1L << 34)) { Hosts = [new HostRecord("a.test", At, "tired")], Robots = [new RobotsRecord("https://a.test", At, 200, [1, 2])] }, "test");
        Assert.Equal(page, library.FindPage(page.NormalizedUrl));
        Assert.Equal(new ArchiveEnd(2, 1L << 34), library.ArchiveEnd);
        Assert.Equal(new HostRecord("a.test", At, "tired"), library.Hosts().Single());
        Assert.Equivalent(new RobotsRecord("https://a.test", At, 200, [1, 2]), library.Robots().Single(), strict: true);
    }

    [Fact]
    public void A_link_that_has_a_row_keeps_it_and_rows_keep_the_order_of_the_lists()
    {
        using var library = Library.OpenForWriting(_writer);
        Assert.Equal(2, library.AddPages([Page("https://z.test/"), Page("https://a.test/")]));
        library.StoreVisits(new VisitBatch([Page("https://z.test/") with { Status = PageStatus.Fetched }], default), "test");
        Assert.Equal(1, library.AddPages([Page("https://z.test/"), Page("https://m.test/")]));
        Assert.Equal([("z.test", PageStatus.Fetched), ("a.test", PageStatus.Waiting), ("m.test", PageStatus.Waiting)], library.Pages().Select(page => (page.Host, page.Status)));
    }

    [Fact]
    public void Visits_without_new_articles_leave_the_index_up_to_date()
    {
        using var library = Library.OpenForWriting(_writer);
        var changes = library.ChangeCount;
        library.StoreVisits(new VisitBatch([Page("https://a.test/") with { Status = PageStatus.Unchanged }], default), "test");
        Assert.Equal(changes, library.ChangeCount);
        library.StoreVisits(new VisitBatch([], default) { Articles = [new Article { Id = "1", Title = "T" }] }, "test");
        Assert.Equal(changes + 1, library.ChangeCount);
    }

    [Fact]
    public void An_article_whose_page_is_gone_tells_of_the_archived_copy_and_counts_as_changed()
    {
        using var library = Library.OpenForWriting(_writer);
        library.Store([new Article { Id = "1", Title = "T", Url = "https://a.test/x", Text = "text" }], "test");
        var (changes, stamp) = (library.ChangeCount, library.Stamps().Single());
        library.StoreVisits(new VisitBatch([Page("https://a.test/x") with { Status = PageStatus.Archived, ArchivedUrl = "https://archive.test/1/x" }], default), "test");
        Assert.Equal(("https://archive.test/1/x", "text"), (library.Documents().Single().ArchivedUrl, library.Documents().Single().Text));
        Assert.Equal(changes + 1, library.ChangeCount);
        Assert.NotEqual(stamp, library.Stamps().Single());
    }

    [Fact]
    public void A_library_of_the_first_format_gets_its_pages_and_loses_nothing()
    {
        using (var library = Library.OpenForWriting(_writer))
            library.Store([new Article { Id = "1", Title = "Kept" }], "test");
        // As the first version wrote it: without what later migrations add.
        using (var connection = new SqliteConnection($"Data Source={_writer.Directory.LibraryFile};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE pages; DROP TABLE hosts; DROP TABLE robots; DROP TABLE fingerprints; DELETE FROM counters WHERE name LIKE 'archive%' OR name = 'crawling'; PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }
        Assert.Contains("older format", Assert.Throws<DataProblemException>(() => Library.OpenForReading(_writer.Directory)).Message, StringComparison.Ordinal);
        using var migrated = Library.OpenForWriting(_writer);
        Assert.Equal("Kept", migrated.Documents().Single().Title);
        Assert.Equal(1, migrated.AddPages([Page("https://a.test/")]));
        Assert.Equal(default, migrated.ArchiveEnd);
    }

    [Theory]
    [InlineData(PageStatus.Waiting, 0)]
    [InlineData(PageStatus.Fetched, 1)]
    [InlineData(PageStatus.Unchanged, 2)]
    [InlineData(PageStatus.Archived, 3)]
    [InlineData(PageStatus.Dead, 4)]
    [InlineData(PageStatus.Disallowed, 5)]
    [InlineData(PageStatus.Unreachable, 6)]
    [InlineData(PageStatus.Failed, 7)]
    public void Stored_values_are_frozen(PageStatus status, int value) => Assert.Equal(value, (int)status);

    private static PageRecord Page(string url) => new() { NormalizedUrl = url, Url = url, Host = new Uri(url).Host };
}
