using System.CommandLine;
using System.Globalization;
using SemanticSearch.Cli.Output;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>evaluate DIR</c>: judged questions -> how good and how fast each mode is.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Folder in BEIR layout: queries.jsonl and qrels/test.tsv." };

    private static readonly Option<SearchMode?> Mode = Options.OneOf<SearchMode>("--mode", "Only this mode (default: every mode the index can answer).");

    private static readonly Option<string?> Run = new("--run") { Description = "Write the rankings as a TREC run, 1,000 deep; needs --mode.", HelpName = "FILE" };

    private static readonly Option<bool> Controls = new("--controls")
    {
        Description = "Measure textbook fusions besides: reciprocal ranks, and both scores scaled to 0-1 half and half.",
    };

    private static readonly Option<string?> Against = new("--against")
    {
        Description = "Tell, query by query, what is won and lost against this TREC run (of --mode, else of hybrid).",
        HelpName = "FILE",
    };

    private static readonly Option<double?> MinNdcg = Options.Share(
        "--min-ndcg", "Exit code 1 when nDCG@10 is below this (of --mode, else of hybrid; of keyword where there are no vectors).");

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "evaluate",
            "Measure how good and how fast the index answers judged questions, by article _id and trec_eval's conventions.",
            "evaluate scifact --data scifact-index",
            "evaluate questions --mode keyword --run keyword.run",
            "evaluate questions --controls",
            "evaluate questions --mode hybrid --against before.run",
            "evaluate questions --min-ndcg 0.55 --json");
        command.Arguments.Add(Folder);
        foreach (var option in new Option[] { Mode, Controls, Run, Against, MinNdcg })
            command.Options.Add(option);
        command.SetAction(parse => CommandContext.Run(parse, context => Evaluate(context, parse)));
        return command;
    }

    private static int Evaluate(CommandContext context, ParseResult parse)
    {
        var options = new EvaluationOptions
        {
            Directory = parse.GetRequiredValue(Folder),
            Mode = parse.GetValue(Mode),
            Controls = parse.GetValue(Controls),
            RunFile = parse.GetValue(Run),
            Against = parse.GetValue(Against),
        };
        if (!Directory.Exists(options.Directory))
            throw new UsageException($"There is no folder {options.Directory}.");
        if (options is { RunFile: not null, Mode: null })
            throw new UsageException("--run writes the rankings of one mode: add --mode keyword, vector or hybrid.");
        if (options is { Controls: true, Mode: not null })
            throw new UsageException("--controls fuses the keyword and the vector ranking: leave --mode out.");
        using var engine = SearchEngine.Open(context.DataDirectory);
        EvaluationReport report;
        using (var progress = Terminal.StartProgress())
            report = new Evaluator(engine).Evaluate(options, progress, context.Cancel);
        if (context.Json)
            Terminal.WriteJson(report);
        else
            EvaluationTable.Write(Console.Out, report);
        return Verdict(context, report, parse.GetValue(MinNdcg));
    }

    private static int Verdict(CommandContext context, EvaluationReport report, double? minNdcg)
    {
        ProblemList.Write(report.Problems);
        if (report.MissingArticles > 0)
            Terminal.Note($"Note: {report.MissingArticles} articles that are judged relevant are not in the index; they count as not found.");
        if (report.Against is { MissingQueries: > 0 and var missing })
            Terminal.Note($"Note: {missing} queries are not in {report.Against.RunFile}; they count as nothing found.");
        // The last mode is the one asked for, or the one that a search without --mode is answered in.
        var last = report.Modes[^1];
        var isBelow = last.NdcgAt10 < minNdcg;
        if (isBelow)
        {
            Terminal.Problem(string.Create(
                CultureInfo.InvariantCulture, $"{last.Mode.ToString().ToLowerInvariant()}: nDCG@10 {last.NdcgAt10:0.0000} is below {minNdcg}"));
        }
        return isBelow || report.Problems.Count > 0 ? ExitCode.DoneWithFailures : ExitCode.Done;
    }
}
