namespace SemanticSearch.Vectors;

/// <summary>A passage near the question.</summary>
/// <param name="Ordinal">The number under which the vector was added.</param>
/// <param name="Score">Cosine, -1 to 1.</param>
internal readonly record struct VectorHit(int Ordinal, float Score);
