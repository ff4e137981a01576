namespace SemanticSearch.ReadingLists;

/// <summary>The name of a site or account cut into the name of its owner and words that say what it is: "netflix-techblog", "SkyscannerEng".</summary>
/// <param name="Key">The owner's <see cref="NameKey"/>.</param>
/// <param name="Name">The owner's name as the label has it, words capitalised.</param>
/// <param name="IsEngineering">The label says that it is about engineering.</param>
/// <param name="HasMark">The label says that it is a blog, a laboratory or the like.</param>
internal sealed record SiteLabel(string Key, string Name, bool IsEngineering, bool HasMark)
{
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
        "magazine", "ux", "ideas", "inside", "build", "streaming", "corner", "nerds", "underthehood", "stories", "news", "content",
    };

    /// <summary>Marks at the end of a word that no hyphen parts from the name; "mertech" may be a name, so the short ones count only behind a known one.</summary>
    private static readonly string[] Suffixes = ["engineering", "techblog", "blog", "tech", "labs", "eng", "inc", "hq"];

    public static SiteLabel Read(string label)
    {
        var names = new List<string>();
        var keys = new List<string>();
        bool isEngineering = false, hasMark = false;
        foreach (var piece in label.Split('-', '_', '.'))
        {
            var name = "";
            foreach (var word in Words(piece))
            {
                var key = NameKey.Of(word);
                var suffix = MarkAtEnd(key);
                if (suffix.Length < key.Length)
                    name += word[..^suffix.Length];
                isEngineering |= Engineering.Contains(suffix);
                hasMark |= suffix.Length > 0;
            }
            if (name.Length == 0)
                continue;
            names.Add(char.ToUpperInvariant(name[0]) + name[1..]);
            keys.Add(NameKey.Of(name));
        }
        // "engineering", "labs": nobody is left, so the mark is the name.
        return keys.Count == 0
            ? new SiteLabel(NameKey.Of(label), "", false, false)
            : new SiteLabel(string.Concat(keys), keys.All(CommonWords.Contains) ? "" : string.Join(' ', names), isEngineering, hasMark);
    }

    public static bool SaysEngineering(string label) => label.Split('-', '_').Any(Engineering.Contains);

    public static bool SaysPublishing(string label) => label.Split('-', '_').Any(Publishing.Contains);

    /// <summary>"SkyscannerEng" -> "Skyscanner", "Eng".</summary>
    private static IEnumerable<string> Words(string piece)
    {
        var start = 0;
        for (var i = 1; i < piece.Length; i++)
        {
            if (!char.IsUpper(piece[i]) || !char.IsLower(piece[i - 1]))
                continue;
            yield return piece[start..i];
            start = i;
        }
        if (start < piece.Length)
            yield return piece[start..];
    }

    /// <summary>The word itself when it is a mark, the mark that it ends with, or nothing.</summary>
    private static string MarkAtEnd(string word)
    {
        if (Engineering.Contains(word) || Publishing.Contains(word))
            return word;
        if (OrganisationNames.FindKey(word) is not null)
            return "";
        const int shortestName = 2;
        foreach (var suffix in Suffixes)
        {
            if (word.Length >= suffix.Length + shortestName && word.EndsWith(suffix, StringComparison.Ordinal)
                && (suffix is "engineering" or "techblog" || OrganisationNames.FindKey(word[..^suffix.Length]) is not null))
                return suffix;
        }
        return "";
    }
}
