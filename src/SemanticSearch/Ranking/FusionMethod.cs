namespace SemanticSearch.Ranking;

/// <summary>How the scores of two legs become one.</summary>
internal enum FusionMethod
{
    /// <summary>Keyword scores scaled to 0-1 over the candidates, cosines as they are: how near the best one is stays known.</summary>
    Cosine,

    /// <summary>Both legs scaled to 0-1 over the candidates (Bruch et al. 2022, "An Analysis of Fusion Functions for Hybrid Retrieval").</summary>
    MinMax,

    /// <summary>Reciprocal ranks (Cormack et al. 2009), k = 60: scores count for nothing.</summary>
    ReciprocalRank,
}
