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

    private static readonly Option<string?> Model = new("--model")
    {
        Description = "Embedding model: one that came with the program, or a folder with a manifest.json (default: the index's own).",
        HelpName = "NAME",
    };

    private static readonly Option<bool> NoVectors = new("--no-vectors") { Description = "Only the keyword index; a later run makes the vectors." };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "index",
            "Make what was imported searchable. Searches that run meanwhile keep the index they opened.",
            "index",
            "index --rebuild --json",
            "index --reextract");
        foreach (var option in new Option[] { Rebuild, Reextract, Model, NoVectors })
            command.Options.Add(option);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse)));
        return command;
    }

    private static int Run(CommandContext context, ParseResult parse)
    {
        if (FirstStart.IsEmpty(context.DataDirectory))
            throw new DataProblemException($"{context.DataDirectory} holds no library: import something first (semsearch import FILE), or name another with --data.");
        var problems = parse.GetValue(Reextract) ? ExtractAnew(context) : [];
        var indexer = new Indexer(context.DataDirectory);
        IndexReport report;
        EmbedReport? vectors = null;
        using (var progress = Terminal.StartProgress())
        {
            report = indexer.Index(parse.GetValue(Rebuild), progress, context.Cancel);
            progress.Clear();
            if (!report.UpToDate)
                Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"Keyword search is live after {report.Seconds:0.0} s."));
            if (!parse.GetValue(NoVectors))
                vectors = indexer.Embed(new EmbedOptions { Model = parse.GetValue(Model) }, progress, context.Cancel);
        }
        var peakMemoryBytes = PeakMemoryBytes();
        if (context.Json)
            Terminal.WriteJson(new { report.Generation, report.Articles, report.Passages, report.Seconds, report.UpToDate, vectors, peakMemoryBytes });
        else
            Console.Out.WriteLine(Summary(report, vectors, peakMemoryBytes));
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

    private static string Summary(IndexReport report, EmbedReport? vectors, long peakMemoryBytes)
    {
        var keywords = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Articles:N0} articles, {report.Passages:N0} passages, {report.Seconds:0.0} s{(report.UpToDate ? " (nothing had changed)" : "")}");
        var embedded = vectors is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; {vectors.Vectors:N0} vectors of {vectors.Model.Split('@')[0]}, {vectors.Embedded:N0} new, {vectors.Seconds:0.0} s");
        return string.Create(CultureInfo.InvariantCulture, $"{keywords}{embedded}; {peakMemoryBytes >> 20:N0} MiB peak memory, generation {report.Generation}");
    }

    private static long PeakMemoryBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
