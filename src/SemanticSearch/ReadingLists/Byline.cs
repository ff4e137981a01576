namespace SemanticSearch.ReadingLists;

/// <summary>
/// A title cut into what it is about and who wrote or gave it: "Scaling Slack - Bing Wei, Software Engineer at Slack",
/// "Concurrency by Larry Osterman (Principal SDE at Microsoft)", "Rich Hickey: Simple Made Easy".
/// </summary>
/// <param name="Subject">The title without the authors.</param>
/// <param name="Affiliation">What the title says of the authors; empty when nothing.</param>
internal sealed record Byline(string Subject, IReadOnlyList<string> Authors, string Affiliation)
{
    private static readonly string[] Dashes = [" - ", " – ", " — ", " | ", " -- ", " ~ "];

    public static Byline Read(string title, string tail)
    {
        return AfterDash(title) ?? AfterBy(title) ?? InFront(title) ?? InBrackets(title) ?? AfterLink(title, tail) ?? new Byline(title, [], "");
    }

    /// <summary>The first dash behind which authors stand; a title may have dashes of its own.</summary>
    private static Byline? AfterDash(string title)
    {
        for (var at = NextDash(title, 0, out var width); at >= 0; at = NextDash(title, at + 1, out width))
        {
            var behind = title[(at + width)..].Trim();
            if (TeamOf(behind) is { } organisation)
                return new Byline(title[..at].Trim(), [], organisation);
            if (AuthorList.Read(behind) is { } authors)
                return new Byline(title[..at].Trim(), authors.Names, authors.Affiliation);
        }
        return null;
    }

    private static int NextDash(string title, int from, out int width)
    {
        var first = -1;
        width = 0;
        foreach (var dash in Dashes)
        {
            var at = title.IndexOf(dash, from, StringComparison.Ordinal);
            if (at < 0 || (first >= 0 && at >= first))
                continue;
            first = at;
            width = dash.Length;
        }
        return first;
    }

    /// <summary>"Differential Privacy Team, Apple": the organisation wrote it.</summary>
    private static string? TeamOf(string text)
    {
        var comma = text.LastIndexOf(',');
        if (comma < 0 || TitleWords.Split(text[..comma]) is not [.., var last] || !(last.Is("team") || last.Is("group")))
            return null;
        var organisation = text[(comma + 1)..].Trim();
        return OrganisationNames.Find(organisation) is null && !Affiliations.IsBareName(organisation) ? null : organisation;
    }

    /// <summary>The last " by " behind which authors stand, to the end of the title or to a bracket, a comma or "at".</summary>
    private static Byline? AfterBy(string title)
    {
        var by = title.LastIndexOf(" by ", StringComparison.OrdinalIgnoreCase);
        if (by < 0)
            return null;
        var behind = title[(by + 4)..].Trim();
        if (AuthorList.Read(behind) is not { } authors)
            return null;
        return new Byline(title[..by].TrimEnd(' ', ',', '-', '('), authors.Names, authors.Affiliation);
    }

    /// <summary>"Rich Hickey: Simple Made Easy": only where a given name makes it certain.</summary>
    private static Byline? InFront(string title)
    {
        var colon = title.IndexOf(": ", StringComparison.Ordinal);
        var dash = NextDash(title, 0, out var width);
        var (end, length) = colon >= 0 && (dash < 0 || colon < dash) ? (colon, 2) : (dash, width);
        if (end <= 0)
            return null;
        var name = title[..end].Trim();
        const int maxWords = 3;
        return PersonName.Judge(name) == NameEvidence.Certain && name.Split(' ').Length <= maxWords
            ? new Byline(title[(end + length)..].Trim(), [name], "")
            : null;
    }

    /// <summary>"Building Microservices (Sam Newman)": certain names only.</summary>
    private static Byline? InBrackets(string title)
    {
        var open = title.LastIndexOf(" (", StringComparison.Ordinal);
        if (open <= 0 || !title.EndsWith(')'))
            return null;
        var inside = title[(open + 2)..^1];
        var names = inside.StartsWith("by ", StringComparison.OrdinalIgnoreCase) ? inside[3..] : inside;
        return PersonName.Judge(names.Split([",", " and ", " & "], 2, StringSplitOptions.TrimEntries)[0]) == NameEvidence.Certain && AuthorList.Read(names) is { } authors
            ? new Byline(title[..open].TrimEnd(), authors.Names, authors.Affiliation)
            : null;
    }

    /// <summary>Authors after the link instead of in it: "[Paxos Made Simple](…) - Leslie Lamport".</summary>
    private static Byline? AfterLink(string title, string tail)
    {
        var text = tail.Trim().TrimStart('-', '–', '—', ',', ':', '|', '(').TrimStart();
        if (text.StartsWith("by ", StringComparison.OrdinalIgnoreCase))
            text = text[3..];
        if (text.Length == tail.Trim().Length)
            return null;
        return AuthorList.Read(text.TrimEnd('.', ')', ' ')) is { } authors ? new Byline(title, authors.Names, authors.Affiliation) : null;
    }
}
