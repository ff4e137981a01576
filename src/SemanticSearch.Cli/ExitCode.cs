namespace SemanticSearch.Cli;

/// <summary>What the process tells its caller; part of the command line's promise.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Done, but something was left out or stayed below a limit; it is listed on stderr.</summary>
    public const int DoneWithFailures = 1;

    /// <summary>The command cannot be understood, or names something that is not there.</summary>
    public const int Usage = 2;

    /// <summary>Stored data cannot be read or written.</summary>
    public const int DataProblem = 3;

    /// <summary>128 + SIGINT, as shells expect it.</summary>
    public const int Interrupted = 130;
}
