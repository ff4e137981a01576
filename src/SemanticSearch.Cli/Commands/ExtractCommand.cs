using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SemanticSearch.Cli.Output;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>extract FILE ...</c>: what the extractor makes of saved pages; stores nothing.</summary>
internal static class ExtractCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "HTML files, or JSONL(.gz) files with a page a line: {id,url,html}.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "extract",
            "Show what is extracted from saved pages: title, authors, date, language and the article's text. Stores nothing.",
            "extract page.html",
            "extract pages.jsonl.gz --json");
        command.Arguments.Add(Files);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse.GetValue(Files)!)));
        return command;
    }

    private static int Run(CommandContext context, string[] paths)
    {
        foreach (var path in paths)
        {
            if (!File.Exists(path))
                throw new UsageException($"There is no file {path}.");
        }
        using var stdout = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        var failed = false;
        foreach (var path in paths)
        {
            var problems = new List<InputProblem>();
            foreach (var page in Extractor.Extract(path, problems.Add, context.Cancel))
                Write(stdout, page, context.Json);
            stdout.Flush();
            ProblemList.Write(path, problems);
            failed |= problems.Count > 0;
        }
        return failed ? ExitCode.DoneWithFailures : ExitCode.Done;
    }

    private static void Write(Stream stdout, ExtractedPage page, bool json)
    {
        if (json)
            JsonSerializer.Serialize(stdout, page, EngineJson.Options);
        else
            stdout.Write(Encoding.UTF8.GetBytes(Describe(page)));
        stdout.Write("\n"u8);
    }

    private static string Describe(ExtractedPage page)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(PlainText.OneLine(page.Title.Length > 0 ? page.Title : page.Id)).Append('\n');
        var facts = new[] { PlainText.OneLine(string.Join(", ", page.Authors)), page.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", page.Language, PlainText.OneLine(page.Id) };
        text.AppendJoin(" · ", facts.Where(fact => fact.Length > 0)).Append("\n\n");
        foreach (var line in page.Markdown.Split('\n'))
            AppendSafe(text, line);
        return text.ToString();
    }

    // As in PlainText, but blanks stay: code is indented.
    private static void AppendSafe(StringBuilder text, string line)
    {
        foreach (var c in line)
        {
            if (c is '\t' || !char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))
                text.Append(c);
        }
        text.Append('\n');
    }
}
