namespace SemanticSearch.FrontDoor.Tests.Cli;

public class UsageTests
{
    [Theory]
    [InlineData("search")]
    [InlineData("serve")]
    [InlineData("crawl")]
    [InlineData("import")]
    [InlineData("index")]
    [InlineData("entries")]
    [InlineData("evaluate")]
    public void Every_command_has_help_with_examples(string command)
    {
        var help = Run(command, "--help").Ends(0);
        Assert.Contains("Description:", help.Out, StringComparison.Ordinal);
        Assert.Contains("--data <DIR>", help.Out, StringComparison.Ordinal);
        Assert.Contains("--json", help.Out, StringComparison.Ordinal);
        Assert.Contains($"Examples:{Environment.NewLine}  semsearch {command}", help.Out, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done", help.Out, StringComparison.Ordinal);
        Assert.Contains($"  {command}", Run("--help").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_command_the_commands_are_named() => Run().IsRefused(2, "search, similar, serve, crawl, import, index, entries, concepts, extract, evaluate, verify", "--help");

    [Fact]
    public void An_unknown_command_gets_a_suggestion() => Run("serach", "cache").IsRefused(2, "Unknown command serach. Did you mean search?");

    [Theory]
    [InlineData("index", "--rebuidl", "Unknown option --rebuidl. Did you mean --rebuild?")]
    [InlineData("entries", "--jsn", "Unknown option --jsn. Did you mean --json?")]
    [InlineData("import", "--quiet", "Unknown option --quiet.")]
    [InlineData("serve", "-x", "Unknown option -x.")]
    public void An_unknown_option_is_refused_by_name(string command, string option, string says) => Run(command, option).IsRefused(2, says);

    [Theory]
    [InlineData("search", "search needs QUERY")]
    [InlineData("import", "import needs FILE")]
    [InlineData("evaluate", "evaluate needs DIR")]
    public void A_missing_argument_is_named(string command, string says) => Run(command).IsRefused(2, says, $"semsearch {command} --help");

    [Fact]
    public void An_argument_too_many_is_refused() => Run("index", "everything").IsRefused(2, "everything");

    [Fact]
    public void The_version_is_told() => Assert.Matches(@"^\d+\.\d+\.\d+", Run("--version").Ends(0).Out);

    private static Outcome Run(params string[] arguments) => Semsearch.RunIn(Path.GetTempPath(), arguments);
}
