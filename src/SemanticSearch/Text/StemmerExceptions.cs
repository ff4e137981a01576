namespace SemanticSearch.Text;

/// <summary>The words and beginnings that the Porter2 description treats by name.</summary>
internal static class StemmerExceptions
{
    private static readonly string[] RegionPrefixes =
        ["gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter"];

    /// <summary>Whole words with a stem of their own.</summary>
    public static bool TryWhole(Span<char> word, out int length)
    {
        string? stem = word switch
        {
            "skis" => "ski",
            "skies" => "sky",
            "idly" => "idl",
            "gently" => "gentl",
            "ugly" => "ugli",
            "early" => "earli",
            "only" => "onli",
            "singly" => "singl",
            "sky" or "news" or "howe" or "atlas" or "cosmos" or "bias" or "andes" => "",
            _ => null,
        };
        length = word.Length;
        if (stem is null)
            return false;
        if (stem.Length > 0)
        {
            stem.CopyTo(word);
            length = stem.Length;
        }
        return true;
    }

    /// <summary>Words left alone once their plural is gone.</summary>
    public static bool StopsAfterPlural(ReadOnlySpan<char> word) =>
        word is "inning" or "outing" or "canning" or "herring" or "earring" or "evening";

    /// <summary>Beginnings after which "eed" belongs to the stem: proceed, exceed, succeed.</summary>
    public static bool KeepsEed(ReadOnlySpan<char> stem) => stem is "proc" or "exc" or "succ";

    /// <summary>The length of a beginning that ends R1's outside, or 0.</summary>
    public static int RegionPrefix(ReadOnlySpan<char> word)
    {
        foreach (var prefix in RegionPrefixes)
        {
            // Asked of every word: the first letter settles it for most.
            if (word[0] == prefix[0] && word.StartsWith(prefix))
                return prefix.Length;
        }
        return 0;
    }
}
