using System.CommandLine;
using System.Globalization;
using SemanticSearch.Cli.Output;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>import FILE ...</c>: articles, reading lists and saved pages -> library.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "JSONL or JSONL.gz, one article a line (_id, url, title, text, ...; BEIR's corpus.jsonl too), a reading list in Markdown, a web archive (WARC, WARC.gz), or a folder of saved pages (HTML, Markdown, PDF).",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "import",
            "Store articles in the library. A line or record that cannot be read is named and left out; the rest is kept. Run index afterwards.",
            "import articles.jsonl.gz",
            "import corpus.jsonl --data scifact",
            "import README.md",
            "import site.warc.gz",
            "import saved-pages/");
        command.Arguments.Add(Files);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse.GetRequiredValue(Files))));
        return command;
    }

    private static int Run(CommandContext context, string[] files)
    {
        // Before the first hour of work, not after it.
        if (files.FirstOrDefault(file => !File.Exists(file) && !Directory.Exists(file)) is { } missing)
            throw new UsageException($"There is no file {missing}.");
        var importer = new Importer(context.DataDirectory);
        var exitCode = ExitCode.Done;
        foreach (var file in files)
        {
            ImportReport report;
            using (var progress = Terminal.StartProgress())
                report = importer.ImportFile(file, progress, context.Cancel);
            ProblemList.Write(file, report.Problems);
            if (report.Problems.Count > 0)
                exitCode = ExitCode.DoneWithFailures;
            if (context.Json)
                Terminal.WriteJson(report);
            else
                Console.Out.WriteLine(Summary(report));
        }
        if (!context.Json)
            Terminal.Note("Now run: semsearch index");
        return exitCode;
    }

    private static string Summary(ImportReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Source}: {report.Added:N0} added, {report.Changed:N0} changed, {report.Unchanged:N0} unchanged, {report.Problems.Count:N0} problems");
}
