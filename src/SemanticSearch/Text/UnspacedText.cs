namespace SemanticSearch.Text;

/// <summary>Scripts without spaces are indexed by overlapping pairs of characters, the usual compromise where no dictionary is at hand;
/// each character is indexed alone as well, so that a query of one character finds it.</summary>
internal static class UnspacedText
{
    /// <summary>Emits the run that starts at <paramref name="start"/> and returns where it ends.</summary>
    public static int Emit<TSink>(ReadOnlySpan<char> text, int start, Span<char> buffer, ref TSink sink, ref int position)
        where TSink : struct, ITokenSink
    {
        var end = start;
        while (end < text.Length && (CharacterClasses.Of(text[end]) == CharacterClass.Unspaced || char.IsLowSurrogate(text[end]) && end > start))
            end++;
        var count = 0;
        for (var at = start; at < end; count++)
        {
            var next = After(text, at, end);
            var isAlone = count == 0 && next == end;
            Add(text, at, next, isAlone ? TokenKind.Word : TokenKind.Single, buffer, ref sink, position);
            if (next < end)
                Add(text, at, After(text, next, end), TokenKind.Word, buffer, ref sink, position);
            if (next < end || isAlone)
                position++;
            at = next;
        }
        return end;
    }

    private static int After(ReadOnlySpan<char> text, int at, int end) =>
        char.IsHighSurrogate(text[at]) && at + 1 < end && char.IsLowSurrogate(text[at + 1]) ? at + 2 : at + 1;

    private static void Add<TSink>(
        ReadOnlySpan<char> text, int start, int end, TokenKind kind, Span<char> buffer, ref TSink sink, int position)
        where TSink : struct, ITokenSink
    {
        text[start..end].CopyTo(buffer);
        sink.Add(buffer[..(end - start)], kind, position, start, end - start);
    }
}
