using SemanticSearch.Documents;

namespace SemanticSearch.Concepts;

/// <summary>A concept that a question is about.</summary>
/// <param name="Similarity">Of question and concept; of one called by its name, 1 (or less where the name has several meanings or was misspelt).</param>
/// <param name="ByAlias">Whether the question holds its name or an alias.</param>
/// <param name="Weight">How much it may add, beside the question's own words at 1: at most <see cref="ConceptMatcher.MaxWeight"/>.</param>
/// <param name="Span">Where the question calls it by name; null when it was found by meaning.</param>
internal sealed record MatchedConcept(int Number, Concept Concept, double Similarity, bool ByAlias, double Weight, TextSpan? Span);

/// <summary>Words to search beside the question's own.</summary>
/// <param name="Phrase">A name or an alias.</param>
internal readonly record struct WeightedPhrase(string Phrase, float Weight);

/// <summary>What a question means in terms of the glossary; <see cref="None"/> when nothing is near enough to say.</summary>
/// <param name="Concepts">Heaviest first.</param>
/// <param name="ExpansionTerms">For the keyword leg: each concept shares its weight among its name and aliases, what the question says already left out.</param>
/// <param name="Vector">For the vector leg: the weighted sum of the concepts' directions, as long as it is sure; null without vectors.</param>
internal sealed record ConceptExpansion(IReadOnlyList<MatchedConcept> Concepts, IReadOnlyList<WeightedPhrase> ExpansionTerms, float[]? Vector)
{
    public static ConceptExpansion None { get; } = new([], [], null);
}

/// <summary>
/// Question -> concepts, by name and by meaning. Pure. By meaning it speaks only where a concept stands near and clear of what any text has in
/// common with any other: a wrong concept harms more than a missing one.
/// </summary>
/// <param name="vectors">Null: names only.</param>
/// <param name="isKnownWord">Whether the index knows a word as written, which then is no misspelling; null: it knows none.</param>
internal sealed class ConceptMatcher(Glossary glossary, ConceptVectors? vectors = null, Func<string, bool>? isKnownWord = null)
{
    /// <summary>Concepts told, at most.</summary>
    public const int MaxConcepts = 3;

    public const double MaxWeight = 0.6;

    /// <summary>
    /// Similarity from which on a concept counts. 99 of 100 questions about medicine and aerodynamics (SciFact, Cranfield) stay below
    /// .35 and .39; three of four held-out lay phrases lie above .40.
    /// </summary>
    public const double MinSimilarity = 0.38;

    /// <summary>Similarity of full weight. Between the two the weight grows as the share of held-out phrases does that are nearest to their own concept: .2 at .4, .8 at .7.</summary>
    public const double SureSimilarity = 0.70;

    /// <summary>A name that is not what the question is about ("rest", "go"): with vectors, its concept must be at least this near.</summary>
    private const double MinNamedSimilarity = 0.15;

    /// <summary>Of several meanings of a name only those count that are this near to the nearest one.</summary>
    private const double MeaningMargin = 0.08;

    /// <summary>Names and aliases of one concept that are searched.</summary>
    private const int MaxPhrases = 6;

    /// <param name="question">Words, without filter syntax.</param>
    /// <param name="vector">The question's, of length 1; empty: names only.</param>
    /// <param name="except">Names of concepts that the user has taken back, in any case.</param>
    public ConceptExpansion Match(string question, ReadOnlySpan<float> vector, IReadOnlySet<string>? except = null)
    {
        var found = new Dictionary<int, MatchedConcept>();
        foreach (var name in glossary.Names.FindInQuestion(question, isKnownWord))
            AddNamed(found, name, vector);
        if (vectors is not null && !vector.IsEmpty)
            AddNear(found, vector);
        var matched = found.Values.Where(concept => except?.Contains(concept.Concept.Name) != true)
            .OrderByDescending(concept => concept.Weight).ThenBy(concept => concept.Number).Take(MaxConcepts).ToList();
        return matched.Count == 0 ? ConceptExpansion.None : new ConceptExpansion(matched, Phrases(matched, question), Direction(matched, vector));
    }

    private void AddNamed(Dictionary<int, MatchedConcept> found, NameMatch name, ReadOnlySpan<float> vector)
    {
        foreach (var number in Meant(name.Meanings, vector, out var meanings))
        {
            var similarity = (name.IsCorrected ? 0.9 : 1.0) / meanings;
            found.TryAdd(number, new MatchedConcept(number, glossary.Concepts[number], similarity, ByAlias: true, MaxWeight * similarity, new TextSpan(name.Start, name.Length)));
        }
    }

    private List<int> Meant(int[] meanings, ReadOnlySpan<float> vector, out int count)
    {
        var meant = meanings.ToList();
        if (vectors is not null && !vector.IsEmpty)
        {
            var similarities = vectors.Similarities(vector, meanings);
            var least = Math.Max(MinNamedSimilarity, similarities.Max() - MeaningMargin);
            meant.RemoveAll(number => similarities[Array.IndexOf(meanings, number)] < least);
        }
        count = meant.Count;
        return meant;
    }

    private void AddNear(Dictionary<int, MatchedConcept> found, ReadOnlySpan<float> vector)
    {
        foreach (var near in vectors!.Nearest(vector, MaxConcepts))
        {
            var weight = MaxWeight * Math.Min(1, (near.Similarity - MinSimilarity) / (SureSimilarity - MinSimilarity));
            if (weight > 0)
                found.TryAdd(near.Number, new MatchedConcept(near.Number, glossary.Concepts[near.Number], near.Similarity, ByAlias: false, weight, Span: null));
        }
    }

    private static List<WeightedPhrase> Phrases(List<MatchedConcept> matched, string question)
    {
        var known = new HashSet<string> { ConceptNames.KeyOf(question) };
        var phrases = new List<WeightedPhrase>();
        foreach (var concept in matched)
        {
            if (concept.Span is { } span)
                known.Add(ConceptNames.KeyOf(question.Substring(span.Start, span.Length)));
            var names = concept.Concept.Aliases.Prepend(concept.Concept.Word).Where(name => known.Add(ConceptNames.KeyOf(name))).Take(MaxPhrases).ToList();
            // The usual name is what articles call it; the others share what is left.
            for (var i = 0; i < names.Count; i++)
                phrases.Add(new WeightedPhrase(names[i], (float)(concept.Weight / (1 + i))));
        }
        return phrases;
    }

    private float[]? Direction(List<MatchedConcept> matched, ReadOnlySpan<float> vector)
    {
        if (vectors is null || vector.IsEmpty)
            return null;
        var sum = new float[vectors.Dimension];
        foreach (var concept in matched)
        {
            var direction = vectors.Direction(concept.Number);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += (float)concept.Weight * direction[i];
        }
        return sum;
    }
}
