using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace SemanticSearch.Cli.Output;

/// <summary>
/// Results go to stdout, everything said about the work goes to stderr. Colours on a terminal only (and not with NO_COLOR); nothing is
/// wrapped or cut, so that a URL stays in one piece.
/// </summary>
internal static class Terminal
{
    /// <summary>Wide enough that no table or line is ever folded.</summary>
    private const int NoWrapColumns = 1_000_000;

    private const int PipeColumns = 160;

    private static readonly Lazy<IAnsiConsole> LazyOut = new(CreateOut);

    /// <summary>For people; made on first use, since a program reading JSON does not need it.</summary>
    public static IAnsiConsole Out => LazyOut.Value;

    public static bool IsOutTerminal => !Console.IsOutputRedirected;

    /// <summary>Columns that running text may take.</summary>
    public static int TextColumns => IsOutTerminal ? Math.Clamp(WindowColumns(), 40, 120) : PipeColumns;

    public static void Note(string text) => Console.Error.WriteLine(PlainText.OneLine(text));

    public static void Problem(string text) => Console.Error.WriteLine($"semsearch: {PlainText.OneLine(text)}");

    /// <summary>One object on one line, as over HTTP.</summary>
    public static void WriteJson<T>(T value)
    {
        using var stdout = Console.OpenStandardOutput();
        JsonSerializer.Serialize(stdout, value, EngineJson.Options);
        stdout.Write("\n"u8);
    }

    public static ProgressBar StartProgress() => new(Console.Error, isShown: !Console.IsErrorRedirected);

    private static IAnsiConsole CreateOut()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = new UTF8Encoding(false);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            // The console's own detection looks at TERM and would colour a pipe too.
            Ansi = IsOutTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsOutTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        console.Profile.Width = NoWrapColumns;
        return console;
    }

    /// <summary>0 on a terminal that does not tell.</summary>
    private static int WindowColumns()
    {
        try
        {
            return Console.WindowWidth is > 0 and var columns ? columns : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
