using System.Runtime.InteropServices;
using SemanticSearch.Text;

namespace SemanticSearch.Concepts;

/// <summary>
/// BM25 (k1 1.2, b 0.6) of a question against what the glossary says of each concept: name, aliases, definition, lay phrases. Beside the vectors it
/// tells concepts of one field apart: a held-out lay phrase finds its own concept first for 34 % instead of 29 %. Immutable.
/// </summary>
internal sealed class ConceptWords
{
    private const float K1 = 1.2f;
    private const float B = 0.6f;

    private readonly Dictionary<string, List<Posting>> _postings = [];

    public ConceptWords(IReadOnlyList<Concept> concepts)
    {
        var lengths = new int[concepts.Count];
        var seen = new Dictionary<string, List<Posting>?>();
        for (var number = 0; number < concepts.Count; number++)
        {
            var sink = new CountingSink(this, seen.GetAlternateLookup<ReadOnlySpan<char>>(), number, lengths);
            foreach (var text in (string[])[concepts[number].Word, .. concepts[number].Aliases, .. concepts[number].Texts])
                Tokenizer.Tokenize(text, ref sink);
        }
        var mean = Math.Max(1, lengths.DefaultIfEmpty().Average());
        foreach (var list in _postings.Values)
        {
            var rarity = MathF.Log(1 + (concepts.Count - list.Count + 0.5f) / (list.Count + 0.5f));
            foreach (ref var posting in CollectionsMarshal.AsSpan(list))
                posting.Score = rarity * posting.Score * (K1 + 1) / (posting.Score + K1 * (1 - B + B * (float)(lengths[posting.Concept] / mean)));
        }
    }

    /// <param name="scores">One a concept; what the question's words score is added. Each word counts once.</param>
    public void AddScores(string question, Span<float> scores)
    {
        foreach (var term in Analyzer.ContentWords(question).Select(token => token.Term).Distinct())
        {
            if (!_postings.TryGetValue(term, out var list))
                continue;
            foreach (var posting in list)
                scores[posting.Concept] += posting.Score;
        }
    }

    /// <returns>Null for a word that says nothing.</returns>
    private List<Posting>? ListOf(ReadOnlySpan<char> word)
    {
        if (StopWords.Contains(word.ToString()))
            return null;
        return CollectionsMarshal.GetValueRefOrAddDefault(_postings, Terms.Of(word), out _) ??= [];
    }

    /// <summary>While the words are counted, <see cref="Score"/> is the frequency.</summary>
    private struct Posting
    {
        public int Concept;
        public float Score;
    }

    /// <summary>Stems each word once: the glossary says the same ones again and again.</summary>
    private readonly struct CountingSink(ConceptWords words, Dictionary<string, List<Posting>?>.AlternateLookup<ReadOnlySpan<char>> seen, int number, int[] lengths) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length)
        {
            if (kind != TokenKind.Word)
                return;
            if (!seen.TryGetValue(word, out var list))
                seen[word] = list = words.ListOf(word);
            if (list is null)
                return;
            lengths[number]++;
            if (list.Count == 0 || list[^1].Concept != number)
                list.Add(new Posting { Concept = number });
            CollectionsMarshal.AsSpan(list)[^1].Score++;
        }
    }
}
