namespace SemanticSearch.Concepts;

/// <summary>Folded words and the number of their term among those of all names, kept while many texts are read. Not thread-safe.</summary>
internal sealed class SeenWords
{
    /// <summary>Some 10 MB: what comes after these is too rare to come again soon.</summary>
    private const int Many = 1 << 17;

    private readonly int _maxWords;
    private readonly Dictionary<string, int> _words = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <param name="maxWords">Words kept; 10,000 take less than 1 MB.</param>
    public SeenWords(int maxWords = Many)
    {
        _maxWords = maxWords;
        _bySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <param name="term">-1: no name holds the word.</param>
    public bool TryGet(ReadOnlySpan<char> word, out int term) => _bySpan.TryGetValue(word, out term);

    public void Add(ReadOnlySpan<char> word, int term)
    {
        if (_words.Count < _maxWords)
            _bySpan[word] = term;
    }
}
