using System.CommandLine;
using System.Globalization;
using SemanticSearch.Cli.Output;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>crawl [LIST ...]</c>: the pages behind the links -> archive and library.</summary>
internal static class CrawlCommand
{
    private const string ContactVariable = "SEMSEARCH_CONTACT";

    private static readonly Argument<string[]> Lists = new("LIST")
    {
        Description = "Reading lists in Markdown (files or addresses), or addresses of pages (default: every link of the library; of a new one, the built-in list's).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int> MaxPages = Options.Whole("--max-pages", int.MaxValue, 1, int.MaxValue, "Visit at most N pages; the rest waits for the next run.");

    private static readonly Option<bool> Refresh = new("--refresh") { Description = "Visit pages again whose time has come; only what has changed is sent." };

    private static readonly Option<bool> AllowPrivateHosts = new("--allow-private-hosts") { Description = "Reach this machine and private networks too (intranets, tests)." };

    private static readonly Option<bool> NoArchiveFallback = new("--no-archive-fallback") { Description = "Do not ask the web archive for pages that are gone." };

    private static readonly Option<string?> ArchiveEndpoint = new("--archive-endpoint") { Description = "Another archive's availability interface.", HelpName = "URL" };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "crawl",
            "Fetch the pages of reading lists, politely: robots.txt obeyed, one request at a time to a host, pauses between. It can be ended at any moment and goes on where it was. "
            + $"${ContactVariable} names the address at which a site's owner reaches you; it is sent with every request.",
            "crawl",
            "crawl README.md --max-pages 50",
            "crawl https://example.com/an-article",
            "crawl --refresh",
            "crawl status");
        command.Arguments.Add(Lists);
        foreach (var option in new Option[] { MaxPages, Refresh, AllowPrivateHosts, NoArchiveFallback, ArchiveEndpoint })
            command.Options.Add(option);
        command.Subcommands.Add(CrawlStatusCommand.Create());
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse)));
        return command;
    }

    private static int Run(CommandContext context, ParseResult parse)
    {
        var lists = parse.GetValue(Lists) ?? [];
        if (lists.FirstOrDefault(list => !IsAddress(list) && !File.Exists(list)) is { } missing)
            throw new UsageException($"There is no file {missing}, and it is no http(s) address.");
        var options = ReadOptions(parse);
        if (options.ContactUrl is null)
            Terminal.Note($"No contact: set {ContactVariable} to an address (https://... or mailto:...) at which a site's owner reaches you.");
        var crawler = new Crawler(context.DataDirectory, options);
        CrawlReport report;
        using (var bar = Terminal.StartProgress())
        {
            var progress = new Reporter(bar);
            report = crawler.CrawlAsync(lists, progress, context.Cancel).GetAwaiter().GetResult();
        }
        ProblemList.Write(report.Problems);
        if (context.Json)
            Terminal.WriteJson(report);
        else
            Console.Out.WriteLine(Summary(report));
        Terminal.Note(report.Articles > 0 ? "Now run: semsearch index" : "What became of every link: semsearch crawl status");
        return report.Problems.Count > 0 ? ExitCode.DoneWithFailures : ExitCode.Done;
    }

    private static CrawlOptions ReadOptions(ParseResult parse)
    {
        var options = new CrawlOptions
        {
            MaxPages = parse.GetValue(MaxPages),
            Refresh = parse.GetValue(Refresh),
            AllowPrivateHosts = parse.GetValue(AllowPrivateHosts),
            ArchiveFallback = !parse.GetValue(NoArchiveFallback),
        };
        if (parse.GetValue(ArchiveEndpoint) is { } endpoint)
            options = options with { ArchiveEndpoint = Address(endpoint, "--archive-endpoint") };
        if (Environment.GetEnvironmentVariable(ContactVariable) is { Length: > 0 } contact)
            options = options with { ContactUrl = Address(contact, ContactVariable) };
        return options;
    }

    private static Uri Address(string text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw new UsageException($"{name} takes an address such as https://example.com/, not {text}.");

    private static bool IsAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Summary(CrawlReport report)
    {
        var parts = report.Visited.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key.ToString().ToLowerInvariant()}"));
        var next = report.NextVisit is { } visit ? string.Create(CultureInfo.InvariantCulture, $" (the next page is due {visit.UtcDateTime:yyyy-MM-dd HH:mm} UTC; --refresh visits what is due)") : "";
        var what = report.Total == 0 ? $"nothing to visit{next}" : string.Join(", ", parts);
        return string.Create(CultureInfo.InvariantCulture, $"{what}{(report.Moved > 0 ? $" ({report.Moved:N0} moved)" : "")}; {report.Waiting:N0} waiting; {report.Seconds:0.0} s");
    }

    /// <summary>One line that says which host is at work and how long it will take.</summary>
    private sealed class Reporter(ProgressBar bar) : IProgress<CrawlProgress>
    {
        public void Report(CrawlProgress value)
        {
            var remaining = value.Remaining is { } time ? $", about {Readable(time)} left" : "";
            bar.Report(new WorkProgress($"{value.HostsLeft} hosts, {PlainText.OneLine(value.Host)}{remaining}", value.Done, value.Total));
        }

        private static string Readable(TimeSpan time) =>
            time.TotalHours >= 1 ? $"{time.TotalHours:0.0} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0} min" : $"{time.TotalSeconds:0} s";
    }
}
