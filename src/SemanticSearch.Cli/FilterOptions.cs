using System.CommandLine;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli;

/// <summary>The options that confine a ranking: by topic, organisation, kind, site, concept and year.</summary>
internal static class FilterOptions
{
    private static readonly Option<string[]> Topics = Options.Several("--topic", "TOPIC", "Only under this topic, e.g. Caching; may be repeated.");

    private static readonly Option<string[]> Organisations = Options.Several("--org", "NAME", "Only by this organisation; may be repeated.");

    private static readonly Option<DocumentKind[]> Kinds = Options.AnyOf<DocumentKind>("--kind", "Only this kind; may be repeated.");

    private static readonly Option<string[]> Sites = Options.Several("--site", "HOST", "Only from this host and its subdomains; may be repeated.");

    private static readonly Option<string[]> Concepts = Options.Several("--concept", "NAME", "Only articles that treat this concept; may be repeated.");

    private static readonly Option<string?> Years = new("--year") { Description = "Only from these years: 2018, 2018..2021, 2018.. or ..2021.", HelpName = "YEARS" };

    public static IReadOnlyList<Option> All { get; } = [Topics, Organisations, Kinds, Sites, Concepts, Years];

    /// <exception cref="UsageException">The years are none.</exception>
    public static SearchFilter Read(ParseResult parse)
    {
        (int? From, int? To) years = (null, null);
        if (parse.GetValue(Years) is { } text)
            years = SearchFilter.ParseYears(text) ?? throw new UsageException($"--year takes 2018, 2018..2021, 2018.. or ..2021, not {text}");
        return new SearchFilter
        {
            Topics = parse.GetValue(Topics) ?? [],
            Organisations = parse.GetValue(Organisations) ?? [],
            Kinds = parse.GetValue(Kinds) ?? [],
            Sites = parse.GetValue(Sites) ?? [],
            Concepts = parse.GetValue(Concepts) ?? [],
            YearFrom = years.From,
            YearTo = years.To,
        };
    }
}
