using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

public sealed class EntriesTests : IDisposable
{
    private static readonly string[] Fields = ["url", "title", "topics", "kind", "organisations", "authors", "parts", "year", "line"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_gives_one_object_a_line_with_the_promised_fields_in_order()
    {
        var lines = Run("entries", "--json").Ends(0).OutLines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(898, lines.Count);
        Assert.All(lines, line => Assert.Equal(Fields, line.EnumerateObject().Select(field => field.Name)));
        var doorDash = lines.Single(line => line.GetProperty("title").GetString() == "Avoiding Cache Stampede at DoorDash");
        Assert.Equal(["DoorDash"], doorDash.GetProperty("organisations").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains(" > ", doorDash.GetProperty("topics")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("article", doorDash.GetProperty("kind").GetString());
    }

    [Fact]
    public void People_get_a_table()
    {
        var lines = Run("entries").Ends(0).OutLines;
        Assert.Matches("^line +kind +year +organisations +title +topic +url", lines[0]);
        Assert.Equal("898 entries", lines[^1]);
    }

    [Fact]
    public void Nothing_is_stored()
    {
        Run("entries").Ends(0);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public void A_list_of_ones_own_is_read()
    {
        var list = _folder.Write("list.md", "# Mine\n* [Sharding at Figma (2 parts)](https://figma.com/sharding)\n");
        var entry = Run("entries", list, "--json").Ends(0).Json;
        Assert.Equal(("https://figma.com/sharding", 2, 2),
            (entry.GetProperty("url").GetString(), entry.GetProperty("parts").GetInt32(), entry.GetProperty("line").GetInt32()));
    }

    [Fact]
    public void A_missing_list_is_refused() => Run("entries", _folder["nowhere.md"]).IsRefused(2, "nowhere.md");

    [Fact]
    public void A_binary_is_no_list()
    {
        File.WriteAllBytes(_folder["program.md"], [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2, 3]);
        var outcome = Run("entries", _folder["program.md"]);
        Assert.Contains(outcome.ExitCode, new[] { 1, 2 });
        Assert.Contains("program.md", outcome.Error, StringComparison.Ordinal);
    }

    private Outcome Run(params string[] arguments) => Semsearch.Run(_folder["data"], arguments);
}
