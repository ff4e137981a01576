using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SemanticSearch.Cli.Output;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>index</c>: library -> a new generation that searches answer from.</summary>
internal static class IndexCommand
{
    private static readonly Option<bool> Rebuild = new("--rebuild") { Description = "Build everything anew instead of only what changed." };

    private static readonly Option<bool> Reextract = new("--reextract") { Description = "First read every archived page anew, after an improvement of the extractor; needs no network." };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "index",
            "Make what was imported searchable. Searches that run meanwhile keep the index they opened.",
            "index",
            "index --rebuild --json",
            "index --reextract");
        command.Options.Add(Rebuild);
        command.Options.Add(Reextract);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse.GetValue(Rebuild), parse.GetValue(Reextract))));
        return command;
    }

    private static int Run(CommandContext context, bool rebuild, bool reextract)
    {
        if (FirstStart.IsEmpty(context.DataDirectory))
            throw new DataProblemException($"{context.DataDirectory} holds no library: import something first (semsearch import FILE), or name another with --data.");
        var problems = reextract ? ExtractAnew(context) : [];
        IndexReport report;
        using (var progress = Terminal.StartProgress())
            report = new Indexer(context.DataDirectory).Index(rebuild, progress, context.Cancel);
        var peakMemoryBytes = PeakMemoryBytes();
        if (context.Json)
            Terminal.WriteJson(new { report.Generation, report.Articles, report.Passages, report.Seconds, report.UpToDate, peakMemoryBytes });
        else
            Console.Out.WriteLine(Summary(report, peakMemoryBytes));
        return problems.Count > 0 ? ExitCode.DoneWithFailures : ExitCode.Done;
    }

    private static IReadOnlyList<InputProblem> ExtractAnew(CommandContext context)
    {
        ImportReport report;
        using (var progress = Terminal.StartProgress())
            report = new Reextractor(context.DataDirectory).Reextract(progress, context.Cancel);
        ProblemList.Write(report.Source, report.Problems);
        Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"Extracted anew: {report.Added:N0} added, {report.Changed:N0} changed, {report.Unchanged:N0} unchanged."));
        return report.Problems;
    }

    private static string Summary(IndexReport report, long peakMemoryBytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Articles:N0} articles, {report.Passages:N0} passages, {report.Seconds:0.0} s, {peakMemoryBytes >> 20:N0} MiB peak memory, generation {report.Generation}{(report.UpToDate ? " (nothing had changed)" : "")}");

    private static long PeakMemoryBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
