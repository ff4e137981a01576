namespace SemanticSearch.Text;

/// <summary>A few terms that the words of texts are held against. Immutable.</summary>
internal sealed class SoughtTerms
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _places;

    /// <summary>For each first and second character with which a word of one of the terms can begin, by their lowest five bits, whether any does.</summary>
    private readonly bool[] _beginnings = new bool[1 << 10];

    /// <param name="terms">Each once.</param>
    public SoughtTerms(IEnumerable<string> terms)
    {
        var places = new Dictionary<string, int>();
        foreach (var term in terms)
        {
            places.Add(term, places.Count);
            AddBeginning(term);
        }
        Count = places.Count;
        _places = places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count { get; }

    /// <param name="word">Folded, as a <see cref="Tokenizer"/> gives it.</param>
    /// <returns>The place of the word's term among the terms, or -1.</returns>
    public int PlaceOf(ReadOnlySpan<char> word)
    {
        // Most words are none of the terms, and their stem begins as they do: that is asked first.
        if (word.IsEmpty || word[0] != '\'' && !_beginnings[Beginning(word[0], word.Length > 1 ? word[1] : '\0')])
            return -1;
        Span<char> term = stackalloc char[Tokenizer.MaxWordChars];
        var folded = word[..Math.Min(word.Length, term.Length)];
        return _places.TryGetValue(term[..Terms.Write(folded, term)], out var place) ? place : -1;
    }

    /// <summary>Which of the terms a text holds.</summary>
    public bool[] HeldIn(ReadOnlySpan<char> text)
    {
        var sink = new HeldSink(this, new bool[Count]);
        Tokenizer.Tokenize(text, ref sink);
        return sink.Held;
    }

    private void AddBeginning(string term)
    {
        if (term.Length == 0)
            return;
        if (term.Length > 1)
            _beginnings[Beginning(term[0], term[1])] = true;
        // The stem of "dying" is "die".
        if (term.Length > 1 && term[1] == 'i')
            _beginnings[Beginning(term[0], 'y')] = true;
        for (var second = 0; term.Length == 1 && second < 32; second++)
            _beginnings[Beginning(term[0], (char)second)] = true;
    }

    private static int Beginning(char first, char second) => (first & 31) << 5 | second & 31;

    private readonly struct HeldSink(SoughtTerms terms, bool[] held) : ITokenSink
    {
        public bool[] Held { get; } = held;

        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length)
        {
            if (terms.PlaceOf(word) is >= 0 and var place)
                Held[place] = true;
        }
    }
}
