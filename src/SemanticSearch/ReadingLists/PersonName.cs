using System.Collections.Frozen;

namespace SemanticSearch.ReadingLists;

/// <summary>How sure a piece of a title is a person's name.</summary>
internal enum NameEvidence
{
    /// <summary>It cannot be one.</summary>
    None,

    /// <summary>It has the form of one, but an everyday word in it: needs a position or an employer after it.</summary>
    Form,

    /// <summary>Two or more capitalised words, none of them an everyday word or an organisation.</summary>
    Likely,

    /// <summary>It starts with a given name.</summary>
    Certain,
}

/// <summary>Tells names of people from other capitalised words ("Jeff Dean" from "Message Broker").</summary>
internal static class PersonName
{
    private const int MaxWords = 5;

    private static readonly FrozenSet<string> GivenNames = EmbeddedText.Words("given-names.txt").Select(name => NameKey.Of(name)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Particles = FrozenSet.Create(StringComparer.Ordinal,
        "de", "da", "di", "do", "dos", "del", "della", "der", "den", "van", "von", "vom", "zu", "la", "le", "bin", "ibn", "al", "el", "ter", "ten", "y", "e");

    /// <summary>Endings of abstract nouns; hardly any surname has them.</summary>
    private static readonly string[] NounEndings = ["tion", "tions", "ment", "ments", "ility", "ness", "ware", "ization", "isation", "ology", "ability", "bases", "base"];

    public static bool IsGivenName(string word) => GivenNames.Contains(NameKey.Of(word));

    public static NameEvidence Judge(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxWords || OrganisationNames.Find(text) is not null)
            return NameEvidence.None;
        var everyday = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (!HasForm(words[i], i, words.Length))
                return NameEvidence.None;
            everyday += IsEveryday(words[i]) ? 1 : 0;
        }
        if (words.Length == 1)
            return everyday == 0 ? NameEvidence.Form : NameEvidence.None;
        var isGiven = GivenNames.Contains(NameKey.Of(words[0]));
        if (isGiven && (everyday == 0 || (!IsEveryday(words[0]) && words.Length <= 3)))
            return NameEvidence.Certain;
        if (everyday == words.Length)
            return NameEvidence.None;
        return everyday == 0 && OrganisationNames.Find(words[0]) is null ? NameEvidence.Likely : NameEvidence.Form;
    }

    /// <summary>"Jeff", "C.", "van", "O'Brien", "Jean-Marc", "(Lepistö)", "DeWitt", "Jr."; not "MySQL", "4.0", "API".</summary>
    private static bool HasForm(string word, int index, int count)
    {
        if (index > 0 && index < count - 1 && Particles.Contains(word))
            return true;
        var isAside = index > 0 && index < count - 1 && word.Length > 2 && word[0] is '(' or '"' or '“' && word[^1] is ')' or '"' or '”';
        var name = isAside ? word[1..^1] : word.TrimEnd('.');
        if (name.Length == 0 || !char.IsUpper(name[0]) || name.Any(c => !char.IsLetter(c) && c is not ('-' or '\'' or '’' or '.')))
            return false;
        if (name.Length <= 2 || name.Contains('.', StringComparison.Ordinal))
            return true;
        var capitals = 0;
        for (var i = 1; i < name.Length; i++)
            capitals += char.IsUpper(name[i]) && name[i - 1] is not ('-' or '\'' or '’') ? 1 : 0;
        // "McKenzie", "DeWitt", "LeBlanc", "VanDyke" have one capital inside, after a short beginning.
        var inner = name.AsSpan(1).IndexOfAnyInRange('A', 'Z') + 1;
        return capitals == 0 || (capitals == 1 && inner is >= 2 and <= 3 && char.IsLower(name[^1]) && inner < name.Length - 2);
    }

    private static bool IsEveryday(string word)
    {
        var plain = word.Trim('(', ')', '.');
        if (CommonWords.Contains(plain) || (plain.EndsWith('s') && CommonWords.Contains(plain[..^1])))
            return true;
        return NounEndings.Any(ending => plain.Length > ending.Length + 2 && plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
