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

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "index",
            "Make what was imported searchable. Searches that run meanwhile keep the index they opened.",
            "index",
            "index --rebuild --json");
        command.Options.Add(Rebuild);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse.GetValue(Rebuild))));
        return command;
    }

    private static int Run(CommandContext context, bool rebuild)
    {
        if (FirstStart.IsEmpty(context.DataDirectory))
            throw new DataProblemException($"{context.DataDirectory} holds no library: import something first (semsearch import FILE), or name another with --data.");
        IndexReport report;
        using (var progress = Terminal.StartProgress())
            report = new Indexer(context.DataDirectory).Index(rebuild, progress, context.Cancel);
        var peakMemoryBytes = PeakMemoryBytes();
        if (context.Json)
            Terminal.WriteJson(new { report.Generation, report.Articles, report.Passages, report.Seconds, report.UpToDate, peakMemoryBytes });
        else
            Console.Out.WriteLine(Summary(report, peakMemoryBytes));
        return ExitCode.Done;
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
