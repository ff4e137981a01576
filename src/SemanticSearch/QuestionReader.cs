using SemanticSearch.Concepts;
using SemanticSearch.Keyword;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>
/// Widens a question by the concepts that it is about: their names join its words at a lower weight, their directions its vector. Somebody who does
/// not know the word "autoscaling" so finds the articles that say nothing else.
/// </summary>
internal sealed class QuestionReader
{
    /// <summary>How much of a concept's weight its words and its direction get: with both in full, concepts outweigh what was asked.</summary>
    private const float TermShare = 0.6f;

    private const float DirectionShare = 0.5f;

    private readonly Lazy<ConceptLookup> _concepts;

    /// <param name="glossary">A user's own file; null: the glossary that ships.</param>
    /// <param name="vectors">Null: concepts are found by name only.</param>
    /// <param name="knows">Whether the index knows a word.</param>
    public QuestionReader(string? glossary, VectorLeg? vectors, Func<string, bool> knows) =>
        _concepts = new Lazy<ConceptLookup>(() => ConceptLookup.Open(glossary, vectors, knows));

    /// <param name="text">The words of a question.</param>
    /// <param name="own">Its vector.</param>
    /// <param name="except">Concepts that the user has taken back.</param>
    public ReadQuestion Read(string text, float[] own, IReadOnlySet<string>? except = null)
    {
        var meant = _concepts.Value.Match(text, own, except);
        var terms = meant.ExpansionTerms.SelectMany(phrase => Analyzer.ContentWords(phrase.Phrase)
            .Select(token => new WeightedTerm(token.Term, TermShare * phrase.Weight)))
            .GroupBy(term => term.Term).Select(same => same.MaxBy(term => term.Weight)).ToList();
        return new ReadQuestion(Towards(own, meant.Vector), meant.Concepts, terms);
    }

    private static float[] Towards(float[] own, float[]? direction)
    {
        if (direction is null)
            return own;
        var sum = new float[own.Length];
        var squares = 0f;
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = own[i] + DirectionShare * direction[i];
            squares += sum[i] * sum[i];
        }
        var factor = 1 / MathF.Sqrt(squares);
        for (var i = 0; i < sum.Length; i++)
            sum[i] *= factor;
        return sum;
    }
}

/// <param name="Vector">The question's, drawn towards the concepts.</param>
/// <param name="Terms">Words to search beside its own.</param>
internal sealed record ReadQuestion(float[] Vector, IReadOnlyList<MatchedConcept> Concepts, IReadOnlyList<WeightedTerm> Terms);
