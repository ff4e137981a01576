using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>Runs the built command line as a process of its own, as a user does.</summary>
internal static class Semsearch
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Whether a program that is started from here hears SIGINT: shells make what they start in the background ignore it, and that is inherited.</summary>
    public static bool CanBeInterrupted
    {
        get
        {
            const string Ignored = "SigIgn:";
            const ulong Interrupt = 1UL << 1;
            if (OperatingSystem.IsWindows())
                return false;
            var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
            return line is null || (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) == 0;
        }
    }

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "semsearch.dll");

    /// <summary>Runs to the end with <c>--data</c> set to <paramref name="data"/>.</summary>
    public static Outcome Run(string data, params string[] arguments) => Complete(Start([.. arguments, "--data", data]));

    /// <summary>Runs to the end with nothing but the arguments, in <paramref name="folder"/>.</summary>
    public static Outcome RunIn(string folder, string[] arguments, params (string Name, string Value)[] environment) =>
        Complete(Start(arguments, folder, environment));

    public static Process Start(string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.ArgumentList.Add(Assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("SEMSEARCH_DATA");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static Outcome Complete(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                Assert.Fail($"semsearch did not end within {Patience}");
            }
            return new Outcome(process.ExitCode, output.Result, error.Result);
        }
    }
}

internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output as the one JSON object that it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Ended with this exit code and one clear line on stderr that says all this; nothing on stdout, no stack trace.</summary>
    public void IsRefused(int exitCode, params string[] says)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Out));
        var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("semsearch: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.All(says, text => Assert.Contains(text, line, StringComparison.Ordinal));
    }

    /// <summary>Ended with this exit code; a failure shows what the process said.</summary>
    public Outcome Ends(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}\n{Out}\n{Error}");
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
