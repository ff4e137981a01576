namespace SemanticSearch.Ranking;

/// <summary>How the scores of two legs become comparable, 0 to 1, before their weighted sum is taken.</summary>
public enum FusionMethod
{
    /// <summary>Keyword scores scaled to 0-1 over the candidates, cosines as they are: how near the best one is stays known.</summary>
    Cosine,

    /// <summary>Both legs scaled to 0-1 over the candidates (Bruch, Gai, Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval", section 4).</summary>
    MinMax,

    /// <summary>Reciprocal ranks (Cormack, Clarke, Buettcher 2009), k = 60, the first one 1: scores count for nothing.</summary>
    ReciprocalRank,
}
