using System.Runtime.CompilerServices;

namespace SemanticSearch.Text;

/// <summary>A few terms that the words of texts are held against. Immutable.</summary>
internal sealed class SoughtTerms
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _places;

    /// <summary>For each first and second character, by their lowest five bits, the set of third ones with which a word of one of the terms can begin.</summary>
    private readonly uint[] _beginnings = new uint[1 << 10];

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
        return MayHold(word) ? Find(word) : -1;
    }

    /// <summary>Most words are none of the terms, and their stem begins as they do: that is asked first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayHold(ReadOnlySpan<char> word) => word.Length switch
    {
        0 => false,
        1 => word[0] == '\'' || _beginnings[Beginning(word[0], '\0')] != 0,
        2 => word[0] == '\'' || _beginnings[Beginning(word[0], word[1])] != 0,
        _ => (_beginnings[Beginning(word[0], word[1])] >> word[2] & 1) != 0 || word[0] == '\'',
    };

    private int Find(ReadOnlySpan<char> word)
    {
        Span<char> term = stackalloc char[Tokenizer.MaxWordChars];
        var folded = word[..Math.Min(word.Length, term.Length)];
        return _places.TryGetValue(term[..Terms.Write(folded, term)], out var place) ? place : -1;
    }

    /// <summary>Where a text holds which of the terms, in order.</summary>
    public List<FoundTerm> FindIn(ReadOnlySpan<char> text)
    {
        var sink = new FoundSink(this, []);
        Tokenizer.Tokenize(text, ref sink);
        return sink.Found;
    }

    /// <summary>Which of the terms a text holds.</summary>
    public bool[] HeldIn(ReadOnlySpan<char> text)
    {
        var held = new bool[Count];
        foreach (var found in FindIn(text))
            held[found.Place] = true;
        return held;
    }

    private void AddBeginning(string term)
    {
        if (term.Length == 0)
            return;
        // What a stem ends in may stand for other letters: that of "using" is "use", of "skies" "sky", of "flying" "fli".
        var thirds = term.Length < 3 ? uint.MaxValue : Letter(term[2]) | Letter('e') | Letter('i') | Letter('y');
        for (var second = 0; term.Length == 1 && second < 32; second++)
            _beginnings[Beginning(term[0], (char)second)] = thirds;
        if (term.Length == 1)
            return;
        _beginnings[Beginning(term[0], term[1])] |= thirds;
        // The stem of "dying" is "die".
        if (term[1] == 'i')
            _beginnings[Beginning(term[0], 'y')] |= thirds;
    }

    private static uint Letter(char letter) => 1u << letter;

    private static int Beginning(char first, char second) => (first & 31) << 5 | second & 31;

    private readonly struct FoundSink(SoughtTerms terms, List<FoundTerm> found) : ITokenSink
    {
        public List<FoundTerm> Found { get; } = found;

        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length)
        {
            if (terms.PlaceOf(word) is >= 0 and var place)
                Found.Add(new FoundTerm(place, start));
        }
    }
}

/// <param name="Place">Of the term among those that are sought.</param>
/// <param name="Start">Where its word begins in the text, UTF-16 code units.</param>
internal readonly record struct FoundTerm(int Place, int Start);
