namespace SemanticSearch.Text;

/// <summary>Cuts a text into words with their places. Plain words take the short path here; whatever is composed (identifiers, hyphens,
/// numbers with commas, c++, .net) goes to <see cref="CompoundWord{TSink}"/>.</summary>
internal static class Tokenizer
{
    /// <summary>Folded characters of a word beyond this are cut off, in documents and queries alike.</summary>
    public const int MaxWordChars = 64;

    /// <returns>The position after the last word: the number of words when <paramref name="firstPosition"/> is 0.</returns>
    public static int Tokenize<TSink>(ReadOnlySpan<char> text, ref TSink sink, int firstPosition = 0)
        where TSink : struct, ITokenSink
    {
        Span<char> buffer = stackalloc char[MaxWordChars + CharacterFolding.MaxExpansion];
        var position = firstPosition;
        var i = 0;
        while (i < text.Length)
        {
            var kind = CharacterClasses.Of(text[i]);
            if (kind == CharacterClass.Other)
            {
                if (text[i] == '.' && StartsDottedName(text, i))
                    i = CompoundWord<TSink>.Emit(text, i, buffer, ref sink, ref position);
                else
                    i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
                continue;
            }
            if (kind == CharacterClass.Unspaced)
            {
                i = UnspacedText.Emit(text, i, buffer, ref sink, ref position);
                continue;
            }
            var end = i + 1;
            while (end < text.Length && text[end] is >= 'a' and <= 'z')
                end++;
            if (text[i] < 128 && end - i <= MaxWordChars && EndsPlainly(text, end))
            {
                EmitPlain(text, i, end, buffer, ref sink, position++);
                i = end;
            }
            else
            {
                i = CompoundWord<TSink>.Emit(text, i, buffer, ref sink, ref position);
            }
        }
        return position;
    }

    private static void EmitPlain<TSink>(ReadOnlySpan<char> text, int start, int end, Span<char> buffer, ref TSink sink, int position)
        where TSink : struct, ITokenSink
    {
        var word = text[start..end];
        if (word[0] is >= 'A' and <= 'Z')
        {
            word.CopyTo(buffer);
            buffer[0] = (char)(buffer[0] | 0x20);
            word = buffer[..word.Length];
        }
        sink.Add(word, TokenKind.Word, position, start, end - start);
    }

    /// <summary>Whether what follows a run of letters can neither continue the word nor join it to another.</summary>
    private static bool EndsPlainly(ReadOnlySpan<char> text, int end)
    {
        if (end >= text.Length)
            return true;
        var c = text[end];
        if (c is ' ' or '\n')
            return true;
        if (c is '+' or '#' or '_' || CharacterClasses.IsWord(c) && CharacterClasses.Of(c) != CharacterClass.Unspaced)
            return false;
        return !CompoundScanner.IsJoiner(c) || end + 1 >= text.Length || !CharacterClasses.IsSpacedWord(text[end + 1]);
    }

    /// <summary>A dot that begins a name (.net, .gitignore), not one that ends a sentence or stands in a row of dots.</summary>
    private static bool StartsDottedName(ReadOnlySpan<char> text, int dot) =>
        dot + 2 < text.Length && char.IsAsciiLetter(text[dot + 1]) && char.IsAsciiLetter(text[dot + 2])
        && (dot == 0 || text[dot - 1] is ' ' or '\n' or '\t' or '(' or '"' or '\'' or '`' or '/' or '*');
}
