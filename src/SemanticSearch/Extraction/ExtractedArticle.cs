namespace SemanticSearch.Extraction;

/// <summary>What was found in a page. Empty strings and lists mean: not found.</summary>
internal sealed record ExtractedArticle
{
    public string Title { get; init; } = "";

    public IReadOnlyList<string> Authors { get; init; } = [];

    public DateOnly? Published { get; init; }

    public DateOnly? Modified { get; init; }

    /// <summary>The name of the site as it calls itself, else its host.</summary>
    public string Site { get; init; } = "";

    /// <summary>Primary language subtag in lower case ("en"); empty when unknown.</summary>
    public string Language { get; init; } = "";

    /// <summary>Where the page says that it belongs; absolute, or null.</summary>
    public string? CanonicalUrl { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<ArticleBlock> Blocks { get; init; } = [];

    /// <summary>Plain text, blocks apart by a blank line, list items by a line break.</summary>
    public string Text { get; init; } = "";

    /// <summary>The same as CommonMark with tables.</summary>
    public string Markdown { get; init; } = "";

    /// <summary>Name of the encoding that the bytes were read by ("utf-8").</summary>
    public string Charset { get; init; } = "";

    public ExtractionProblems Problems { get; init; }
}
