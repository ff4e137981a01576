using System.IO.Compression;
using System.Text;

namespace SemanticSearch.FrontDoor.Tests.Cli;

public sealed class ImportAndIndexTests : IDisposable
{
    private const string Good = """{"_id": "1", "title": "Avoiding thundering herds", "text": "A lease lets one request through."}""";
    private const string AlsoGood = """{"_id": "2", "url": "https://example.com/b", "title": "Consistent hashing", "text": "Keys move little when a node leaves."}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_imported_and_indexed_is_found()
    {
        var import = Run("import", _folder.Write("articles.jsonl", $"{Good}\n{AlsoGood}\n")).Ends(0);
        Assert.Contains("2 added, 0 changed, 0 unchanged, 0 problems", import.Out, StringComparison.Ordinal);
        Assert.Contains("semsearch index", import.Error, StringComparison.Ordinal);
        var index = Run("index").Ends(0);
        Assert.Matches(@"^2 articles, 2 passages, [\d.]+ s; 4 vectors of all-MiniLM-L6-v2, 4 new, [\d.]+ s; \d+ MiB peak memory, generation \S+\n$", index.Out);
        Assert.Contains("Consistent hashing", Run("search", "nodes that leave").Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_line_is_named_and_the_rest_is_kept()
    {
        var file = _folder.Write("articles.jsonl", $"{Good}\nthis is not JSON\n{AlsoGood}\n");
        var import = Run("import", file).Ends(1);
        Assert.Contains($"{file}:2: ", import.Error, StringComparison.Ordinal);
        Assert.Contains("2 added, 0 changed, 0 unchanged, 1 problems", import.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_first_of_many_problems_are_shown()
    {
        var import = Run("import", _folder.Write("articles.jsonl", $"{Good}\n{string.Concat(Enumerable.Repeat("bad\n", 100))}")).Ends(1);
        Assert.True(import.Error.Split('\n').Length < 30, import.Error);
        Assert.Contains("more", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_a_hundred_megabytes_is_left_out_and_named()
    {
        var file = _folder["articles.jsonl"];
        using (var writer = new StreamWriter(file))
        {
            writer.Write("{\"_id\": \"0\", \"text\": \"");
            var megabyte = new string('x', 1 << 20);
            for (var i = 0; i < 100; i++)
                writer.Write(megabyte);
            writer.Write($"\"}}\n{Good}\n");
        }
        var import = Run("import", file).Ends(1);
        Assert.Contains($"{file}:1: ", import.Error, StringComparison.Ordinal);
        Assert.Contains("1 added", import.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_is_read_whatever_its_name()
    {
        using (var gzip = new GZipStream(File.Create(_folder["articles.jsonl.gz"]), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes($"{Good}\n"));
        Assert.Contains("1 added", Run("import", _folder["articles.jsonl.gz"]).Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_list_gives_its_entries()
    {
        var list = _folder.Write("list.md", "## Caching\n* [Avoiding Cache Stampede at DoorDash](https://doordash.engineering/cache)\n");
        Assert.Contains("1 added", Run("import", list).Ends(0).Out, StringComparison.Ordinal);
        Run("index").Ends(0);
        Assert.Contains("Avoiding Cache Stampede", Run("search", "stampede").Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_article_holds_cannot_steer_the_terminal()
    {
        Run("import", _folder.Write("a.jsonl", """{"_id": "1", "title": "Cache \u001b[31mred\u001b[0m \u202Eesrever", "text": "A cache\u001b]0;title\u0007 [bold]here[/]."}""")).Ends(0);
        Run("index").Ends(0);
        var text = Run("search", "cache").Ends(0).Out;
        Assert.Contains("Cache [31mred[0m esrever", text, StringComparison.Ordinal);
        Assert.Contains("[bold]here[/]", text, StringComparison.Ordinal);
        Assert.All(text, c => Assert.True(c == '\n' || !char.IsControl(c) && c != '\u202E', $"U+{(int)c:X4} is printed"));
    }

    [Fact]
    public void Json_gives_one_report_a_line_and_one_for_the_index()
    {
        var a = _folder.Write("a.jsonl", Good);
        var b = _folder.Write("b.jsonl", $"{AlsoGood}\nbad");
        var reports = Run("import", a, b, "--json").Ends(1).OutLines;
        Assert.Equal(2, reports.Length);
        Assert.Contains("\"added\":1", reports[1], StringComparison.Ordinal);
        Assert.Contains("\"line\":2", reports[1], StringComparison.Ordinal);
        var index = Run("index", "--rebuild", "--json").Ends(0).Json;
        Assert.Equal(2, index.GetProperty("articles").GetInt32());
        Assert.True(index.GetProperty("peakMemoryBytes").GetInt64() > 1 << 20);
        Assert.True(index.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public void A_missing_file_is_refused_before_anything_is_stored()
    {
        Run("import", _folder.Write("a.jsonl", Good), _folder["nowhere.jsonl"]).IsRefused(2, "nowhere.jsonl");
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public void A_binary_file_is_refused()
    {
        File.WriteAllBytes(_folder["program.bin"], [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2, 3]);
        Run("import", _folder["program.bin"]).IsRefused(2, "program.bin is binary");
    }

    [Fact]
    public void A_folder_is_imported_file_by_file_and_what_is_no_page_is_named()
    {
        Directory.CreateDirectory(_folder["pages"]);
        _folder.Write("pages/a.md", "# Sharding\n\nRows are spread over machines by the hash of their key, so that each holds a part of the table.");
        File.WriteAllBytes(_folder["pages/b.html"], [0, 1, 2, 3]);
        var outcome = Run("import", _folder["pages"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("1 added", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("b.html", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_without_a_library_says_what_to_do_first() => Run("index").IsRefused(3, "import");

    private Outcome Run(params string[] arguments) => Semsearch.Run(_folder["data"], arguments);
}
