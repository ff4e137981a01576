using SemanticSearch.Text;

namespace SemanticSearch.Concepts;

/// <summary>A name or an alias found in a text.</summary>
/// <param name="Meanings">Numbers of the concepts that it may mean.</param>
/// <param name="Start">Where it stands, UTF-16 code units.</param>
/// <param name="IsCorrected">Whether a word of it was misspelt.</param>
internal readonly record struct NameMatch(int[] Meanings, int Start, int Length, bool IsCorrected);

/// <summary>
/// Every name and alias as a path of terms through one tree, so that a text is searched for all of them in one pass: at each word the longest
/// path from there counts, and the search goes on behind it. Names are folded and stemmed as the index folds and stems; but a name of one word
/// needs that word and not only its stem, since authorization is no author (<see cref="NameForm"/>). Immutable.
/// </summary>
internal sealed class ConceptNames
{
    /// <summary>Shorter words are not corrected: too much is near them.</summary>
    private const int MinCorrectedChars = 5;

    private const int Root = 0;

    private readonly Dictionary<string, int> _terms = [];
    private readonly Dictionary<long, int> _edges = [];
    private readonly List<Node> _nodes = [new Node()];
    private readonly Dictionary<int, List<(string Word, int Term)>> _wordsByLength = [];
    private readonly HashSet<string> _words = [];

    /// <summary>For each concept the first terms of its names.</summary>
    private readonly HashSet<string>[] _beginnings;

    public ConceptNames(IReadOnlyList<Concept> concepts)
    {
        _beginnings = [.. concepts.Select(_ => new HashSet<string>())];
        for (var number = 0; number < concepts.Count; number++)
        {
            Add(concepts[number].Word, number);
            foreach (var alias in concepts[number].Aliases)
                Add(alias, number);
        }
    }

    /// <summary>How a name reads once folded and stemmed: two with one key cannot be told apart.</summary>
    public static string KeyOf(string name) => string.Join(' ', Words(name).Select(token => token.Term));

    /// <summary>Numbers of the concepts that this and nothing else is a name or an alias of.</summary>
    public IReadOnlyList<int> Meanings(string name)
    {
        var node = Root;
        foreach (var token in Words(name))
        {
            if (!_terms.TryGetValue(token.Term, out var term) || !_edges.TryGetValue(Edge(node, term), out node))
                return [];
        }
        return _nodes[node].Meanings;
    }

    /// <summary>Whether a term occurs in any name: who writes it means it.</summary>
    public bool Knows(string term) => _terms.ContainsKey(term);

    /// <summary>The names in a question, in order, none inside another. Short forms count in any case.</summary>
    /// <param name="isKnown">Tells whether a word as it is written means something to the index; such a word is never corrected. Null: none does.</param>
    public List<NameMatch> FindInQuestion(string text, Func<string, bool>? isKnown = null)
    {
        var sink = new ListSink(this, []);
        Tokenizer.Tokenize(text, ref sink);
        var corrected = new HashSet<int>();
        for (var index = 0; index < sink.Tokens.Count; index++)
        {
            var token = sink.Tokens[index];
            if (token.Term >= 0 || token.Kind != TokenKind.Word)
                continue;
            var word = Analyzer.Analyze(text.AsSpan(token.Start, token.Length)) is [var only, ..] ? only.Word : "";
            if (isKnown?.Invoke(word) == true || Correct(word) is not (>= 0 and var term))
                continue;
            sink.Tokens[index] = token with { Term = term };
            corrected.Add(token.Position);
        }
        return Find(text, sink.Tokens, anyCase: true, corrected);
    }

    /// <summary>The names in an article's text, in order, none inside another. A name in capitals only ("REST") must stand so in the text.</summary>
    /// <param name="tokens">Working memory, emptied first.</param>
    /// <param name="seen">Words of the texts before, where there are many texts: most of the time would go into stemming the same words; null: none is kept.</param>
    public List<NameMatch> FindInText(ReadOnlySpan<char> text, List<PlacedTerm> tokens, SeenWords? seen = null)
    {
        tokens.Clear();
        // A word that no name holds ends every name before it, as the gap does that it leaves.
        var sink = new ListSink(this, tokens, seen, keepsUnknown: false);
        Tokenizer.Tokenize(text, ref sink);
        return Find(text, tokens, anyCase: false, corrected: null);
    }

    /// <summary>The terms that the names of a concept begin with.</summary>
    public IReadOnlySet<string> Beginnings(int concept) => _beginnings[concept];

