namespace SemanticSearch.Text;

/// <summary>
/// How much there is to read in a text, in words of ordinary prose. A run of characters without blanks is one word and one
/// more for every 20 characters, so that addresses, encoded data and scripts without blanks are not taken for short; an
/// ideograph counts as half a word; blanks count from 40 in a row.
/// </summary>
internal static class PassageSize
{
    private const int UnitsPerWord = 20;
    private const int UnitsPerIdeograph = 10;
    private const int BlanksPerWord = 40;

    /// <summary>CJK Radicals Supplement: from here on the scripts of the Basic Multilingual Plane that write no blanks.</summary>
    private const char FirstIdeograph = '\u2E80';

    public static int Of(ReadOnlySpan<char> text)
    {
        var words = 0;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                while (i < text.Length && char.IsWhiteSpace(text[i]))
                    i++;
                words += OfBlanks(i - start);
            }
            else
            {
                var units = 0L;
                for (; i < text.Length && !char.IsWhiteSpace(text[i]); i++)
                    units += Units(text[i]);
                words += 1 + (int)((units - 1) / UnitsPerWord);
            }
        }
        return words;
    }

    public static int OfBlanks(int count) => count == 0 ? 0 : (count - 1) / BlanksPerWord;

    /// <summary>How many characters from the start make up about <paramref name="words"/>; at least one, and no surrogate pair is cut.</summary>
    public static int Prefix(ReadOnlySpan<char> text, int words)
    {
        var units = 0L;
        var i = 0;
        while (i < text.Length && units < (long)words * UnitsPerWord)
            units += Units(text[i++]);
        if (i < text.Length && char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
            i++;
        return i;
    }

    private static int Units(char c) => c < FirstIdeograph ? 1 : UnitsPerIdeograph;
}
