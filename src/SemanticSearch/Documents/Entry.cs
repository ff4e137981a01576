namespace SemanticSearch.Documents;

/// <summary>One link of a reading list, as understood. Duplicates are merged: the first place gives title and line, every place gives a topic path.</summary>
public sealed record Entry
{
    /// <summary>The address exactly as the list has it (the first of a merged pair). It is the article's id until an import says otherwise.</summary>
    public required string Url { get; init; }

    /// <summary>The address in the form that equal links share: see <c>Text/UrlNormalizer</c>.</summary>
    public required string NormalizedUrl { get; init; }

    public required string Title { get; init; }

    /// <summary>Every topic path, each "Section > Topic > Subtopic" (<see cref="TopicPath"/>).</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    public DocumentKind Kind { get; init; }

    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>"(8 parts)" is 8; null where the title says nothing.</summary>
    public int? Parts { get; init; }

    /// <summary>Year of publication where URL or title tells it.</summary>
    public int? Year { get; init; }

    /// <summary>1-based line of the list.</summary>
    public int Line { get; init; }
}
