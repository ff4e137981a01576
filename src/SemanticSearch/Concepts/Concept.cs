namespace SemanticSearch.Concepts;

/// <summary>An entry of a glossary: what engineers call something, what it is, and how someone says it who does not know the word.</summary>
/// <param name="Name">The usual term in sentence case; of several senses of one word each says which: "Projection (event sourcing)".</param>
/// <param name="Aliases">Other names, spellings and short forms.</param>
/// <param name="Definition">One or more sentences on one line.</param>
/// <param name="LayPhrases">Need, symptom or mechanism, in words other than the name's.</param>
/// <param name="Related">Names of other concepts.</param>
/// <param name="Topics">Paths of the reading list.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record Concept(
    string Name,
    IReadOnlyList<string> Aliases,
    string Definition,
    IReadOnlyList<string> LayPhrases,
    IReadOnlyList<string> Related,
    IReadOnlyList<string> Topics,
    GlossaryPlace Place)
{
    /// <summary>The name without the sense in parentheses: what people write.</summary>
    public string Word => Name.EndsWith(')') && Name.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var sense ? Name[..sense] : Name;

    /// <summary>What is embedded: the definition, then each lay phrase.</summary>
    public IEnumerable<string> Texts => [Definition, .. LayPhrases];
}

/// <param name="Area">Heading of the file: "Caching".</param>
/// <param name="Line">1-based line of the concept's name.</param>
internal sealed record GlossaryPlace(string File, string Area, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
