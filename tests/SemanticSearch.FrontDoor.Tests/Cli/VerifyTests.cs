using System.Globalization;
using System.Text;

namespace SemanticSearch.FrontDoor.Tests.Cli;

public sealed class VerifyTests : IDisposable
{
    private const int Articles = 3_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_data_directory_is_said_to_be_sound()
    {
        Build(20);
        Assert.Matches(@"^Library and index \(generation \d+\) are sound\.\n$", Run("verify").Ends(0).Out);
        Assert.Equal(0, Run("verify", "--json").Ends(0).Json.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public void A_directory_that_is_not_there_is_refused() =>
        Semsearch.Run(_folder["nothing"], "verify").IsRefused(3, "There is no data directory");

    [Theory]
    [InlineData("*.postings")]
    [InlineData("*.stored")]
    [InlineData("manifest.json")]
    public void A_damaged_file_of_the_index_is_named_and_a_rebuild_mends_it(string pattern)
    {
        Build(20);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder["data"], "generations"), pattern, SearchOption.AllDirectories));
        Flip(file);
        Run("verify").IsRefused(3, Path.GetFileName(file), "semsearch index --rebuild");
        Run("index", "--rebuild", "--no-vectors").Ends(0);
        Run("verify").Ends(0);
    }

    [Fact]
    public void A_damaged_library_is_named()
    {
        Build(200);
        var file = Path.Combine(_folder["data"], "library.db");
        // The whole second half: some of it is sure to be in use.
        var bytes = File.ReadAllBytes(file);
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 2, bytes.Length / 2);
        File.WriteAllBytes(file, bytes);
        var outcome = Run("verify").Ends(3);
        Assert.Contains("library.db", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("copy", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_killed_at_any_moment_leaves_the_index_whole()
    {
        Build(Articles);
        var expected = Run("search", "replication", "--json").Ends(0).Json.GetProperty("total").GetInt32();
        for (var delayMs = 100; delayMs <= 1_100; delayMs += 200)
        {
            using (var writer = Semsearch.Start(["index", "--rebuild", "--no-vectors", "--data", _folder["data"]]))
            {
                writer.WaitForExit(delayMs);
                writer.Kill();
                writer.WaitForExit();
            }
            Run("verify").Ends(0);
            Assert.Equal(expected, Run("search", "replication", "--json").Ends(0).Json.GetProperty("total").GetInt32());
        }
        Run("index", "--rebuild", "--no-vectors").Ends(0);
    }

    private void Build(int articles)
    {
        var text = new StringBuilder();
        for (var i = 0; i < articles; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            text.Append("{\"_id\": \"").Append(number).Append("\", \"title\": \"Article ").Append(number).Append("\", \"text\": \"");
            for (var word = 0; word < 60; word++)
                text.Append(word % 7 == 0 ? "replication " : $"w{(i * 31 + word * 17) % 977} ");
            text.Append("\"}\n");
        }
        Run("import", _folder.Write("articles.jsonl", text.ToString())).Ends(0);
        Run("index", "--no-vectors").Ends(0);
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(path, bytes);
    }

    private Outcome Run(params string[] arguments) => Semsearch.Run(_folder["data"], arguments);
}
