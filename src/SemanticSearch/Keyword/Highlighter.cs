using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.Keyword;

/// <summary>Marks the words of a text that a query asks for, found by the same analysis that indexed them.</summary>
internal sealed class Highlighter
{
    private readonly HashSet<string> _terms = [];
    private readonly List<string> _prefixes = [];

    public Highlighter(KeywordQuery query)
    {
        foreach (var text in query.Phrases.Append(query.Text))
        {
            var tokens = Analyzer.Analyze(text);
            var kept = tokens.FindAll(t => !StopWords.Contains(t.Word) && t.Kind != TokenKind.Single);
            _terms.UnionWith((kept.Count > 0 ? kept : tokens).Select(t => t.Term));
        }
        foreach (var prefix in query.Prefixes)
            _prefixes.AddRange(Analyzer.Analyze(prefix).Take(1).Select(t => t.Word));
    }

    /// <param name="analyzed">The query as the index took it, with corrections and short forms.</param>
    internal Highlighter(KeywordQuery query, AnalyzedQuery analyzed)
        : this(query) => _terms.UnionWith(analyzed.Terms.Where(t => !StopWords.Contains(t.Term)).Select(t => t.Term));

    /// <summary>Spans of <paramref name="text"/> in UTF-16 code units, in order, disjoint.</summary>
    public IReadOnlyList<TextSpan> Spans(string text)
    {
        var spans = new List<TextSpan>();
        foreach (var token in Analyzer.Analyze(text))
        {
            if (!_terms.Contains(token.Term) && !_prefixes.Exists(p => token.Word.StartsWith(p, StringComparison.Ordinal)))
                continue;
            if (spans.Count > 0 && token.Start < spans[^1].Start + spans[^1].Length)
                Merge(spans, token);
            else
                spans.Add(new TextSpan(token.Start, token.Length));
        }
        return spans;
    }

    private static void Merge(List<TextSpan> spans, Token token)
    {
        var start = token.Start;
        var end = token.Start + token.Length;
        while (spans.Count > 0 && spans[^1].Start + spans[^1].Length > start)
        {
            start = Math.Min(start, spans[^1].Start);
            end = Math.Max(end, spans[^1].Start + spans[^1].Length);
            spans.RemoveAt(spans.Count - 1);
        }
        spans.Add(new TextSpan(start, end - start));
    }
}
