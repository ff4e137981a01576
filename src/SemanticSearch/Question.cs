using SemanticSearch.Concepts;
using SemanticSearch.Keyword;

namespace SemanticSearch;

/// <summary>What a request asks for, in the terms of the index.</summary>
/// <param name="Keywords">The user's own words.</param>
/// <param name="Vector">Of the question; null where the vector leg is not asked.</param>
/// <param name="Concepts">What it is about, most probable first; empty but in hybrid mode.</param>
internal sealed record Question(
    SearchMode Mode, KeywordQuery Keywords, float[]? Vector, IReadOnlyList<MatchedConcept> Concepts, ArticleFilter? Allowed, bool HasNoWords, List<string> Notes);
