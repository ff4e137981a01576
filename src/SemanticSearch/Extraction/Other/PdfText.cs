using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SemanticSearch.Extraction.Other;

/// <summary>The text of a PDF by <c>pdftotext</c> (poppler), where it is installed.</summary>
internal static class PdfText
{
    private const string Program = "pdftotext";
    private const int TimeoutMs = 30_000;
    private const int MaxChars = 8 << 20;

    public static bool IsPdf(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    /// <summary>Null when the program is missing, fails, or needs too long.</summary>
    public static string? Read(ReadOnlyMemory<byte> pdf) => Read(pdf, Program);

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    public static string? Read(ReadOnlyMemory<byte> pdf, string program)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in new[] { "-q", "-enc", "UTF-8", "-", "-" })
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start);
            return process is null ? null : Read(process, pdf);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException or AggregateException)
        {
            return null;
        }
    }

    private static string? Read(Process process, ReadOnlyMemory<byte> pdf)
    {
        using var timeout = new CancellationTokenSource(TimeoutMs);
        using var kill = timeout.Token.Register(() => Kill(process));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var write = Task.Run(() =>
        {
            try
            {
                process.StandardInput.BaseStream.Write(pdf.Span);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it had read all: its exit code tells.
            }
        });
        var text = new StringBuilder();
        var buffer = new char[1 << 14];
        for (int read; (read = process.StandardOutput.Read(buffer)) > 0;)
        {
            text.Append(buffer, 0, Math.Min(read, Math.Max(0, MaxChars - text.Length)));
            if (text.Length < MaxChars)
                continue;
            Kill(process);
            break;
        }
        process.WaitForExit();
        Task.WaitAll(write, errors);
        return text.Length >= MaxChars || process.ExitCode == 0 ? text.ToString() : null;
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
            process.Kill();
    }
}
