namespace SemanticSearch.Ranking;

/// <summary>How well an index answers a question at all, told from what stands nearest. Hybrid and vector search always find something nearest; whether
/// that is an answer, it takes this to say.</summary>
internal enum Confidence
{
    /// <summary>Nothing of the question is known here: no hits are honest hits.</summary>
    None,

    /// <summary>The nearest are shown, and said to be no good fit.</summary>
    Weak,

    /// <summary>There is an article that means the question, or holds all its words.</summary>
    Strong,
}

/// <summary>Pure. The thresholds lie between the nearest cosines of engineering questions (nearly all above .45) and those of questions about cakes,
/// travel and random letters (all below .37) over the same articles, for the model that ships.</summary>
internal static class Acceptance
{
    /// <summary>From here on the nearest text means the question.</summary>
    public const double StrongCosine = 0.45;

    /// <param name="nearest">Cosine of the nearest text; <see cref="Evidence.NoCosine"/> without vectors.</param>
    /// <param name="contentWords">Words of the question that say what it is about.</param>
    /// <param name="knownWords">How many of them the index holds as they are written.</param>
    /// <param name="heldTogether">Whether one article holds all of them.</param>
    public static Confidence Of(double nearest, int contentWords, int knownWords, bool heldTogether)
    {
        if (nearest >= StrongCosine || (contentWords > 0 && heldTogether))
            return Confidence.Strong;
        return knownWords == 0 ? Confidence.None : Confidence.Weak;
    }
}
