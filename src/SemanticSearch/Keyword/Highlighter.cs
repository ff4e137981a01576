using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.Keyword;

/// <summary>Marks the words of a text that a query asks for, found by the same analysis that indexed them.</summary>
internal sealed class Highlighter
{
    private readonly SoughtTerms _terms;
    private readonly List<string> _prefixes = [];

    public Highlighter(KeywordQuery query)
        : this(query, [])
    {
    }

    /// <param name="analyzed">The query as the index took it, with corrections and short forms.</param>
    internal Highlighter(KeywordQuery query, AnalyzedQuery analyzed)
        : this(query, analyzed.Terms.Where(t => !StopWords.Contains(t.Term)).Select(t => t.Term))
    {
    }

    private Highlighter(KeywordQuery query, IEnumerable<string> alsoFound)
    {
        var terms = new HashSet<string>(alsoFound);
        foreach (var text in query.Phrases.Append(query.Text))
        {
            var tokens = Analyzer.Analyze(text);
            var kept = tokens.FindAll(t => !StopWords.Contains(t.Word) && t.Kind != TokenKind.Single);
            terms.UnionWith((kept.Count > 0 ? kept : tokens).Select(t => t.Term));
        }
        foreach (var prefix in query.Prefixes)
            _prefixes.AddRange(Analyzer.Analyze(prefix).Take(1).Select(t => t.Word));
        _terms = new SoughtTerms(terms);
    }

    /// <summary>Spans of <paramref name="text"/> in UTF-16 code units, in order, disjoint.</summary>
    public IReadOnlyList<TextSpan> Spans(string text)
    {
        var sink = new MarkingSink(this, []);
        Tokenizer.Tokenize(text, ref sink);
        return sink.Spans;
    }

    private bool Asks(ReadOnlySpan<char> word)
    {
        foreach (var prefix in _prefixes)
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }
        return _terms.PlaceOf(word) >= 0;
    }

    private static void Merge(List<TextSpan> spans, int start, int length)
    {
        var end = start + length;
        while (spans.Count > 0 && spans[^1].Start + spans[^1].Length > start)
        {
            start = Math.Min(start, spans[^1].Start);
            end = Math.Max(end, spans[^1].Start + spans[^1].Length);
            spans.RemoveAt(spans.Count - 1);
        }
        spans.Add(new TextSpan(start, end - start));
    }

    /// <summary>Keeps places only: the words of a passage are no strings of their own.</summary>
    private readonly struct MarkingSink(Highlighter highlighter, List<TextSpan> spans) : ITokenSink
    {
        public List<TextSpan> Spans { get; } = spans;

        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length)
        {
            if (word.IsEmpty || !highlighter.Asks(word))
                return;
            if (Spans.Count > 0 && start < Spans[^1].Start + Spans[^1].Length)
                Merge(Spans, start, length);
            else
                Spans.Add(new TextSpan(start, length));
        }
    }
}
