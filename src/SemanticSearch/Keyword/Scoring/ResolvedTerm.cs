using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>A query term as the index knows it.</summary>
/// <param name="Weight">What its term part is multiplied by: the query's weight times <paramref name="Idf"/>.</param>
/// <param name="DocumentFrequency">Live documents of the level that hold it.</param>
/// <param name="Entries">For each segment where its lists are; null where it does not occur.</param>
internal sealed record ResolvedTerm(string Term, float Weight, double Idf, int DocumentFrequency, TermEntry?[] Entries);
