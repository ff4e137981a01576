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
    List<string> Notes)
{
    /// <summary>Concepts told, at most: of more the user reads none.</summary>
    private const int MostConcepts = 3;

    public required PhaseClock Clock { get; init; }

    /// <summary>The query taken apart.</summary>
    public required ParsedQuery Parsed { get; init; }

    /// <summary>Words of the query that were searched as others.</summary>
    public IReadOnlyList<TakenWord> Taken { get; init; } = [];

    /// <summary>The query with each unknown word replaced by the nearest known one, whether it was searched so or not; null when every word is known.</summary>
    public CorrectedQuery? Spelling { get; init; }

    /// <summary>What the user is told about how the question was taken: concepts, surest first, then wishes.</summary>
    public IReadOnlyList<Understanding> Understood => Mode != SearchMode.Hybrid ? [] :
    [
        .. Concepts.Where(concept => concept.Span is not null || concept.Probability >= ConceptMatcher.ToldProbability).Take(MostConcepts)
            .Select(concept => new Understanding(UnderstandingType.Concept, concept.Concept.Name, concept.Probability, concept.Span is not null)),
        .. Wishes.Select(wish => new Understanding(wish.Kind is null ? UnderstandingType.Organisation : UnderstandingType.Kind, wish.Name, Probability: 1, Named: true)),
    ];
}
