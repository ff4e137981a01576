namespace SemanticSearch.Text;

/// <summary>A run of letters and digits inside a composed word, and the joiner that stands before it ('\0' before the first).</summary>
internal readonly record struct WordPiece(int Start, int End, char Joiner)
{
    public int Length => End - Start;
}

/// <summary>Finds how far a composed word reaches, and its pieces.</summary>
internal static class CompoundScanner
{
    public const int MaxPieces = 16;

    /// <summary>Longest side of a slash or ampersand that joins: 24/7, tcp/ip, r&amp;d, but not client/server.</summary>
    private const int MaxShortSide = 3;

    public static bool IsJoiner(char c) => c is '.' or '-' or '_' or '\'' or '’' or '/' or '&' or ',' or '\u2010' or '\u2011';

    /// <summary>Fills <paramref name="pieces"/> from <paramref name="start"/> on, which is a letter or digit of a spaced script, and returns their number.</summary>
    public static int Scan(ReadOnlySpan<char> text, int start, Span<WordPiece> pieces)
    {
        var count = 0;
        var joiner = '\0';
        var at = start;
        while (count < MaxPieces)
        {
            var end = EndOfRun(text, at);
            pieces[count++] = new WordPiece(at, end, joiner);
            at = AfterJoiner(text, pieces[..count], end, out joiner);
            if (at < 0)
                break;
        }
        return count;
    }

    /// <summary>Letters, digits, marks; apostrophes between letters; commas between the thousands of a number.</summary>
    private static int EndOfRun(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            if (CharacterClasses.IsSpacedWord(text[i]) || IsInnerApostrophe(text, start, i) || IsThousandsComma(text, start, i))
                i++;
            else
                break;
        }
        return i;
    }

    private static bool IsInnerApostrophe(ReadOnlySpan<char> text, int start, int i) =>
        text[i] is '\'' or '’' && i > start && i + 1 < text.Length && IsLetter(text[i - 1]) && IsLetter(text[i + 1]);

    private static bool IsThousandsComma(ReadOnlySpan<char> text, int start, int i)
    {
        if (text[i] != ',' || i == start || i + 3 >= text.Length)
            return false;
        for (var k = i + 1; k <= i + 3; k++)
        {
            if (!char.IsAsciiDigit(text[k]))
                return false;
        }
        if (i + 4 < text.Length && CharacterClasses.IsSpacedWord(text[i + 4]))
            return false;
        var first = i - 1;
        while (first > start && (char.IsAsciiDigit(text[first - 1]) || text[first - 1] == ','))
            first--;
        return first == start && char.IsAsciiDigit(text[start]) && text[i - 1] != ',' && LeadingDigits(text, start) <= 3;
    }

    private static int LeadingDigits(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i - start;
    }

    /// <summary>Where the next piece starts, or -1 when the word ends at <paramref name="end"/>.</summary>
    private static int AfterJoiner(ReadOnlySpan<char> text, ReadOnlySpan<WordPiece> pieces, int end, out char joiner)
    {
        joiner = '\0';
        if (end + 1 >= text.Length)
            return -1;
        var c = text[end];
        var next = end + 1;
        if (c == '_')
        {
            while (next < text.Length && text[next] == '_')
                next++;
        }
        if (next >= text.Length || !CharacterClasses.IsSpacedWord(text[next]) || CharacterFolding.IsDropped(text[next]))
            return -1;
        joiner = c switch
        {
            '.' or '_' => c,
            '-' or '\u2010' or '\u2011' => '-',
            '/' or '&' when JoinsShortSides(text, pieces, next, c) => c,
            _ => '\0',
        };
        return joiner == '\0' ? -1 : next;
    }

    private static bool JoinsShortSides(ReadOnlySpan<char> text, ReadOnlySpan<WordPiece> pieces, int next, char c)
    {
        var left = pieces[0];
        if (pieces.Length > 1 || left.Length > MaxShortSide || left.Start > 0 && (text[left.Start - 1] == c || text[left.Start - 1] is '.' or '-' or '_'))
            return false;
        var end = next;
        while (end < text.Length && CharacterClasses.IsSpacedWord(text[end]))
            end++;
        return end - next <= MaxShortSide && (end >= text.Length || text[end] != c && !IsContinued(text, end));
    }

    private static bool IsContinued(ReadOnlySpan<char> text, int end) =>
        text[end] is '.' or '-' or '_' && end + 1 < text.Length && CharacterClasses.IsSpacedWord(text[end + 1]);

    private static bool IsLetter(char c) =>
        CharacterClasses.Of(c) is CharacterClass.Lower or CharacterClass.Upper or CharacterClass.OtherLetter;
}
