using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.Concepts;

/// <summary>A concept that a question may be about.</summary>
/// <param name="Probability">That it is, 0 to 1: those of all concepts and of none of them make 1.</param>
/// <param name="Span">Where the question calls it by name or alias; null when it does not.</param>
/// <param name="IsUnheld">Whether a word there is one that no article holds.</param>
internal sealed record MatchedConcept(int Number, Concept Concept, double Probability, TextSpan? Span, bool IsUnheld = false);

/// <summary>
/// Question -> concepts, by meaning and words: a conditional logit over the glossary (McFadden 1974) whose weights were fitted to held-out lay phrases,
/// with one more outcome, that the question is about none of them. Pure.
/// </summary>
/// <param name="vectors">Null: a question is about the concepts that it calls by name.</param>
/// <param name="holdersOf">How many articles hold a word: one that any holds is no misspelling. Null: none holds any.</param>
internal sealed class ConceptMatcher(Glossary glossary, ConceptVectors? vectors = null, Func<string, int>? holdersOf = null)
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

    /// <summary>
    /// What a concept weighs at least, against "none of them" and shared among a name's meanings, where the question calls it by a name that no article holds:
    /// its words find nothing, so all that is known of them is what they name. Of a name that articles hold it is this by one more than they are.
    /// </summary>
    private const double UnheldNameShare = 2;

    /// <summary>Of several meanings of a name only those count that are this near to the nearest one.</summary>
    private const double MeaningMargin = 0.08;

    private readonly ConceptWords _words = new(glossary.Concepts);

    /// <param name="question">Words, without filter syntax.</param>
    /// <param name="vector">The question's, of length 1; empty: names only.</param>
    /// <param name="except">Names of concepts that the user has taken back, in any case.</param>
    /// <returns>Most probable first; equal ones in the order of the glossary. Those that the question calls by name are told however improbable.</returns>
    public IReadOnlyList<MatchedConcept> Match(string question, ReadOnlySpan<float> vector, IReadOnlySet<string>? except = null)
    {
        var named = Named(question, vector);
        var probabilities = vectors is null || vector.IsEmpty ? OfNames(named) : OfMeaning(question, vector, named);
        var matched = new List<MatchedConcept>();
        for (var number = 0; number < probabilities.Length; number++)
        {
            if (probabilities[number] < MinProbability && !named.ContainsKey(number) || except?.Contains(glossary.Concepts[number].Name) == true)
                continue;
            var name = named.GetValueOrDefault(number);
            matched.Add(new MatchedConcept(number, glossary.Concepts[number], probabilities[number], name?.Span, name?.Holders == 0));
        }
        return [.. matched.OrderByDescending(concept => concept.Probability).ThenBy(concept => concept.Number)];
    }

    /// <summary>The share of each concept; of a glossary without vectors, all that is known.</summary>
    private double[] OfNames(Dictionary<int, Name> named)
    {
        var probabilities = new double[glossary.Concepts.Count];
        foreach (var number in named.Keys)
            probabilities[number] = 1.0 / named.Count;
        return probabilities;
    }

    private double[] OfMeaning(string question, ReadOnlySpan<float> vector, Dictionary<int, Name> named)
    {
        var scores = new float[glossary.Concepts.Count];
        _words.AddScores(question, scores);
        var similarities = vectors!.Similarities(vector);
        var shares = new double[scores.Length];
        var sum = 1.0;
        for (var number = 0; number < scores.Length; number++)
        {
            shares[number] = Math.Exp(SimilarityWeight * similarities[number] + WordsWeight * scores[number] - NoneWeight);
            if (named.TryGetValue(number, out var name))
                shares[number] = Math.Max(shares[number], name.LeastShare);
            sum += shares[number];
        }
        for (var number = 0; number < shares.Length; number++)
            shares[number] /= sum;
        return shares;
    }

    /// <summary>The concepts that the question calls by name; of a name with several meanings those that the question is near to.</summary>
    private Dictionary<int, Name> Named(string question, ReadOnlySpan<float> vector)
    {
        var named = new Dictionary<int, Name>();
        foreach (var match in glossary.Names.FindInQuestion(question, word => holdersOf?.Invoke(word) > 0))
        {
            var meant = Meant(match.Meanings, vector);
            var span = new TextSpan(match.Start, match.Length);
            var holders = FewestHolders(question.AsSpan(span.Start, span.Length));
            // A misspelt name is searched as the right one, which other articles may hold.
            var name = new Name(span, holders, match.IsCorrected ? 0 : UnheldNameShare / (1.0 + holders) / meant.Length);
            foreach (var number in meant)
                named.TryAdd(number, name);
        }
        return named;
    }

    /// <summary>Articles that hold the rarest word of a name; where nobody knows of any, more than there are.</summary>
    private int FewestHolders(ReadOnlySpan<char> name) => holdersOf is null
        ? int.MaxValue
        : Analyzer.Analyze(name).Where(token => token.Kind == TokenKind.Word).Select(token => holdersOf(token.Word)).DefaultIfEmpty(int.MaxValue).Min();

    private int[] Meant(int[] meanings, ReadOnlySpan<float> vector)
    {
        if (vectors is null || vector.IsEmpty || meanings.Length == 1)
            return meanings;
        var similarities = vectors.Similarities(vector, meanings);
        var least = similarities.Max() - MeaningMargin;
        return [.. meanings.Where((_, i) => similarities[i] >= least)];
    }

    /// <summary>Where a question says a name, how many articles hold its rarest word, and what its concept weighs at least.</summary>
    private sealed record Name(TextSpan Span, int Holders, double LeastShare);
}
