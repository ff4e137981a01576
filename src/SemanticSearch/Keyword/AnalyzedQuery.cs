using SemanticSearch.Text;

namespace SemanticSearch.Keyword;

/// <summary>A term to rank by, and how much it counts.</summary>
internal readonly record struct WeightedTerm(string Term, float Weight);

/// <summary>A query in the terms of the index.</summary>
internal sealed class AnalyzedQuery
{
    /// <summary>A piece of an identifier, or a hyphenated word written together, counts less than what the user typed.</summary>
    public const float SecondaryWeight = 0.3f;

    private AnalyzedQuery(IReadOnlyList<WeightedTerm> terms, IReadOnlyList<string[]> phrases, IReadOnlyList<string[]> excluded)
    {
        Terms = terms;
        Phrases = phrases;
        Excluded = excluded;
    }

    /// <summary>Each term once, in order of first mention.</summary>
    public IReadOnlyList<WeightedTerm> Terms { get; }

    public IReadOnlyList<string[]> Phrases { get; }

    public IReadOnlyList<string[]> Excluded { get; }

    /// <param name="expand">A typed beginning -> the terms it can become.</param>
    public static AnalyzedQuery Of(KeywordQuery query, Func<string, IEnumerable<string>> expand)
    {
        var weights = new Dictionary<string, float>();
        var terms = new List<string>();
        AddText(query.Text, keepStopWords: false);
        var phrases = query.Phrases.Select(PhraseOf).Where(p => p.Length > 0).ToList();
        foreach (var prefix in query.Prefixes)
        {
            foreach (var term in expand(prefix))
                Add(term, 1);
        }
        foreach (var phrase in query.Phrases)
            AddText(phrase, keepStopWords: phrases.Count > 0 && terms.Count == 0);
        var excluded = query.Excluded.Select(PhraseOf).Where(p => p.Length > 0).ToList();
        return new AnalyzedQuery([.. terms.Select(t => new WeightedTerm(t, weights[t]))], phrases, excluded);

        void AddText(string text, bool keepStopWords)
        {
            var tokens = Analyzer.Analyze(text);
            var kept = keepStopWords ? tokens : tokens.FindAll(t => !StopWords.Contains(t.Word));
            foreach (var token in kept.Count > 0 ? kept : tokens)
            {
                if (token.Kind != TokenKind.Single)
                    Add(token.Term, token.Kind == TokenKind.Word ? 1 : SecondaryWeight);
            }
        }

        void Add(string term, float weight)
        {
            if (!weights.TryAdd(term, weight))
                weights[term] += weight;
            else
                terms.Add(term);
        }
    }

    /// <summary>The words of a phrase in order, one a position.</summary>
    private static string[] PhraseOf(string text) =>
        [.. Analyzer.Analyze(text).Where(t => t.Kind == TokenKind.Word).Select(t => t.Term)];
}
