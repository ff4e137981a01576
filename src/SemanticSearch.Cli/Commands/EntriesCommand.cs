using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SemanticSearch.Cli.Output;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>entries [LIST]</c>: what the list parser makes of a reading list; stores nothing.</summary>
internal static class EntriesCommand
{
    private static readonly Argument<string?> List = new("LIST")
    {
        Description = "A reading list in Markdown (default: the built-in one).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly string[] Header = ["line", "kind", "year", "organisations", "title", "topic", "url"];

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "entries",
            "Show what is understood of a reading list: one entry for each link, with topics, kind, organisations, authors, parts and year. Stores nothing.",
            "entries",
            "entries README.md --json");
        command.Arguments.Add(List);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse.GetValue(List))));
        return command;
    }

    private static int Run(CommandContext context, string? path)
    {
        if (path is not null && !File.Exists(path))
            throw new UsageException($"There is no file {path}.");
        var list = Importer.ReadList(path);
        if (context.Json)
            WriteLines(list.Entries);
        else
            WriteTable(list.Entries);
        ProblemList.Write(path ?? "built-in list", list.Warnings);
        return list.Warnings.Count > 0 ? ExitCode.DoneWithFailures : ExitCode.Done;
    }

    private static void WriteLines(IReadOnlyList<Entry> entries)
    {
        using var stdout = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(stdout, Line.Of(entry), EngineJson.Options);
            stdout.Write("\n"u8);
        }
    }

    private static void WriteTable(IReadOnlyList<Entry> entries)
    {
        using var stdout = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        foreach (var line in Columns.Align([Header, .. entries.Select(Row)], leftColumns: Header.Length))
            stdout.WriteLine(line);
        stdout.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries.Count:N0} entries"));
    }

    private static string[] Row(Entry entry) =>
    [
        entry.Line.ToString(CultureInfo.InvariantCulture),
        entry.Kind.ToString().ToLowerInvariant(),
        entry.Year?.ToString(CultureInfo.InvariantCulture) ?? "",
        PlainText.OneLine(string.Join(", ", entry.Organisations)),
        PlainText.OneLine(entry.Title),
        PlainText.OneLine(string.Join(" | ", entry.Topics)),
        PlainText.OneLine(entry.Url),
    ];

    /// <summary>The fields that <c>--json</c> promises, in their order.</summary>
    private sealed record Line(
        string Url, string Title, IReadOnlyList<string> Topics, DocumentKind Kind, IReadOnlyList<string> Organisations,
        IReadOnlyList<string> Authors, int? Parts, int? Year, [property: System.Text.Json.Serialization.JsonPropertyName("line")] int Number)
    {
        public static Line Of(Entry entry) => new(
            entry.Url, entry.Title, entry.Topics, entry.Kind, entry.Organisations, entry.Authors, entry.Parts, entry.Year, entry.Line);
    }
}
