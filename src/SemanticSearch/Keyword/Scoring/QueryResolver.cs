using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>Query terms -> where they are and how much they weigh. Statistics are those of all live documents, whatever segment they are in.</summary>
internal sealed class QueryResolver(SegmentGroup group)
{
    /// <summary>The terms that occur at all, in the order of the query.</summary>
    public List<ResolvedTerm> Resolve(AnalyzedQuery query, KeywordLevel level)
    {
        var found = new List<(WeightedTerm Term, TermEntry?[] Entries, int Frequency)>(query.Terms.Count);
        var commonest = new Dictionary<int, int>();
        foreach (var term in query.Terms)
        {
            var entries = new TermEntry?[group.Segments.Length];
            var frequency = 0;
            for (var s = 0; s < entries.Length; s++)
            {
                if (!group.Segments[s].Terms.TryFind(term.Term, out var entry))
                    continue;
                entries[s] = entry;
                frequency += group.Segments[s].LiveDocuments(entry, level);
            }
            if (frequency == 0)
                continue;
            found.Add((term, entries, frequency));
            if (term.Group >= 0)
                commonest[term.Group] = Math.Max(frequency, commonest.GetValueOrDefault(term.Group));
        }
        var documents = group.Map(level).Count;
        var resolved = new List<ResolvedTerm>(found.Count);
        foreach (var (term, entries, frequency) in found)
        {
            var idf = Bm25.Idf(documents, term.Group < 0 ? frequency : commonest[term.Group]);
            resolved.Add(new ResolvedTerm(term.Term, (float)(term.Weight * idf), idf, frequency, entries));
        }
        return resolved;
    }
}
