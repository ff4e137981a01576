namespace SemanticSearch.Extraction.Metadata;

/// <summary>What a page says about itself. Empty or null: not said.</summary>
internal sealed record PageMetadata
{
    public string Title { get; init; } = "";

    public IReadOnlyList<string> Authors { get; init; } = [];

    public DateOnly? Published { get; init; }

    public DateOnly? Modified { get; init; }

    public string Site { get; init; } = "";

    public string Language { get; init; } = "";

    public string? CanonicalUrl { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The article's text, where structured data give it.</summary>
    public string Body { get; init; } = "";

    /// <summary>The transcript of a video, where structured data give it.</summary>
    public string Transcript { get; init; } = "";
}
