namespace SemanticSearch;

/// <summary>What a question may be taken to speak of.</summary>
public enum UnderstandingType
{
    /// <summary>An entry of the glossary, by name or by what it says.</summary>
    Concept,

    /// <summary>Somebody whose articles the index holds, by name.</summary>
    Organisation,

    /// <summary>Talks, papers, slides, books.</summary>
    Kind,
}

/// <summary>Something that a question was taken to mean, which lifts the articles that fit and leaves out none. A user who meant something else takes it
/// back: <see cref="SearchRequest.Except"/>.</summary>
/// <param name="Name">The concept's, the organisation's, or the kind's: <c>talk</c>.</param>
/// <param name="Probability">That it was meant, 0 to 1; 1 for what is read from the words alone.</param>
/// <param name="Named">Whether the question calls it by name or alias.</param>
public sealed record Understanding(UnderstandingType Type, string Name, double Probability, bool Named);
