using System.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>The headings above a place in a list, and the anchors that inner links use for them.</summary>
internal sealed class SectionPath
{
    private readonly List<(int Level, string Name)> _open = [];
    private readonly Dictionary<string, string> _pathOfAnchor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _open.Select(section => section.Name);

    /// <summary>True where the list speaks of itself.</summary>
    public bool IsAboutList => _open.Any(section => AboutList.Contains(section.Name));

    /// <summary>Sections that hold no reading: their links are thanks, licences and tables of contents.</summary>
    private static readonly HashSet<string> AboutList = new(StringComparer.OrdinalIgnoreCase)
    {
        "content", "contents", "table of contents", "toc", "license", "licence", "copyright", "contributing", "contribution", "contributions",
        "contribute", "how to contribute", "contributors", "maintainers", "authors", "special thanks", "thanks", "acknowledgements", "acknowledgments", "acknowledgement",
        "credits", "donation", "donations", "donate", "sponsors", "sponsor", "support", "backers", "stargazers", "star history", "code of conduct",
    };

    /// <param name="isTitle">The heading names the list, not a part of it.</param>
    public void Enter(int level, string name, bool isTitle)
    {
        _open.RemoveAll(section => section.Level >= level);
        if (name.Length == 0 || isTitle)
            return;
        _open.Add((level, name));
        // Headings of one name are told apart by a number from the second on.
        var anchor = AnchorOf(name);
        var copies = _copies[anchor] = _copies.GetValueOrDefault(anchor, -1) + 1;
        _pathOfAnchor.TryAdd(copies == 0 ? anchor : $"{anchor}-{copies}", Documents.TopicPath.Join(Names));
    }

    /// <summary>Topic path of the section that "#anchor" leads to; null when no heading has this anchor.</summary>
    public string? Find(string innerUrl) => _pathOfAnchor.GetValueOrDefault(Uri.UnescapeDataString(innerUrl[1..]).ToLowerInvariant());

    /// <summary>As code hosts make them: lower case, punctuation gone, spaces to hyphens.</summary>
    private static string AnchorOf(string name)
    {
        var anchor = new StringBuilder(name.Length);
        foreach (var c in name.Trim())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(char.ToLowerInvariant(c));
            else if (c == ' ')
                anchor.Append('-');
        }
        return anchor.ToString();
    }
}
