namespace SemanticSearch.Web.Api;

/// <param name="Query">What was typed.</param>
internal sealed record SuggestResponse(string Query, IReadOnlyList<string> Suggestions);

internal sealed record HealthResponse(string Status);

/// <param name="Vectors">Vectors that are there, of <paramref name="VectorsWanted"/>; until then the rest is found by its words only.</param>
/// <param name="Model">Identity of the model that makes them.</param>
/// <param name="Problem">Why a newer index than this one cannot be opened.</param>
internal sealed record ReadyResponse(
    string Status, string Generation, int Articles, int Passages, int Vectors, int VectorsWanted, string? Model, string? Problem);

internal sealed record ConceptsResponse(IReadOnlyList<ConceptEntry> Concepts);

/// <param name="Concepts">Several where the name has several meanings.</param>
internal sealed record ConceptOverviewsResponse(IReadOnlyList<ConceptOverview> Concepts);
