using System.Collections.Frozen;

namespace SemanticSearch.ReadingLists;

/// <param name="Name">The one spelling used for every entry.</param>
/// <param name="IsAlsoWord">Also an everyday word or a technology.</param>
/// <param name="NeedsCapitals">An acronym: in lower case it is another word ("LINE", "MIT").</param>
internal sealed record KnownOrganisation(string Name, bool IsAlsoWord, bool NeedsCapitals);

/// <summary>The table of known organisations (Words/organisations.txt). It mends spellings; the rules do without it for other names.</summary>
internal static class OrganisationNames
{
    /// <summary>Words of the longest name in the table.</summary>
    public const int MaxWords = 5;

    private static readonly Dictionary<string, string> OwnerOfBlog = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, KnownOrganisation> ByKey = Read();

    /// <summary>Name of the organisation whose blog has this domain of its own ("codeascraft.com"); null: none in the table.</summary>
    public static string? FindBlog(string domain) => OwnerOfBlog.GetValueOrDefault(domain);

    /// <summary>By <see cref="NameKey"/>, whatever the case: for names of sites.</summary>
    public static KnownOrganisation? FindKey(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>By name as a title writes it.</summary>
    public static KnownOrganisation? Find(string text)
    {
        if (!ByKey.TryGetValue(NameKey.Of(text), out var known))
            return null;
        return known.NeedsCapitals && text.Any(char.IsLower) ? null : known;
    }

    private static FrozenDictionary<string, KnownOrganisation> Read()
    {
        var byKey = new Dictionary<string, KnownOrganisation>(StringComparer.Ordinal);
        foreach (var line in EmbeddedText.Lines("organisations.txt"))
        {
            var isAlsoWord = line[0] == '?';
            var parts = line.TrimStart('?').Split(" = ", 2);
            var name = parts[0].Trim();
            string[] others = parts.Length > 1 ? parts[1].Split(',', StringSplitOptions.TrimEntries) : [];
            // A second line of one name has further spellings under another flag.
            foreach (var blog in others.Where(other => other[0] == '@'))
                OwnerOfBlog[blog[1..]] = name;
            others = [.. others.Where(other => other[0] != '@')];
            foreach (var spelling in byKey.ContainsKey(NameKey.Of(name)) ? others : others.Prepend(name))
                byKey.TryAdd(NameKey.Of(spelling), new KnownOrganisation(name, isAlsoWord, IsAcronym(spelling)));
        }
        return byKey.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static bool IsAcronym(string spelling) => spelling.Length <= 4 && spelling.All(c => !char.IsLower(c));
}
