namespace SemanticSearch.Evaluation;

/// <summary>One place of a ranking: an article's id and the score that brought it there, higher is better.</summary>
internal readonly record struct ScoredId(string Id, double Score);
