namespace SemanticSearch.ReadingLists;

/// <summary>What follows an author's name -> organisations: "Senior Fellow at Google", "UC Berkeley &amp; Google", "CTO of Uber", "Acme".</summary>
internal static class Affiliation
{
    /// <summary>Words of positions: what they stand in is no name of an organisation.</summary>
    private static readonly HashSet<string> Positions = new(StringComparer.OrdinalIgnoreCase)
    {
        "engineer", "engineers", "engineering", "director", "directors", "manager", "managers", "architect", "architects", "lead", "leads", "leader", "head", "chief", "officer", "president", "vp", "svp", "evp",
        "cto", "ceo", "cio", "coo", "ciso", "cpo", "founder", "founders", "founding", "cofounder", "co-founder", "co-founders", "fellow", "scientist", "scientists", "researcher", "researchers", "professor", "prof", "lecturer", "student",
        "phd", "developer", "developers", "programmer", "evangelist", "advocate", "consultant", "analyst", "principal", "senior", "staff", "sre", "sres", "sde", "sdes", "se", "ses", "swe", "author", "authors", "creator", "creators",
        "maintainer", "committer", "contributor", "inventor", "member", "partner", "owner", "freelancer", "freelance", "independent", "speaker", "host", "intern", "admin", "administrator", "dba", "designer", "product", "software", "former", "ex", "team", "group", "data", "tech", "technical", "technology", "research",
    };

    private static readonly HashSet<string> Executives = new(StringComparer.OrdinalIgnoreCase) { "cto", "ceo", "cio", "coo", "founder", "founders", "cofounder", "co-founder", "president", "chairman" };

    public static bool HasPosition(string text) => TitleWords.Split(text).Any(word => Positions.Contains(word.Text));

    public static List<string> Organisations(string affiliation)
    {
        var found = new List<string>();
        var words = TitleWords.Split(affiliation);
        if (words.Length == 0)
            return found;
        AddEmployers(words, found);
        if (found.Count == 0)
            AddKnown(words, found);
        if (found.Count == 0)
            AddBareNames(affiliation, words, found);
        return found;
    }

    /// <summary>"… at Foo Bar", "… @ Foo", "CTO of Foo", "Engineer for Foo"; lists of them too.</summary>
    private static void AddEmployers(TitleWord[] words, List<string> found)
    {
        for (var i = 0; i + 1 < words.Length; i++)
        {
            var announces = words[i].Is("at") || words[i].Text == "@" || words[i].Is("for")
                || (words[i].Is("of") && i > 0 && Executives.Contains(words[i - 1].Text));
            if (!announces || words[i].After != WordBreak.None)
                continue;
            var next = words[i + 1].Is("the") && i + 2 < words.Length ? i + 2 : i + 1;
            while (next < words.Length && NameLength(words, next) is var length and > 0)
            {
                found.Add(NameOf(words, next, length));
                next = AfterJoint(words, next + length);
            }
        }
    }

    private static int AfterJoint(TitleWord[] words, int next) =>
        next < words.Length && words[next - 1].After == WordBreak.None && (words[next].Is("and") || words[next].Text == "&") ? next + 1 : words.Length;

    private static int NameLength(TitleWord[] words, int start)
    {
        var length = 0;
        const int max = 4;
        while (length < max && start + length < words.Length)
        {
            var word = words[start + length];
            var isName = word.IsCapitalised || OrganisationNames.Find(word.Text) is not null || word.Text.Any(char.IsUpper);
            if (!isName || Positions.Contains(word.Text) && length > 0)
                break;
            length++;
            if (word.After != WordBreak.None || word.IsPossessive)
                break;
        }
        return length;
    }

    /// <summary>In the table's spelling where the name, or its beginning ("Google Cloud Platform"), is known.</summary>
    private static string NameOf(TitleWord[] words, int start, int length)
    {
        var (known, knownLength) = OrganisationMentions.LongestKnown(words, start);
        return known is not null && knownLength <= length && (knownLength == length || !known.IsAlsoWord)
            ? known.Name
            : string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text));
    }

    private static void AddKnown(TitleWord[] words, List<string> found)
    {
        for (var i = 0; i < words.Length;)
        {
            var (known, length) = OrganisationMentions.LongestKnown(words, i);
            // "author of 'Kafka at Amazon'", "creator of Slack": a work, no employer; AddEmployers has read the employers.
            if (known is not null && words[i].Text.Any(char.IsUpper) && !(i > 0 && words[i - 1].Is("of")))
                found.Add(known.Name);
            i += length;
        }
    }

    /// <summary>"Acme", "MIT &amp; Acme", "Lead Engineer, Acme", "Acme Engineering": capitalised names without a position.</summary>
    private static void AddBareNames(string affiliation, TitleWord[] words, List<string> found)
    {
        if (words.Any(word => word.Is("of")) && HasPosition(affiliation))
            return;
        foreach (var part in affiliation.Split([",", ";", " & ", " and ", "/"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var names = TitleWords.Split(part);
            if (names.Length > 1 && names[^1].Is("engineering"))
                names = names[..^1];
            const int max = 4;
            var isPossessive = names.Length > 1 && names[0] is { IsPossessive: true, IsCapitalised: true };
            if (isPossessive)
                names = names[..1];
            if (names.Length is > 0 and <= max && names.All(word => word.IsCapitalised && !Positions.Contains(word.Text)) && !names.All(word => CommonWords.Contains(word.Text)))
                found.Add(string.Join(' ', names.Select(word => word.Text)));
        }
    }
}
