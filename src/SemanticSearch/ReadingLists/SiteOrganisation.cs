using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>The organisation behind an address, as far as the address tells.</summary>
/// <param name="Key">Its <see cref="NameKey"/>.</param>
/// <param name="Name">Its name; for one that is not in the table, made from the address ("showmax" gives "Showmax").</param>
/// <param name="SpeaksForIt">
/// The address is the organisation's own blog on its engineering, so an article there is its article even when the title does not
/// say so. Manuals, product pages, magazines and personal sites do not speak for an organisation.
/// </param>
internal sealed record SiteOrganisation(string Key, string Name, bool SpeaksForIt)
{
    /// <summary>Names of sites where anybody writes: the account or publication speaks, not the site.</summary>
    private static readonly HashSet<string> Hosting = new(StringComparer.Ordinal)
    {
        "tumblr.com", "blogspot.com", "googleblog.com", "wordpress.com", "substack.com", "myshopify.com", "ghost.io", "github.io", "hashnode.dev",
    };

    /// <summary>The same where the account is the first part of the path.</summary>
    private static readonly HashSet<string> HostingByPath = new(StringComparer.Ordinal) { "medium.com", "github.com", "gitlab.com", "dev.to" };

    /// <summary>Words that mark a site as the engineering blog of whoever it is named after.</summary>
    private static readonly HashSet<string> Engineering = new(StringComparer.Ordinal)
    {
        "engineering", "eng", "engblog", "engineeringblog", "techblog", "tech", "technology",
    };

    /// <summary>Words that say blog or laboratory: enough for a known organisation, not for an unknown name, which may be a person's.</summary>
    private static readonly HashSet<string> Publishing = new(StringComparer.Ordinal)
    {
        "blog", "blogs", "labs", "lab", "research", "code", "open", "bytes", "product", "wecode", "webuild", "building", "devs", "dev", "devblog",
        "ai", "machinelearning", "developers", "insights", "hq", "team", "official", "inc", "design", "development", "infrastructure",
        "magazine", "ux", "ideas", "inside", "build", "streaming", "corner", "nerds", "underthehood", "stories", "news",
    };

    /// <summary>Top-level domains of private sites.</summary>
    private static readonly HashSet<string> PrivateDomains = new(StringComparer.Ordinal) { "me", "name", "net", "org", "blog", "page", "edu" };

    public static SiteOrganisation? Find(string url)
    {
        var address = SiteAddress.Of(url);
        if (address is null)
            return null;
        if (address.Domain == "medium.com" && address.Path.Length == 0)
            return null;
        if (HostingByPath.Contains(address.Domain) && address.Subdomains.Length == 0)
            return address.Path.Length == 0 ? null : FromLabel(address.Path[0].TrimStart('@'), address, isOwnSite: false);
        if (Hosting.Contains(address.Domain) && address.Subdomains.Length > 0)
            return FromLabel(address.Subdomains[^1], address, isOwnSite: false);
        return FromLabel(address.Label, address, isOwnSite: true);
    }

    private static SiteOrganisation? FromLabel(string label, SiteAddress address, bool isOwnSite)
    {
        if (isOwnSite && OrganisationNames.FindKey(NameKey.Of(address.Domain)) is { } byDomain)
            return new SiteOrganisation(NameKey.Of(byDomain.Name), byDomain.Name, Speaks(address, true, true));
        var parts = LabelParts(label);
        var names = parts.Where(part => !Engineering.Contains(part) && !Publishing.Contains(part)).ToArray();
        var marks = parts.Where(part => Engineering.Contains(part) || Publishing.Contains(part)).ToArray();
        if (names.Length == 0)
            (names, marks) = (parts, []);
        var key = string.Concat(names);
        var known = OrganisationNames.FindKey(NameKey.Of(label)) ?? OrganisationNames.FindKey(key);
        if (known is not null)
        {
            // Where anybody writes, the account of an organisation is its blog; "codeascraft.com" is nothing else either.
            var isItsBlog = !isOwnSite || marks.Length > 0 || NameKey.Of(label) != NameKey.Of(known.Name);
            return new SiteOrganisation(NameKey.Of(known.Name), known.Name, Speaks(address, true, isItsBlog && address.Domain != "github.com"));
        }
        if (key.Length < 2 || names.All(CommonWords.Contains))
            return new SiteOrganisation(key, "", false);
        var name = string.Join(' ', names.Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        return new SiteOrganisation(key, name, isOwnSite ? Speaks(address, false, marks.Any(IsEngineering)) : marks.Any(IsEngineering));
    }

    private static bool IsEngineering(string mark) => Engineering.Contains(mark) && mark != "technology";

    private static bool Speaks(SiteAddress address, bool isKnown, bool byName)
    {
        if (byName)
            return true;
        if (!isKnown && PrivateDomains.Contains(address.TopLevel))
            return false;
        if (address.TopLevel == "engineering" || address.Subdomains.Any(IsEngineeringPart) || address.Path.Take(3).Any(part => part is "engineering" or "techblog" or "tech-blog"))
            return true;
        if (!isKnown)
            return false;
        // "developers." and the like hold manuals as well; their blog says so.
        return address.TopLevel is "tech"
            || address.Subdomains.Any(part => part is not ("developers" or "dev" or "build") && LabelParts(part).Any(Publishing.Contains))
            || address.Path.Take(3).Any(part => part is "blog" or "blogs" or "techblog" or "codeascraft" or "bits");
    }

    private static bool IsEngineeringPart(string subdomain) => LabelParts(subdomain).Any(Engineering.Contains);

    /// <summary>"Pinterest_Engineering", "SkyscannerEng" and "netflixtechblog" -> the name and the marks, lower case.</summary>
    private static string[] LabelParts(string label)
    {
        var parts = new List<string>();
        foreach (var piece in label.Split('-', '_', '.'))
        {
            if (piece.Length == 0)
                continue;
            var rest = NameKey.Of(piece);
            var marks = new Stack<string>();
            while (SuffixMark(rest) is { } mark)
            {
                marks.Push(mark);
                rest = rest[..^mark.Length];
            }
            if (rest.Length > 0)
                parts.Add(rest);
            parts.AddRange(marks);
        }
        return [.. parts];
    }

    /// <summary>A mark that ends a word without a hyphen; not when the whole word is known ("wepay", "hashicorp").</summary>
    private static string? SuffixMark(string word)
    {
        if (OrganisationNames.FindKey(word) is not null)
            return null;
        string[] suffixes = ["engineering", "techblog", "blog", "tech", "labs", "eng", "inc", "hq"];
        return suffixes.FirstOrDefault(suffix => word.Length > suffix.Length + 1 && word.EndsWith(suffix, StringComparison.Ordinal));
    }
}
