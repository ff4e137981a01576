namespace SemanticSearch.Text;

/// <summary>A folded word -> the term that stands for it in index and query.</summary>
internal static class Terms
{
    /// <summary>Writes the term into <paramref name="target"/> (at least as long as <paramref name="word"/>) and returns its length. English words are
    /// stemmed; whatever holds a digit, a symbol or a letter of another alphabet stays as it is.</summary>
    public static int Write(ReadOnlySpan<char> word, Span<char> target)
    {
        word.CopyTo(target);
        return IsStemmable(word) ? EnglishStemmer.Stem(target[..word.Length]) : word.Length;
    }

    public static string Of(ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[Tokenizer.MaxWordChars];
        if (word.Length > buffer.Length)
            word = word[..buffer.Length];
        return new string(buffer[..Write(word, buffer)]);
    }

    private static bool IsStemmable(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (c is not (>= 'a' and <= 'z' or '\''))
                return false;
        }
        return true;
    }
}
