using SemanticSearch.Documents;

namespace SemanticSearch.Concepts;

/// <summary>A concept that a question may be about.</summary>
/// <param name="Probability">That it is, 0 to 1: those of all concepts and of none of them make 1.</param>
/// <param name="Span">Where the question calls it by name or alias; null when it does not.</param>
internal sealed record MatchedConcept(int Number, Concept Concept, double Probability, TextSpan? Span);

/// <summary>
/// Question -> concepts, by meaning and words: a conditional logit over the glossary (McFadden 1974) whose weights were fitted to held-out lay phrases,
/// with one more outcome, that the question is about none of them. Pure.
/// </summary>
/// <param name="vectors">Null: a question is about the concepts that it calls by name.</param>
/// <param name="isKnownWord">Whether the index knows a word as written, which then is no misspelling; null: it knows none.</param>
internal sealed class ConceptMatcher(Glossary glossary, ConceptVectors? vectors = null, Func<string, bool>? isKnownWord = null)
{
    /// <summary>What is less probable counts for nothing.</summary>
    public const double MinProbability = 0.02;

    /// <summary>From here on a concept is told to the user as what the question was understood as.</summary>
    public const double ToldProbability = 0.2;

    /// <summary>Weight of the similarity of question and concept (<see cref="ConceptVectors"/>).</summary>
    private const double SimilarityWeight = 14.2;

    /// <summary>Weight of what the question's words score (<see cref="ConceptWords"/>).</summary>
    private const double WordsWeight = 0.253;

    /// <summary>
    /// What "none of them" weighs against the concepts. Between 6 and 8 the collections that engineers do not write (SciFact, Cranfield) rank as
    /// they do without a glossary, within .001, and those that they do gain the same.
    /// </summary>
    private const double NoneWeight = 7;

    /// <summary>Of several meanings of a name only those count that are this near to the nearest one.</summary>
    private const double MeaningMargin = 0.08;

    private readonly ConceptWords _words = new(glossary.Concepts);

    /// <param name="question">Words, without filter syntax.</param>
    /// <param name="vector">The question's, of length 1; empty: names only.</param>
    /// <param name="except">Names of concepts that the user has taken back, in any case.</param>
    /// <returns>Most probable first; equal ones in the order of the glossary. Those that the question calls by name are told however improbable: that its words
    /// find what they name needs no help, and a floor for them measured lower.</returns>
    public IReadOnlyList<MatchedConcept> Match(string question, ReadOnlySpan<float> vector, IReadOnlySet<string>? except = null)
    {
        var named = Named(question, vector);
        var probabilities = vectors is null || vector.IsEmpty ? OfNames(named) : OfMeaning(question, vector);
        var matched = new List<MatchedConcept>();
        for (var number = 0; number < probabilities.Length; number++)
        {
            if (probabilities[number] < MinProbability && !named.ContainsKey(number) || except?.Contains(glossary.Concepts[number].Name) == true)
                continue;
            matched.Add(new MatchedConcept(number, glossary.Concepts[number], probabilities[number], named.TryGetValue(number, out var span) ? span : null));
        }
        return [.. matched.OrderByDescending(concept => concept.Probability).ThenBy(concept => concept.Number)];
    }

    /// <summary>The share of each concept; of a glossary without vectors, all that is known.</summary>
    private double[] OfNames(Dictionary<int, TextSpan> named)
    {
        var probabilities = new double[glossary.Concepts.Count];
        foreach (var number in named.Keys)
            probabilities[number] = 1.0 / named.Count;
        return probabilities;
    }

    private double[] OfMeaning(string question, ReadOnlySpan<float> vector)
    {
        var scores = new float[glossary.Concepts.Count];
        _words.AddScores(question, scores);
        var similarities = vectors!.Similarities(vector);
        var shares = new double[scores.Length];
        var sum = 1.0;
        for (var number = 0; number < scores.Length; number++)
        {
            shares[number] = Math.Exp(SimilarityWeight * similarities[number] + WordsWeight * scores[number] - NoneWeight);
            sum += shares[number];
        }
        for (var number = 0; number < shares.Length; number++)
            shares[number] /= sum;
        return shares;
    }

    /// <summary>The concepts that the question calls by name; of a name with several meanings those that the question is near to.</summary>
    private Dictionary<int, TextSpan> Named(string question, ReadOnlySpan<float> vector)
    {
        var named = new Dictionary<int, TextSpan>();
        foreach (var name in glossary.Names.FindInQuestion(question, isKnownWord))
        {
            foreach (var number in Meant(name.Meanings, vector))
                named.TryAdd(number, new TextSpan(name.Start, name.Length));
        }
        return named;
    }

    private IEnumerable<int> Meant(int[] meanings, ReadOnlySpan<float> vector)
    {
        if (vectors is null || vector.IsEmpty || meanings.Length == 1)
            return meanings;
        var similarities = vectors.Similarities(vector, meanings);
        var least = similarities.Max() - MeaningMargin;
        return meanings.Where((_, i) => similarities[i] >= least);
    }
}
