using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SemanticSearch.Cli;

/// <summary>A command whose help ends with command lines to copy.</summary>
internal sealed class CommandWithExamples : Command
{
    public CommandWithExamples(string name, string description, params string[] examples)
        : base(name, description) => Examples = examples;

    public IReadOnlyList<string> Examples { get; }
}

/// <summary>The ordinary help, then the examples and the exit codes.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help;

    public HelpWithExamples(HelpAction help) => _help = help;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is CommandWithExamples { Examples.Count: > 0 } command)
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
                output.WriteLine($"  semsearch {example}");
            output.WriteLine();
        }
        output.WriteLine("Exit codes: 0 done, 1 done with failures listed, 2 usage, 3 data problem.");
        return ExitCode.Done;
    }
}
