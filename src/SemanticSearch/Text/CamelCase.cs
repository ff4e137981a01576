namespace SemanticSearch.Text;

/// <summary>Where a capital begins a new part: retry|Budget, HTTP|Server, but APIs and IPv6 stay whole.</summary>
internal static class CamelCase
{
    /// <summary>The end of the part that starts at <paramref name="start"/>; <paramref name="text"/> ends where the word ends.</summary>
    public static int EndOfPart(ReadOnlySpan<char> text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] is >= 'a' and <= 'z' || CharacterClasses.Of(text[i]) != CharacterClass.Upper)
                continue;
            if (CharacterClasses.Of(text[i - 1]) != CharacterClass.Upper || BeginsWord(text, i))
                return i;
        }
        return text.Length;
    }

    /// <summary>The last capital of a row begins a word when at least two small letters follow, or one that is no plural s.</summary>
    private static bool BeginsWord(ReadOnlySpan<char> text, int i)
    {
        if (i + 1 >= text.Length || CharacterClasses.Of(text[i + 1]) != CharacterClass.Lower)
            return false;
        return i + 2 < text.Length && CharacterClasses.Of(text[i + 2]) == CharacterClass.Lower;
    }
}
