using System.CommandLine;
using System.Runtime.InteropServices;
using SemanticSearch.Cli.Output;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli;

/// <summary>What every command is given: where the data are, where to write, and when to stop.</summary>
internal sealed record CommandContext(string DataDirectory, bool Json, CancellationToken Cancel)
{
    public const string DataVariable = "SEMSEARCH_DATA";

    public static Option<string?> DataOption { get; } = new("--data")
    {
        Description = $"Data directory (default: ${DataVariable}, else index/ under the current directory).",
        HelpName = "DIR",
        Recursive = true,
    };

    public static Option<bool> JsonOption { get; } = new("--json")
    {
        Description = "Machine-readable output on stdout; progress and notes stay on stderr.",
        Recursive = true,
    };

    /// <summary>Runs the body of a command: every failure becomes one line on stderr and an exit code, Ctrl-C ends it in order.</summary>
    public static int Run(ParseResult parse, Func<CommandContext, int> body)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            return body(new CommandContext(Directory(parse), parse.GetValue(JsonOption), stop.Token));
        }
        catch (OperationCanceledException)
        {
            Terminal.Problem("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is UsageException or ArgumentException or FileNotFoundException or DirectoryNotFoundException)
        {
            Terminal.Problem(Message(e));
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is DataProblemException or IOException or UnauthorizedAccessException)
        {
            Terminal.Problem(Message(e));
            return ExitCode.DataProblem;
        }
        catch (Exception e)
        {
            // A fault of this program: the kind tells a maintainer where to look, a stack trace would tell the user nothing.
            Terminal.Problem($"Unexpected failure, please report it with the command you ran: {e.GetType().Name}: {e.Message}");
            return ExitCode.DataProblem;
        }
    }

    /// <summary>A second signal ends the process at once, should the work not look at its token.</summary>
    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }

    private static string Directory(ParseResult parse)
    {
        var chosen = parse.GetValue(DataOption) ?? Environment.GetEnvironmentVariable(DataVariable);
        return string.IsNullOrWhiteSpace(chosen) ? "index" : chosen;
    }

    /// <summary>.NET appends "(Parameter 'x')", a name of our code that tells the user nothing.</summary>
    private static string Message(Exception e)
    {
        var parameter = e is ArgumentException { ParamName.Length: > 0 } argument ? $" (Parameter '{argument.ParamName}')" : "";
        return parameter.Length > 0 ? e.Message.Replace(parameter, "", StringComparison.Ordinal) : e.Message;
    }
}
