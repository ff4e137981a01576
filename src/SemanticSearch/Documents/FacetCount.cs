namespace SemanticSearch.Documents;

/// <summary>How many articles have this value of a field.</summary>
public sealed record FacetCount(string Value, int Count);
