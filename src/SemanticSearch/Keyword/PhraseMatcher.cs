namespace SemanticSearch.Keyword;

/// <summary>The documents in which terms stand next to each other in order.</summary>
internal static class PhraseMatcher
{
    public static IEnumerable<int> Match(TermPostings?[] terms)
    {
        if (terms.Length == 0 || terms.Contains(null))
            yield break;
        var rarest = terms.MinBy(t => t!.Count)!;
        for (var i = 0; i < rarest.Count; i++)
        {
            if (Holds(terms, rarest.Document(i)))
                yield return rarest.Document(i);
        }
    }

    private static bool Holds(TermPostings?[] terms, int document)
    {
        var indexes = new int[terms.Length];
        for (var t = 0; t < terms.Length; t++)
        {
            indexes[t] = terms[t]!.Find(document);
            if (indexes[t] < 0)
                return false;
        }
        foreach (var start in terms[0]!.Positions(indexes[0]))
        {
            var t = 1;
            while (t < terms.Length && terms[t]!.Positions(indexes[t]).Contains(start + t))
                t++;
            if (t == terms.Length)
                return true;
        }
        return false;
    }
}
