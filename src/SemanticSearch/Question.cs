using SemanticSearch.Concepts;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;

namespace SemanticSearch;

/// <summary>What a request asks for, in the terms of the index.</summary>
/// <param name="Keywords">The user's own words.</param>
/// <param name="Vector">Of the question; null where the vector leg is not asked.</param>
/// <param name="Concepts">What it is about, most probable first; empty in keyword mode.</param>
/// <param name="Wishes">What it asks for besides; empty but in hybrid mode.</param>
internal sealed record Question(
    SearchMode Mode,
    KeywordQuery Keywords,
    float[]? Vector,
    IReadOnlyList<MatchedConcept> Concepts,
    IReadOnlyList<Wish> Wishes,
    ArticleFilter? Allowed,
    bool HasNoWords,
    List<string> Notes)
{
    /// <summary>Concepts told, at most: of more the user reads none.</summary>
    private const int MostConcepts = 3;

    public PhaseClock Clock { get; init; } = new();

    /// <summary>What the user is told about how the question was taken: concepts, surest first, then wishes.</summary>
    public IReadOnlyList<Understanding> Understood => Mode != SearchMode.Hybrid ? [] :
    [
        .. Concepts.Where(concept => concept.Span is not null || concept.Probability >= ConceptMatcher.ToldProbability).Take(MostConcepts)
            .Select(concept => new Understanding(UnderstandingType.Concept, concept.Concept.Name, concept.Probability, concept.Span is not null)),
        .. Wishes.Select(wish => new Understanding(wish.Kind is null ? UnderstandingType.Organisation : UnderstandingType.Kind, wish.Name, Probability: 1, Named: true)),
    ];
}
