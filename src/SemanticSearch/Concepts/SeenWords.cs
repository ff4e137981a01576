namespace SemanticSearch.Concepts;

/// <summary>Folded words and the number of their term among those of all names, kept while many texts are read. Not thread-safe.</summary>
internal sealed class SeenWords
{
    /// <summary>Words kept, some 10 MB: what comes after these is too rare to come again soon.</summary>
    private const int MaxWords = 1 << 17;

    private readonly Dictionary<string, int> _words = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public SeenWords() => _bySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="term">-1: no name holds the word.</param>
    public bool TryGet(ReadOnlySpan<char> word, out int term) => _bySpan.TryGetValue(word, out term);

    public void Add(ReadOnlySpan<char> word, int term)
    {
        if (_words.Count < MaxWords)
            _bySpan[word] = term;
    }
}
