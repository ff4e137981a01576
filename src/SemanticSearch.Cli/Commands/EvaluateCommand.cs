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

    private static readonly Option<double?> MinNdcg = Options.Share("--min-ndcg", "Exit code 1 when a mode's nDCG@10 is below this.");

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "evaluate",
            "Measure how good and how fast the index answers judged questions, by article _id and trec_eval's conventions.",
            "evaluate scifact --data scifact-index",
            "evaluate questions --mode keyword --run keyword.run",
            "evaluate questions --mode hybrid --min-ndcg 0.55 --json");
        command.Arguments.Add(Folder);
        foreach (var option in new Option[] { Mode, Run, MinNdcg })
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
            RunFile = parse.GetValue(Run),
        };
        if (!Directory.Exists(options.Directory))
            throw new UsageException($"There is no folder {options.Directory}.");
        if (options is { RunFile: not null, Mode: null })
            throw new UsageException("--run writes the rankings of one mode: add --mode keyword, vector or hybrid.");
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
        var below = report.Modes.Where(figures => figures.NdcgAt10 < minNdcg).ToList();
        foreach (var figures in below)
        {
            Terminal.Problem(string.Create(
                CultureInfo.InvariantCulture, $"{figures.Mode.ToString().ToLowerInvariant()}: nDCG@10 {figures.NdcgAt10:0.0000} is below {minNdcg}"));
        }
        return below.Count > 0 || report.Problems.Count > 0 ? ExitCode.DoneWithFailures : ExitCode.Done;
    }
}
