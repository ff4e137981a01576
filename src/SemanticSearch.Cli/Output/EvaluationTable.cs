using System.Globalization;

namespace SemanticSearch.Cli.Output;

/// <summary>The figures of an evaluation, a line for each mode, then a line for each style of question in each mode.</summary>
internal static class EvaluationTable
{
    private static readonly string[] Header = ["mode", "nDCG@10", "MAP", "MRR@10", "Recall@100", "judged@10", "p50 ms", "p95 ms", "p99 ms"];

    public static void Write(TextWriter output, EvaluationReport report)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.Directory}: {report.Queries:N0} judged questions, {report.Articles:N0} articles"));
        Write(output, [Header, .. report.Modes.Select(Row)], leftColumns: 1);
        if (!report.Modes.Any(figures => figures.Styles.Count > 0))
            return;
        output.WriteLine();
        var styles = report.Modes.SelectMany(figures => figures.Styles.Select(style => Row(figures.Mode, style)));
        Write(output, [["mode", "style", "questions", .. Header[1..6]], .. styles], leftColumns: 2);
    }

    private static void Write(TextWriter output, string[][] rows, int leftColumns)
    {
        foreach (var line in Columns.Align(rows, leftColumns))
            output.WriteLine(line);
    }

    private static string[] Row(ModeFigures figures) =>
    [
        Name(figures.Mode), Share(figures.NdcgAt10), Share(figures.Map), Share(figures.MrrAt10), Share(figures.RecallAt100),
        Share(figures.JudgedAt10), Milliseconds(figures.P50Ms), Milliseconds(figures.P95Ms), Milliseconds(figures.P99Ms),
    ];

    private static string[] Row(SearchMode mode, StyleFigures style) =>
    [
        Name(mode), style.Style, style.Queries.ToString(CultureInfo.InvariantCulture), Share(style.NdcgAt10), Share(style.Map),
        Share(style.MrrAt10), Share(style.RecallAt100), Share(style.JudgedAt10),
    ];

    private static string Name(SearchMode mode) => mode.ToString().ToLowerInvariant();

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Milliseconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
