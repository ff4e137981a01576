namespace SemanticSearch.Text;

/// <summary>Text -> tokens, as index, query and highlighting all see it: <see cref="Tokenizer"/>, then <see cref="Terms"/>.</summary>
internal static class Analyzer
{
    /// <summary>Changes whenever the same text would give other terms: an index of another version must be built anew.</summary>
    public const int Version = 1;

    public static List<Token> Analyze(ReadOnlySpan<char> text)
    {
        var sink = new ListSink([]);
        Tokenizer.Tokenize(text, ref sink);
        return sink.Tokens;
    }

    /// <summary>The words that say what a text is about: no pieces of identifiers, no stop words.</summary>
    public static IEnumerable<Token> ContentWords(string text) => Analyze(text).Where(token => token.Kind == TokenKind.Word && !StopWords.Contains(token.Word));

    private readonly struct ListSink(List<Token> tokens) : ITokenSink
    {
        public List<Token> Tokens { get; } = tokens;

        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length) =>
            Tokens.Add(new Token(Terms.Of(word), word.ToString(), kind, position, start, length));
    }
}