    private List<NameMatch> Find(ReadOnlySpan<char> text, List<PlacedTerm> tokens, bool anyCase, HashSet<int>? corrected)
    {
        var found = new List<NameMatch>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Term < 0 || !_edges.ContainsKey(Edge(Root, tokens[i].Term)))
                continue;
            var (last, meanings) = Longest(text, tokens, i, anyCase, corrected);
            if (meanings.Length == 0)
                continue;
            var (start, end) = (tokens[i].Start, tokens[last].Start + tokens[last].Length);
            var isCorrected = false;
            for (var position = tokens[i].Position; corrected is { Count: > 0 } && position <= tokens[last].Position; position++)
                isCorrected |= corrected.Contains(position);
            found.Add(new NameMatch(meanings, start, end - start, isCorrected));
            while (i + 1 < tokens.Count && tokens[i + 1].Position <= tokens[last].Position)
                i++;
        }
        return found;
    }

    /// <summary>The last token of the longest name that starts at <paramref name="first"/>, and its meanings; none when no name does.</summary>
    private (int Last, int[] Meanings) Longest(ReadOnlySpan<char> text, List<PlacedTerm> tokens, int first, bool anyCase, HashSet<int>? corrected)
    {
        (int Last, int[] Meanings) best = (first, []);
        var node = Root;
        var position = tokens[first].Position;
        for (var i = first; i < tokens.Count; i++)
        {
            var token = tokens[i];
            // A word written together takes the place of all its pieces, so it can only be a name by itself.
            var isPlain = token.Kind == TokenKind.Word && token.Position == position;
            if (!isPlain && (i > first || token.Kind != TokenKind.Joined))
            {
                if (token.Position > position)
                    break;
                continue;
            }
            if (token.Term < 0 || !_edges.TryGetValue(Edge(node, token.Term), out node))
                break;
            var meanings = _nodes[node].Meanings;
            if (i == first && meanings.Length > 0 && corrected?.Contains(token.Position) != true)
                meanings = Written(_nodes[node], text, token, anyCase);
            if (meanings.Length > 0)
                best = (i, meanings);
            if (token.Kind == TokenKind.Joined)
                break;
            position++;
        }
        return best;
    }

    /// <summary>Of the meanings of a single word those whose name is written so.</summary>
    private static int[] Written(Node node, ReadOnlySpan<char> text, PlacedTerm token, bool anyCase)
    {
        var written = new List<int>(node.Forms.Count);
        foreach (var (number, form) in node.Forms)
        {
            if (form.Fits(text, token.Start, token.Length, anyCase) && !written.Contains(number))
                written.Add(number);
        }
        return [.. written];
    }

    private void Add(string name, int number)
    {
        var tokens = Analyzer.Analyze(name);
        var words = tokens.FindAll(token => token.Kind == TokenKind.Word);
        if (words.Count == 0)
            return;
        AddPath(words.Select(token => token.Term), number, words.Count == 1 ? new NameForm(name) : null);
        // "on-call" is also written oncall, "CDN" has a plural that the stemmer does not know.
        if (tokens.Find(token => token.Kind == TokenKind.Joined) is { Term: { } joined } && words.Count == tokens.Count(token => token.Kind != TokenKind.Joined))
            AddPath([joined], number, new NameForm(name));
        if (words.Count == 1 && NameForm.IsInCapitals(name))
            AddPath([words[0].Term + "s"], number, new NameForm(name));
        foreach (var token in words.Where(token => token.Word.Length >= MinCorrectedChars && token.Word.All(char.IsAsciiLetter)))
            AddWord(token);
    }

    private void AddWord(Token token)
    {
        if (!_words.Add(token.Word))
            return;
        if (!_wordsByLength.TryGetValue(token.Word.Length, out var words))
            _wordsByLength[token.Word.Length] = words = [];
        words.Add((token.Word, _terms[token.Term]));
    }

    private void AddPath(IEnumerable<string> terms, int number, NameForm? form)
    {
        var node = Root;
        foreach (var word in terms)
        {
            if (!_terms.TryGetValue(word, out var term))
                _terms[word] = term = _terms.Count;
            if (node == Root)
                _beginnings[number].Add(word);
            if (!_edges.TryGetValue(Edge(node, term), out var next))
            {
                _edges[Edge(node, term)] = next = _nodes.Count;
                _nodes.Add(new Node());
            }
            node = next;
        }
        if (!_nodes[node].Meanings.Contains(number))
            _nodes[node].Meanings = [.. _nodes[node].Meanings, number];
        if (form is not null)
            _nodes[node].Forms.Add((number, form));
    }

    /// <summary>The term of the one word of a name that is one mistake away; -1 when there is none. Of several the first in the glossary.</summary>
    private int Correct(string word)
    {
        if (word.Length < MinCorrectedChars)
            return -1;
        foreach (var length in (ReadOnlySpan<int>)[word.Length, word.Length + 1, word.Length - 1])
        {
            foreach (var (known, term) in _wordsByLength.GetValueOrDefault(length, []))
            {
                if (EditDistance.IsAtMostOne(word, known))
                    return term;
            }
        }
        return -1;
    }

    private static List<Token> Words(string name) => Analyzer.Analyze(name).FindAll(token => token.Kind == TokenKind.Word);

    private static long Edge(int node, int term) => (long)node << 32 | (uint)term;

    private sealed class Node
    {
        public int[] Meanings { get; set; } = [];

        /// <summary>How the names of one word that end here are written, beside their concepts.</summary>
        public List<(int Number, NameForm Form)> Forms { get; } = [];
    }

    private readonly struct ListSink : ITokenSink
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _terms;
        private readonly SeenWords? _seen;
        private readonly bool _keepsUnknown;

        public ListSink(ConceptNames names, List<PlacedTerm> tokens, SeenWords? seen = null, bool keepsUnknown = true)
        {
            _keepsUnknown = keepsUnknown;
            _terms = names._terms.GetAlternateLookup<ReadOnlySpan<char>>();
            _seen = seen;
            Tokens = tokens;
        }

        public List<PlacedTerm> Tokens { get; }

        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length)
        {
            if (kind is TokenKind.Part or TokenKind.Single)
                return;
            if (_seen?.TryGet(word, out var number) != true)
            {
                number = TermOf(word);
                _seen?.Add(word, number);
            }
            if (number >= 0 || _keepsUnknown)
                Tokens.Add(new PlacedTerm(number, kind, position, start, length));
        }

        private int TermOf(ReadOnlySpan<char> word)
        {
            Span<char> term = stackalloc char[Tokenizer.MaxWordChars];
            return _terms.TryGetValue(term[..Terms.Write(word, term)], out var number) ? number : -1;
        }
    }
}

/// <summary>A word of a text.</summary>
/// <param name="Term">Number of its term among those of all names; -1 when no name holds it.</param>
internal readonly record struct PlacedTerm(int Term, TokenKind Kind, int Position, int Start, int Length);
