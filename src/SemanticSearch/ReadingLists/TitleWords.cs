namespace SemanticSearch.ReadingLists;

/// <summary>What stands between a word and the next one.</summary>
internal enum WordBreak
{
    None,
    Comma,

    /// <summary>A colon, bracket, dash, quote or the end of a sentence or of the title.</summary>
    Phrase,
}

/// <summary>A word of a title without the punctuation around it and without its possessive "'s".</summary>
/// <param name="IsPossessive">The title has it with "'s" or "s'".</param>
/// <param name="Before">What parts it from the word before it.</param>
internal sealed record TitleWord(string Text, bool IsPossessive, WordBreak Before, WordBreak After, int Start, int End)
{
    public bool IsCapitalised => char.IsUpper(Text[0]);

    public bool Is(string word) => Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The words of a title. Slashes, "&amp;" and inner punctuation ("Mail.Ru", "C++", "AT&amp;T") stay within their word.</summary>
internal static class TitleWords
{
    private const string Opening = "([{<\"“‘'«„";
    private const string Closing = ")]}>\"”’'»“";

    public static TitleWord[] Split(string title)
    {
        var words = new List<TitleWord>();
        var before = WordBreak.Phrase;
        for (var i = 0; i < title.Length;)
        {
            if (char.IsWhiteSpace(title[i]))
            {
                i++;
                continue;
            }
            var end = i;
            while (end < title.Length && !char.IsWhiteSpace(title[end]))
                end++;
            if (Read(title, i, end, before) is { } word)
            {
                if (word.Before == WordBreak.Phrase && words.Count > 0)
                    words[^1] = words[^1] with { After = WordBreak.Phrase };
                words.Add(word);
                before = word.After;
            }
            else
            {
                // A dash between spaces, a lone bracket: what it parts stays parted.
                before = WordBreak.Phrase;
                if (words.Count > 0)
                    words[^1] = words[^1] with { After = WordBreak.Phrase };
            }
            i = end;
        }
        if (words.Count > 0)
            words[^1] = words[^1] with { After = WordBreak.Phrase };
        return [.. words];
    }

    private static TitleWord? Read(string title, int start, int end, WordBreak before)
    {
        var from = start;
        while (from < end && Opening.Contains(title[from], StringComparison.Ordinal))
            from++;
        var to = end;
        var after = WordBreak.None;
        while (to > from && BreakOf(title[to - 1]) is var found and not WordBreak.None)
        {
            after = found > after ? found : after;
            to--;
        }
        if (to == from || !(title.AsSpan(from, to - from).ContainsAny("&@") || title.AsSpan(from, to - from).ContainsAnyLetterOrDigit()))
            return null;
        var text = title[from..to];
        var isPossessive = text.EndsWith("'s", StringComparison.OrdinalIgnoreCase) || text.EndsWith("’s", StringComparison.OrdinalIgnoreCase);
        if (isPossessive && text.Length > 2)
            text = text[..^2];
        return new TitleWord(text, isPossessive || (to < end && title[to] is '\'' or '’' && text[^1] == 's'), from > start ? WordBreak.Phrase : before, after, from, to);
    }

    private static WordBreak BreakOf(char c) => c switch
    {
        ',' => WordBreak.Comma,
        ':' or ';' or '.' or '!' or '?' or '-' or '–' or '—' or '|' => WordBreak.Phrase,
        _ when Closing.Contains(c, StringComparison.Ordinal) => WordBreak.Phrase,
        _ => WordBreak.None,
    };

    private static bool ContainsAnyLetterOrDigit(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                return true;
        }
        return false;
    }
}
