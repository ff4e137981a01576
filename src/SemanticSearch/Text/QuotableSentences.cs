namespace SemanticSearch.Text;

/// <summary>The sentences of a passage that say something when they stand alone: prose of a sentence's length; no code, table, heading, caption or list of links.</summary>
internal static class QuotableSentences
{
    public const int MinChars = 40;
    public const int MaxChars = 400;
    private const int MinWords = 6;

    /// <summary>Of the characters of prose at least so many are letters; formulas, logs and settings have fewer.</summary>
    private const double LetterShare = 0.7;

    /// <summary>A sentence that is linked for the most part names other pages.</summary>
    private const double MaxLinkedShare = 0.5;

    /// <returns>Ranges of <paramref name="text"/> in order, disjoint.</returns>
    public static List<Range> Of(string text)
    {
        var found = new List<Range>();
        foreach (var block in MarkdownBlocks.Of(text))
        {
            if (block.Kind != MarkdownBlockKind.Prose)
                continue;
            var prose = text.AsSpan(block.Start, block.End - block.Start);
            for (var position = 0; position < prose.Length;)
            {
                var (start, length) = SentenceBounds.Around(prose, position).GetOffsetAndLength(prose.Length);
                if (start >= position && IsQuotable(prose.Slice(start, length)))
                    found.Add((block.Start + start)..(block.Start + start + length));
                position = Math.Max(position + 1, start + length);
                while (position < prose.Length && char.IsWhiteSpace(prose[position]))
                    position++;
            }
        }
        return found;
    }

    private static bool IsQuotable(ReadOnlySpan<char> sentence)
    {
        if (sentence.Length is < MinChars or > MaxChars || sentence[0] is '|' or '<' or '!' or '=' or '{' || sentence.Contains(" | ", StringComparison.Ordinal) || sentence.Contains("   ", StringComparison.Ordinal) || sentence.Contains("```", StringComparison.Ordinal))
            return false;
        var (letters, blanks, words, inTarget, inLabel, linked) = (0, 0, 0, false, false, 0);
        var counted = 0;
        for (var i = 0; i < sentence.Length; i++)
        {
            var c = sentence[i];
            if (inTarget)
            {
                inTarget = c != ')';
                continue;
            }
            if (c == '(' && i > 0 && sentence[i - 1] == ']')
            {
                inTarget = true;
                continue;
            }
            inLabel = c == '[' || inLabel && c != ']';
            counted++;
            if (char.IsLetter(c))
            {
                letters++;
                linked += inLabel ? 1 : 0;
            }
            else if (char.IsWhiteSpace(c))
            {
                blanks++;
                words += i > 0 && !char.IsWhiteSpace(sentence[i - 1]) ? 1 : 0;
            }
        }
        return words + 1 >= MinWords && letters + blanks >= LetterShare * counted && linked <= MaxLinkedShare * letters;
    }
}
