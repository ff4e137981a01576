using System.CommandLine;
using System.Globalization;
using SemanticSearch.Cli.Output;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>crawl status</c>: what became of every link.</summary>
internal static class CrawlStatusCommand
{
    private const int MaxReasons = 20;

    private static readonly Option<PageStatus?> Only = Options.OneOf<PageStatus>("--only", "List the links of which this became.");

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "status", "Tell what became of every link: fetched, unchanged, archived, dead, disallowed, unreachable, failed, and why.", "crawl status", "crawl status --only dead", "crawl status --json");
        command.Options.Add(Only);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse.GetValue(Only))));
        return command;
    }

    private static int Run(CommandContext context, PageStatus? only)
    {
        var status = Crawler.Status(context.DataDirectory);
        if (only is not null)
            status = status with { Pages = [.. status.Pages.Where(page => page.Status == only)] };
        if (context.Json)
            Terminal.WriteJson(status);
        else if (only is not null)
            Write(status.Pages.Select(page => new[] { PlainText.OneLine(page.Url), PlainText.OneLine(page.Reason ?? ""), PlainText.OneLine(page.ArchivedUrl ?? page.MovedTo ?? "") }), 3);
        else
            WriteSummary(status);
        return ExitCode.Done;
    }

    private static void WriteSummary(CrawlStatus status)
    {
        var rows = status.Counts.Where(pair => pair.Value > 0).Select(pair => new[] { Words(pair.Key), Number(pair.Value) }).ToList();
        rows.Add(["links in all", Number(status.Total)]);
        if (status.Moved > 0)
            rows.Add(["of them moved", Number(status.Moved)]);
        Write(rows, 1);
        if (status.Reasons.Count == 0)
            return;
        Console.Out.WriteLine();
        Write(status.Reasons.Take(MaxReasons).Select(reason => new[] { Number(reason.Count), PlainText.OneLine(reason.Value) }), 2);
        if (status.Reasons.Count > MaxReasons)
            Console.Out.WriteLine($"... and {status.Reasons.Count - MaxReasons} more reasons");
    }

    private static void Write(IEnumerable<string[]> rows, int leftColumns)
    {
        var table = rows.ToList();
        if (table.Count == 0)
            return;
        foreach (var line in Columns.Align(table, leftColumns))
            Console.Out.WriteLine(line);
    }

    private static string Words(PageStatus status) => status switch
    {
        PageStatus.Archived => "dead, archived copy used",
        PageStatus.Dead => "dead",
        PageStatus.Disallowed => "disallowed by robots.txt",
        _ => status.ToString().ToLowerInvariant(),
    };

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
