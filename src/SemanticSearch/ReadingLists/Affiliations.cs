namespace SemanticSearch.ReadingLists;

/// <summary>What follows an author's name -> organisations: "Senior Fellow at Google", "UC Berkeley &amp; Google", "CTO of Uber", "Acme".</summary>
internal static class Affiliations
{
    /// <summary>Words of positions: what they stand in is no name of an organisation.</summary>
    private static readonly HashSet<string> Positions = new(StringComparer.OrdinalIgnoreCase)
    {
        "engineer", "engineers", "engineering", "director", "directors", "manager", "managers", "architect", "architects", "lead", "leads", "leader", "head", "chief", "officer", "president", "vp", "svp", "evp",
        "cto", "ceo", "cio", "coo", "ciso", "cpo", "founder", "founders", "founding", "cofounder", "co-founder", "co-founders", "fellow", "scientist", "scientists", "researcher", "researchers", "professor", "prof", "lecturer", "student",
        "phd", "developer", "developers", "programmer", "evangelist", "advocate", "consultant", "analyst", "principal", "senior", "staff", "sre", "sres", "sde", "sdes", "se", "ses", "swe", "author", "authors", "creator", "creators",
        "maintainer", "committer", "contributor", "inventor", "member", "partner", "owner", "freelancer", "freelance", "independent", "speaker", "host", "intern", "admin", "administrator", "dba", "designer", "former", "ex", "team",
    };

    private static readonly HashSet<string> Executives = new(StringComparer.OrdinalIgnoreCase) { "cto", "ceo", "cio", "coo", "founder", "founders", "cofounder", "co-founder", "president", "chairman" };

    public static bool HasPosition(string text) => TitleWords.Split(text).Any(word => Positions.Contains(word.Text));

    /// <summary>"Acme", "Citus Data": capitalised and no person, no position, no everyday phrase.</summary>
    public static bool IsBareName(string text)
    {
        const int maxWords = 4;
        var words = TitleWords.Split(text);
        if (words is [{ } only] && (only.Is("inc") || only.Is("ltd") || only.Is("llc") || only.Is("gmbh") || only.Is("corp")))
            return false;
        return words.Length is > 0 and <= maxWords && words[0].IsCapitalised && words[^1].IsCapitalised
            && words.All(word => (word.IsCapitalised || word.Is("of") || word.Is("for")) && !Positions.Contains(word.Text))
            && !words.All(word => CommonWords.Contains(word.Text)) && !words.Any(word => PersonName.IsGivenName(word.Text));
    }

    public static IReadOnlyList<string> Organisations(string affiliation)
    {
        var found = new List<string>();
        var words = TitleWords.Split(affiliation);
        if (words.Length == 0)
            return found;
        AddEmployers(words, found);
        return found.Count > 0 ? found : InParts(affiliation);
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

    /// <summary>
    /// "Acme", "MIT &amp; Acme", "Lead Engineer, Acme", "Acme Engineering", "Google Senior Fellow", "Pinterest's founding engineer". Beside a
    /// known name, one that only a comma parts from it may be a town.
    /// </summary>
    private static List<string> InParts(string affiliation)
    {
        var named = new List<(string Name, bool IsKnown, bool IsJoint)>();
        var isJoint = false;
        foreach (var part in affiliation.Replace(" and ", " & ", StringComparison.Ordinal).Split([',', ';']))
        {
            foreach (var piece in part.Split([" & ", "/"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (NameIn(piece) is var (name, isKnown))
                    named.Add((name, isKnown, isJoint));
                isJoint = true;
            }
            isJoint = false;
        }
        var hasKnown = named.Any(one => one.IsKnown);
        return [.. named.Where(one => one.IsKnown || one.IsJoint || !hasKnown).Select(one => one.Name)];
    }

    private static (string Name, bool IsKnown)? NameIn(string piece)
    {
        var words = TitleWords.Split(piece);
        for (var i = 0; i < words.Length; i++)
        {
            var (known, _) = OrganisationMentions.LongestKnown(words, i);
            // "author of 'Kafka at Amazon'", "creator of Slack": a work, no employer.
            if (known is not null && words[i].Text.Any(char.IsUpper) && !words.Take(i).Any(word => word.Is("of")))
                return (known.Name, true);
        }
        if (words is [{ IsPossessive: true, IsCapitalised: true } owner, _, ..])
            return (owner.Text, false);
        if (words is [.. var front, { } last] && front.Length > 0 && last.Is("engineering"))
            piece = string.Join(' ', front.Select(word => word.Text));
        return IsBareName(piece) ? (piece.Trim(' ', ')', '('), false) : null;
    }
}
