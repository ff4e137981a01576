using System.CommandLine;
using System.CommandLine.Help;
using SemanticSearch.Cli.Commands;
using SemanticSearch.Cli.Output;

namespace SemanticSearch.Cli;

/// <summary>All commands, and the way from arguments to an exit code.</summary>
internal static class CommandLine
{
    /// <summary>A question may begin with "@" (no response files) or exclude a word with "-" (no bundles of short options).</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static int Run(string[] arguments)
    {
        var root = Build();
        var parse = root.Parse(arguments, Parsing);
        if (UsageProblem.Find(parse, arguments.Length == 0) is { } problem)
        {
            Terminal.Problem(problem);
            return ExitCode.Usage;
        }
        // Failures become one line in CommandContext.Run; the token that ends long work is made there too.
        return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Semantic search over engineering articles: ask a question, get articles.");
        root.Options.Add(CommandContext.DataOption);
        root.Options.Add(CommandContext.JsonOption);
        root.Subcommands.Add(SearchCommand.Create());
        root.Subcommands.Add(SimilarCommand.Create());
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(CrawlCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(IndexCommand.Create());
        root.Subcommands.Add(EntriesCommand.Create());
        root.Subcommands.Add(ConceptsCommand.Create());
        root.Subcommands.Add(ExtractCommand.Create());
        root.Subcommands.Add(EvaluateCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
