namespace SemanticSearch.Text;

/// <summary>Emits the tokens of a composed word. Hyphens separate words of their own position and also give the word written
/// together (load-balancer: load, balancer, loadbalancer); dots, underscores, capitals and short slashes make an identifier that keeps
/// one position, with its pieces beside it (retryBudget: retrybudget, retry, budget).</summary>
internal static class CompoundWord<TSink>
    where TSink : struct, ITokenSink
{
    private const int MaxJoinedWords = 3;

    /// <summary>Emits the word that starts at <paramref name="start"/> and returns where it ends.</summary>
    public static int Emit(ReadOnlySpan<char> text, int start, Span<char> buffer, ref TSink sink, ref int position)
    {
        Span<WordPiece> storage = stackalloc WordPiece[CompoundScanner.MaxPieces];
        var dotted = text[start] == '.' ? 1 : 0;
        var pieces = storage[..CompoundScanner.Scan(text, start + dotted, storage)];
        var end = pieces[^1].End;
        var symbol = SymbolSuffix(text, pieces[^1]);
        var words = 0;
        var simple = dotted == 0 && symbol == 0;
        for (var from = 0; from < pieces.Length;)
        {
            var to = from + 1;
            while (to < pieces.Length && pieces[to].Joiner != '-')
                to++;
            simple &= to == from + 1;
            if (EmitIdentifier(text, pieces[from..to], from == 0 ? dotted : 0, to == pieces.Length ? symbol : 0, buffer, ref sink, position))
            {
                position++;
                words++;
            }
            from = to;
        }
        if (simple && words is > 1 and <= MaxJoinedWords)
        {
            var length = Fold(text, pieces[0].Start, end, buffer);
            sink.Add(buffer[..length], TokenKind.Joined, position - 1, pieces[0].Start, end - pieces[0].Start);
        }
        return end + symbol;
    }

    /// <summary>The length of "++" (c++, c++20's marks are kept apart) or of the "#" of one-letter languages.</summary>
    private static int SymbolSuffix(ReadOnlySpan<char> text, WordPiece last)
    {
        var rest = text[last.End..];
        if (last.Length <= 3 && rest.StartsWith("++") && !rest.StartsWith("+++") && char.IsAsciiLetter(text[last.Start]))
            return 2;
        return last.Length == 1 && rest.StartsWith("#") && char.IsAsciiLetter(text[last.Start]) ? 1 : 0;
    }

    /// <summary>false when nothing of it is left, as of a lone accent.</summary>
    private static bool EmitIdentifier(
        ReadOnlySpan<char> text, ReadOnlySpan<WordPiece> pieces, int dotted, int symbol, Span<char> buffer, ref TSink sink, int position)
    {
        var start = pieces[0].Start - dotted;
        var end = pieces[^1].End + symbol;
        var length = Fold(text, start, end, buffer);
        if (length == 0)
            return false;
        sink.Add(buffer[..length], TokenKind.Word, position, start, end - start);
        if (IsVersion(text, pieces))
            return true;
        var isComposed = pieces.Length > 1 || dotted > 0;
        foreach (var piece in pieces)
            EmitParts(text, piece, isComposed, buffer, ref sink, position);
        return true;
    }

    /// <summary>The camel-case parts of a piece; the piece itself where it is whole and others stand beside it.</summary>
    private static void EmitParts(ReadOnlySpan<char> text, WordPiece piece, bool isComposed, Span<char> buffer, ref TSink sink, int position)
    {
        var start = piece.Start;
        while (start < piece.End)
        {
            var end = CamelCase.EndOfPart(text[..piece.End], start);
            var isWholePiece = start == piece.Start && end == piece.End;
            if (isWholePiece ? isComposed : end - start > 1)
            {
                var length = Fold(text, start, end, buffer);
                if (length > 0)
                    sink.Add(buffer[..length], TokenKind.Part, position, start, end - start);
            }
            start = end;
        }
    }

    /// <summary>1.2.3, v1.2, 10.0.0.1: their numbers alone mean nothing.</summary>
    private static bool IsVersion(ReadOnlySpan<char> text, ReadOnlySpan<WordPiece> pieces)
    {
        foreach (var piece in pieces)
        {
            var from = piece.Joiner == '\0' && text[piece.Start] is 'v' or 'V' ? piece.Start + 1 : piece.Start;
            if (text[from..piece.End].ContainsAnyExceptInRange('0', '9'))
                return false;
        }
        return true;
    }

    /// <summary>The folded form, without the underscores and hyphens that only join, the commas of numbers and a possessive ending.</summary>
    private static int Fold(ReadOnlySpan<char> text, int start, int end, Span<char> buffer)
    {
        if (end - start > 2 && text[end - 1] is 's' or 'S' && text[end - 2] is '\'' or '’')
            end -= 2;
        var length = 0;
        for (var i = start; i < end && length < Tokenizer.MaxWordChars; i++)
        {
            var c = text[i];
            if (c is '_' or '-' or ',' or '\u2010' or '\u2011')
                continue;
            if (c < 128)
                buffer[length++] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
            else
                length += CharacterFolding.Fold(c, buffer[length..]);
        }
        return Math.Min(length, Tokenizer.MaxWordChars);
    }
}
