namespace SemanticSearch.Web.Api;

/// <param name="Query">What was typed.</param>
internal sealed record SuggestResponse(string Query, IReadOnlyList<string> Suggestions);

internal sealed record HealthResponse(string Status);

internal sealed record ReadyResponse(string Status, string Generation, int Articles, int Passages);
