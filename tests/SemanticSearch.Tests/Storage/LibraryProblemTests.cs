using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

/// <summary>What cannot be opened is refused with a message that names the file and says what to do.</summary>
public sealed class LibraryProblemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataDirectory _directory;

    public LibraryProblemTests() => _directory = new DataDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_reader_of_nothing_is_told_to_import() => CheckReader("There is no");

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(_directory.LibraryFile, "This is a diary and no database at all, with more than a hundred bytes in it, as a header would have.");
        CheckWriter("is not a library");
        CheckReader("is not a library");
        Assert.StartsWith("This is a diary", File.ReadAllText(_directory.LibraryFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_library_is_refused()
    {
        Directory.CreateDirectory(_directory.LibraryFile);
        CheckWriter("is a folder");
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        Execute("CREATE TABLE diary (day TEXT)");
        CheckWriter("of another program");
        CheckReader("of another program");
    }

    [Fact]
    public void A_library_of_a_newer_version_is_refused_and_left_alone()
    {
        Fill(3);
        Execute("PRAGMA user_version = 99");
        CheckWriter("has format 99, written by a newer version");
        CheckReader("has format 99, written by a newer version");
    }

    [Fact]
    public void An_empty_file_becomes_a_library_for_a_writer_only()
    {
        File.WriteAllText(_directory.LibraryFile, "");
        CheckReader("is empty");
        Fill(1);
        using var library = Library.OpenForReading(_directory);
        Assert.Equal(1, library.Count);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void A_damaged_library_is_named_whether_it_shows_at_once_or_while_reading(double place)
    {
        Fill(2_000);
        var bytes = File.ReadAllBytes(_directory.LibraryFile);
        var start = (int)(bytes.Length * place);
        new Random(3).NextBytes(bytes.AsSpan(start, Math.Min(40_000, bytes.Length - start)));
        File.WriteAllBytes(_directory.LibraryFile, bytes);

        Check(() =>
        {
            using var library = Library.OpenForReading(_directory);
            var complaints = library.Check();
            Assert.NotEmpty(complaints);
            _ = library.Documents().Count();
            throw new DataProblemException($"{_directory.LibraryFile}: {complaints[0]}");
        }, _directory.LibraryFile);
    }

    [Fact]
    public void A_library_cut_short_is_named()
    {
        Fill(2_000);
        using (var file = new FileStream(_directory.LibraryFile, FileMode.Open))
            file.SetLength(file.Length / 2);
        Check(() =>
        {
            using var library = Library.OpenForReading(_directory);
            _ = library.Documents().Count();
        }, _directory.LibraryFile, "damaged");
    }

    [Fact]
    public void What_was_committed_before_a_crash_is_there_afterwards()
    {
        using (var writer = WriterLock.Take(_directory))
        using (var library = Library.OpenForWriting(writer))
        {
            library.Store([new Article { Id = "1", Title = "kept" }], "test");
            // The files as they lie on the disk while the writer lives are what a crash leaves.
            Directory.CreateDirectory(_folder["crashed"]);
            foreach (var file in Directory.GetFiles(_folder.Path, "library.db*"))
                File.Copy(file, Path.Combine(_folder["crashed"], Path.GetFileName(file)));
        }
        using var after = Library.OpenForReading(new DataDirectory(_folder["crashed"]));
        Assert.Equal("kept", Assert.Single(after.Documents()).Title);
    }

    private void CheckWriter(string words) => Check(() =>
    {
        using var writer = WriterLock.Take(_directory);
        Library.OpenForWriting(writer).Dispose();
    }, _directory.LibraryFile, words);

    private void CheckReader(string words) => Check(() => Library.OpenForReading(_directory).Dispose(), _directory.LibraryFile, words);

    private static void Check(Action action, params string[] words)
    {
        var problem = Assert.Throws<DataProblemException>(action);
        Assert.All(words, word => Assert.Contains(word, problem.Message, StringComparison.Ordinal));
    }

    private void Fill(int articles)
    {
        using var writer = WriterLock.Take(_directory);
        using var library = Library.OpenForWriting(writer);
        library.Store([.. Enumerable.Range(0, articles).Select(i => new Article { Id = $"{i}", Title = $"title {i}", Text = new string('x', 300) })], "test");
    }

    private void Execute(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={_directory.LibraryFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
