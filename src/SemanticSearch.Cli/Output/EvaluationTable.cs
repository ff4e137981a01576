using System.Globalization;

namespace SemanticSearch.Cli.Output;

/// <summary>The figures of an evaluation: a line for each mode and each control; the same for each style of question; what was won and lost against a saved run.</summary>
internal static class EvaluationTable
{
    private static readonly string[] Qualities = ["nDCG@10", "MAP", "MRR@10", "Recall@100", "judged@10"];

    private static readonly string[] Times = ["p50 ms", "p95 ms", "p99 ms"];

    private static readonly string[] Gains = ["hybrid +/-", "won/lost", "p"];

    public static void Write(TextWriter output, EvaluationReport report)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.Directory}: {report.Queries:N0} judged questions, {report.Articles:N0} articles"));
        WriteRows(output, report);
        WriteStyles(output, report);
        if (report.Against is { } against)
            WriteComparison(output, against);
    }

    private static void WriteRows(TextWriter output, EvaluationReport report)
    {
        var modes = report.Modes.Select(figures => (string[])
        [
            Name(figures.Mode), .. Shares(figures), Milliseconds(figures.P50Ms), Milliseconds(figures.P95Ms), Milliseconds(figures.P99Ms), .. Gain(figures.HybridGain),
        ]);
        var controls = report.Controls.Select(figures => (string[])[figures.Control, .. Shares(figures), "", "", "", .. Gain(figures.HybridGain)]);
        var isCompared = report.Modes.Any(figures => figures.HybridGain is not null);
        WriteAligned(output, [["mode", .. Qualities, .. Times, .. isCompared ? Gains : []], .. modes, .. controls], leftColumns: 1);
    }

    /// <summary>Style by style, so that the modes stand below each other.</summary>
    private static void WriteStyles(TextWriter output, EvaluationReport report)
    {
        var rows = report.Modes.Select(figures => (Name: Name(figures.Mode), figures.Styles))
            .Concat(report.Controls.Select(figures => (Name: figures.Control, figures.Styles))).ToList();
        var styles = rows[0].Styles.Select(style => style.Style).ToList();
        if (styles.Count == 0)
            return;
        output.WriteLine();
        var lines = from style in styles
                    from row in rows
                    let figures = row.Styles.First(figures => figures.Style == style)
                    select (string[])[style, row.Name, figures.Queries.ToString(CultureInfo.InvariantCulture), .. Shares(figures)];
        WriteAligned(output, [["style", "mode", "questions", .. Qualities], .. lines], leftColumns: 2);
    }

    private static void WriteComparison(TextWriter output, RunComparison against)
    {
        var (mode, gain) = (Name(against.Mode), against.Gain);
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mode} against {against.RunFile} (nDCG@10 {against.RunNdcgAt10:0.0000}): {gain.Wins} won, {gain.Losses} lost, {gain.Ties} tied, mean difference {Signed(gain.MeanDifference)}, p = {Share(gain.PValue)}"));
        WriteQueries(output, "worst losses", mode, against.WorstLosses);
        WriteQueries(output, "best wins", mode, against.BestWins);
    }

    private static void WriteQueries(TextWriter output, string title, string mode, IReadOnlyList<QueryDifference> queries)
    {
        if (queries.Count == 0)
            return;
        output.WriteLine();
        var rows = queries.Select(query => (string[])
            [query.Id, Share(query.NdcgAt10), Share(query.RunNdcgAt10), Signed(query.NdcgAt10 - query.RunNdcgAt10)]);
        // The text stands behind the aligned columns, as wide as it is.
        var texts = queries.Select(query => $"  {PlainText.OneLine(query.Text)}").Prepend("");
        foreach (var (line, text) in Columns.Align([[title, mode, "run", "+/-"], .. rows], leftColumns: 1).Zip(texts))
            output.WriteLine(line + text);
    }

    private static void WriteAligned(TextWriter output, string[][] rows, int leftColumns)
    {
        foreach (var line in Columns.Align(rows, leftColumns))
            output.WriteLine(line);
    }

    private static string[] Shares(RankingFigures figures) =>
        [Share(figures.NdcgAt10), Share(figures.Map), Share(figures.MrrAt10), Share(figures.RecallAt100), Share(figures.JudgedAt10)];

    private static string[] Gain(PairedComparison? hybrid) => hybrid is null
        ? []
        : [Signed(hybrid.MeanDifference), string.Create(CultureInfo.InvariantCulture, $"{hybrid.Wins}/{hybrid.Losses}"), Share(hybrid.PValue)];

    private static string Name(SearchMode mode) => mode.ToString().ToLowerInvariant();

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private static string Milliseconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
