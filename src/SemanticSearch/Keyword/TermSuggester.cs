namespace SemanticSearch.Keyword;

/// <summary>Spelling corrections and completions from the terms of the index.</summary>
internal sealed class TermSuggester(MemoryIndex index)
{
    private const int MaxExpansions = 64;

    /// <summary>The commonest terms that begin like <paramref name="prefix"/>, and the term of the prefix itself.</summary>
    public IEnumerable<string> TermsFrom(string prefix)
    {
        var folded = Fold(prefix);
        return folded.Length == 0 ? [] : Starting(folded).Append(Text.Terms.Of(folded)).Distinct().Take(MaxExpansions);
    }

    public IReadOnlyList<string> Completions(string prefix, int top)
    {
        var folded = Fold(prefix);
        return folded.Length == 0 ? [] : [.. Starting(folded).Take(top)];
    }

    public IReadOnlyList<string> Corrections(string word, int top)
    {
        var folded = Fold(word);
        var term = Text.Terms.Of(folded);
        if (folded.Length < 4 || Frequency(term) > 0)
            return [];
        var limit = folded.Length < 8 ? 1 : 2;
        return [.. index.Terms.Where(t => Math.Abs(t.Length - term.Length) <= limit)
            .Select(t => (Term: t, Distance: EditDistance.Between(term, t)))
            .Where(c => c.Distance <= limit)
            .OrderBy(c => c.Distance).ThenByDescending(c => Frequency(c.Term)).ThenBy(c => c.Term, StringComparer.Ordinal)
            .Take(top).Select(c => c.Term)];
    }

    private IEnumerable<string> Starting(string prefix)
    {
        var first = Array.BinarySearch(index.Terms, prefix, StringComparer.Ordinal);
        return index.Terms.Skip(first < 0 ? ~first : first).TakeWhile(t => t.StartsWith(prefix, StringComparison.Ordinal))
            .OrderByDescending(Frequency).ThenBy(t => t, StringComparer.Ordinal);
    }

    private int Frequency(string term) => (index.Passages(term)?.Count ?? 0) + (index.Heads(term)?.Count ?? 0);

    private static string Fold(string word) => Text.Analyzer.Analyze(word) is [var first, ..] ? first.Word : "";
}
