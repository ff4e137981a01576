using SemanticSearch.Concepts;

namespace SemanticSearch;

/// <summary>
/// The glossary over one generation: question -> concepts. Vectors come from the file beside the model that made the generation's; what that
/// lacks (a user's own concepts) is embedded when this is opened, up to a limit that nobody has to wait for. Thread-safe.
/// </summary>
internal sealed class ConceptLookup
{
    /// <summary>Concepts embedded at opening, at most: a few seconds. A glossary with more is matched by names alone.</summary>
    private const int MaxEmbedded = 200;

    private readonly ConceptMatcher _matcher;

    private ConceptLookup(Glossary glossary, ConceptVectors? vectors, Func<string, int> holdersOf)
    {
        Glossary = glossary;
        Vectors = vectors;
        _matcher = new ConceptMatcher(glossary, vectors, holdersOf);
    }

    public Glossary Glossary { get; }

    /// <summary>Null: names only.</summary>
    public ConceptVectors? Vectors { get; }

    /// <param name="glossaryPath">A user's own file; null: the glossary that ships.</param>
    /// <param name="leg">Null: names only.</param>
    /// <param name="holdersOf">How many articles hold a word; as many as there are where it is known otherwise.</param>
    /// <exception cref="Documents.DataProblemException">The user's file is no glossary.</exception>
    public static ConceptLookup Open(string? glossaryPath, VectorLeg? leg, Func<string, int> holdersOf)
    {
        var glossary = Glossary.Open(glossaryPath);
        return new ConceptLookup(glossary, leg is null ? null : LoadVectors(glossary, leg), holdersOf);
    }

    /// <param name="vector">The question's; null: names only.</param>
    /// <param name="except">Names of concepts that the user has taken back.</param>
    public IReadOnlyList<MatchedConcept> Match(string question, float[]? vector, IReadOnlySet<string>? except = null) => _matcher.Match(question, vector, except);

    private static ConceptVectors? LoadVectors(Glossary glossary, VectorLeg leg)
    {
        if (leg.Source is not { } source)
            return null;
        using var file = ConceptVectorFile.TryOpen(Path.Combine(source.Folder, ConceptVectorFile.FileName));
        var isOfModel = file?.Model == source.Identity;
        var missing = isOfModel ? glossary.Concepts.Count(concept => !file!.Has(concept)) : glossary.Concepts.Count;
        return missing <= MaxEmbedded ? ConceptVectors.Load(glossary, leg.Dimension, isOfModel ? [file!] : [], leg.EmbedTexts) : null;
    }
}
