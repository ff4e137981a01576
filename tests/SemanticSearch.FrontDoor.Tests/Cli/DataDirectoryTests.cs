namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>Data directories that cannot be used: exit code 3 and one line that names the place and the way out.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("search", "cache")]
    [InlineData("index")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    public void A_file_in_the_place_of_the_data_directory_is_named(params string[] arguments)
    {
        var file = _folder.Write("data", "not a folder");
        Semsearch.Run(file, arguments).IsRefused(3, file);
        Assert.Equal("not a folder", File.ReadAllText(file));
    }

    [Fact]
    public void An_import_into_a_file_is_refused()
    {
        var file = _folder.Write("data", "not a folder");
        Semsearch.Run(file, "import", Article()).IsRefused(3, file);
    }

    [SkippableTheory]
    [InlineData("search", "cache")]
    [InlineData("index")]
    public void A_data_directory_that_cannot_be_written_is_named(params string[] arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs /proc, where even root makes no folder");
        var outcome = Semsearch.Run("/proc/semsearch", arguments).Ends(3);
        Assert.Contains("/proc/semsearch", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_writer_is_told_who_writes()
    {
        Semsearch.Run(_folder["data"], "import", Article()).Ends(0);
        using (new FileStream(_folder["data/writer.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Semsearch.Run(_folder["data"], "import", Article()).IsRefused(3, "writer.lock", "another process", "Wait until it is done");
            Semsearch.Run(_folder["data"], "index").IsRefused(3, "writer.lock");
        }
        Semsearch.Run(_folder["data"], "import", Article()).Ends(0);
    }

    [Fact]
    public void A_search_before_the_first_index_says_to_run_it()
    {
        Semsearch.Run(_folder["data"], "import", Article()).Ends(0);
        Semsearch.Run(_folder["data"], "search", "cache").IsRefused(3, "index");
    }

    [Fact]
    public void A_library_that_is_no_database_is_named_and_left_alone()
    {
        var library = _folder.Write("data/library.db", new string('x', 5_000));
        Semsearch.Run(_folder["data"], "index").IsRefused(3, "library.db");
        Assert.Equal(5_000, new FileInfo(library).Length);
    }

    private string Article() => _folder.Write("articles.jsonl", """{"_id": "1", "title": "Cache stampede", "text": "Many requests at once."}""");
}
