using SemanticSearch.Ranking;

namespace SemanticSearch;

/// <summary>How a <see cref="SearchEngine"/> ranks. Defaults were chosen on several collections at once.</summary>
public sealed record SearchOptions
{
    /// <summary>BM25 term saturation, above 0 (Robertson and Zaragoza 2009).</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>BM25 length normalisation, 0 to 1.</summary>
    public double B { get; init; } = 0.6;

    /// <summary>What the score of an article's best passage adds to the article's own, as a factor; 0 ranks whole articles only. With 1 to 1.5
    /// the mean nDCG@10 of five collections is highest, by keywords and hybrid, and so it is on each half of the questions about articles.</summary>
    public double PassageWeight { get; init; } = 1;

    /// <summary>How the legs' scores are made comparable in a hybrid ranking.</summary>
    public FusionMethod Fusion { get; init; } = FusionMethod.Cosine;

    /// <summary>Share of the keyword leg in a hybrid ranking, 0 to 1.</summary>
    public double KeywordWeight { get; init; } = 0.3;

    /// <summary>What being wholly about the concepts of a question adds to an article's score in a hybrid ranking; 0 ranks without the glossary.</summary>
    public double ConceptWeight { get; init; } = 0.55;

    /// <summary>What being of the organisation and of the kind that a question asks for ("Netflix", "talks about") adds to an article's score in a
    /// hybrid ranking; 0 passes over such words.</summary>
    public double WantedWeight { get; init; } = 0.15;

    /// <summary>What meaning the same as the five best articles adds to an article's score in a hybrid ranking (pseudo-relevance feedback); 0 ranks by the question alone.
    /// From 0.15 to 0.3 the mean nDCG@10 of five collections hardly changes.</summary>
    public double FeedbackWeight { get; init; } = 0.2;

    /// <summary>What being the same as an article above takes from an article's score in a hybrid ranking (maximal marginal relevance); 0 ranks each by itself.</summary>
    public double DiversityWeight { get; init; } = 0.01;

    /// <summary>A glossary file of the user's own beside the one that ships; null: that alone.</summary>
    public string? Glossary { get; init; }

    internal double RareWeight { get; init; } = 1;

    internal FusionWeights Weights => new(KeywordWeight, ConceptWeight, PassageWeight, RareWeight) { Wanted = WantedWeight, Feedback = FeedbackWeight, Diversity = DiversityWeight };

    /// <summary>The weights of a ranking in this mode.</summary>
    internal FusionWeights WeightsOf(SearchMode mode) => mode == SearchMode.Hybrid ? Weights : Weights.Only(keywords: mode == SearchMode.Keyword);

    /// <exception cref="ArgumentException">A number is out of its range; names it.</exception>
    internal SearchOptions Validated()
    {
        if (!(K1 > 0 && double.IsFinite(K1)))
            throw new ArgumentException($"{nameof(K1)} must be above 0, not {K1}", nameof(K1));
        if (!(B >= 0 && B <= 1))
            throw new ArgumentException($"{nameof(B)} must be 0 to 1, not {B}", nameof(B));
        if (!(KeywordWeight >= 0 && KeywordWeight <= 1))
            throw new ArgumentException($"{nameof(KeywordWeight)} must be 0 to 1, not {KeywordWeight}", nameof(KeywordWeight));
        if (!Enum.IsDefined(Fusion))
            throw new ArgumentException($"{nameof(Fusion)} must be one of {string.Join(", ", Enum.GetNames<FusionMethod>())}, not {Fusion}", nameof(Fusion));
        RequireWeight(PassageWeight, nameof(PassageWeight));
        RequireWeight(ConceptWeight, nameof(ConceptWeight));
        RequireWeight(WantedWeight, nameof(WantedWeight));
        RequireWeight(FeedbackWeight, nameof(FeedbackWeight));
        RequireWeight(DiversityWeight, nameof(DiversityWeight));
        return this;
    }

    private static void RequireWeight(double weight, string name)
    {
        if (!(weight >= 0 && double.IsFinite(weight)))
            throw new ArgumentException($"{name} must not be negative, not {weight}", name);
    }
}
