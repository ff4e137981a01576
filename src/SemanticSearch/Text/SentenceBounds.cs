namespace SemanticSearch.Text;

/// <summary>Where the sentence around a place in a text begins and ends, so that it can be quoted as it stands.</summary>
internal static class SentenceBounds
{
    private const string Closers = "\"')]”’*_`";

    /// <summary>The sentence that holds <paramref name="position"/>, without blanks around it. A line break that ends a paragraph, heading or bullet ends a sentence too.</summary>
    public static Range Around(ReadOnlySpan<char> text, int position)
    {
        var start = position;
        while (start > 0 && !EndsBefore(text, start))
            start--;
        var end = position;
        while (end < text.Length && !(end > position && EndsBefore(text, end)))
            end++;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '#' or '>' || text[start] is '-' or '*' or '+' && start + 1 < end && text[start + 1] == ' '))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return start..end;
    }

    /// <summary>Whether a sentence ends just before <paramref name="at"/>: a full stop, mark or blank line, and then no small letter.</summary>
    private static bool EndsBefore(ReadOnlySpan<char> text, int at)
    {
        if (!char.IsWhiteSpace(text[at - 1]))
            return false;
        if (text[at - 1] == '\n' && (at == text.Length || at > 1 && text[at - 2] == '\n' || BeginsBlock(text[at..])))
            return true;
        var last = at - 1;
        while (last > 0 && char.IsWhiteSpace(text[last]))
            last--;
        while (last > 0 && Closers.Contains(text[last]))
            last--;
        if (text[last] is not ('.' or '!' or '?' or '…'))
            return false;
        return (at == text.Length || !char.IsLower(text[at])) && !IsShortForm(text[..last]);
    }

    /// <summary>Whether a line that begins so is a heading, an item, a quote or a row, and not the one above going on.</summary>
    private static bool BeginsBlock(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(' ');
        if (line.IsEmpty || line[0] is '\n' or '#' or '-' or '*' or '+' or '>' or '|')
            return true;
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 4 && line[digits] is '.' or ')' && digits + 1 < line.Length && line[digits + 1] == ' ';
    }

    /// <summary>e.g., i.e., vs., an initial: their stop ends no sentence.</summary>
    private static bool IsShortForm(ReadOnlySpan<char> before)
    {
        var start = before.Length;
        while (start > 0 && !char.IsWhiteSpace(before[start - 1]) && before[start - 1] != '(')
            start--;
        var word = before[start..];
        return word.Length == 1 && char.IsUpper(word[0]) || word is "e.g" or "i.e" or "vs" or "etc" or "cf" or "Dr" or "Mr" or "Ms" or "Fig" or "al";
    }
}
