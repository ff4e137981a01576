using System.CommandLine;
using SemanticSearch.Cli.Output;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>verify</c>: reads everything that is stored and says what is damaged and how to mend it.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new CommandWithExamples(
            "verify",
            "Check library and index, every checksum and every invariant. Changes nothing; says what is damaged and how to mend it.",
            "verify",
            "verify --json");
        command.SetAction(parse => CommandContext.Run(parse, Run));
        return command;
    }

    private static int Run(CommandContext context)
    {
        VerifyReport report;
        using (var progress = Terminal.StartProgress())
            report = new Verifier(context.DataDirectory).Verify(progress, context.Cancel);
        if (context.Json)
            Terminal.WriteJson(report);
        else if (report.Problems.Count == 0)
            Console.Out.WriteLine(report.Generation is null ? "The library is sound; there is no index yet." : $"Library and index (generation {report.Generation}) are sound.");
        foreach (var problem in report.Problems)
            Terminal.Problem(problem.What.Contains(problem.Mend, StringComparison.Ordinal) ? problem.What : $"{problem.What}: {problem.Mend}.");
        return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.DataProblem;
    }
}
