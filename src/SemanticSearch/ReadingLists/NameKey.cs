using System.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>What the spellings of one name share: "Condé Nast", "condenast" and "Conde-Nast" are "condenast".</summary>
internal static class NameKey
{
    /// <summary>Base letters of U+00C0 to U+017F, one for each; '.' where the character is no letter with a mark.</summary>
    private const string BaseLetters =
        "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
        + "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    public static string Of(ReadOnlySpan<char> name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is >= '\u00C0' and <= '\u017F')
                key.Append(BaseLetters[c - '\u00C0']);
            else if (char.IsLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
        }
        return key.ToString();
    }
}
