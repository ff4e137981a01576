namespace SemanticSearch.Documents;

/// <summary>Conditions that a hit must meet: values of one field are alternatives, fields are all required. Compared without case.</summary>
public sealed record SearchFilter
{
    public static SearchFilter None { get; } = new();

    /// <summary>A topic name at any level of a path, or a whole path or its beginning ("Scalability > Caching").</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<DocumentKind> Kinds { get; init; } = [];

    /// <summary>A host; its subdomains match too.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }
}
