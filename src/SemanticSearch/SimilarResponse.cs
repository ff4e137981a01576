namespace SemanticSearch;

/// <summary>The answer to a <see cref="SimilarRequest"/>; serialised as it stands by CLI and HTTP (<see cref="EngineJson"/>).</summary>
public sealed record SimilarResponse
{
    /// <summary>What was named, as it was found.</summary>
    public required IReadOnlyList<NamedArticle> Liked { get; init; }

    public IReadOnlyList<NamedArticle> Disliked { get; init; } = [];

    /// <summary>Hybrid, or keyword where the named articles have no vectors.</summary>
    public required SearchMode Mode { get; init; }

    public required double TookMs { get; init; }

    /// <summary>Best first; none of the named articles among them.</summary>
    public required IReadOnlyList<Hit> Hits { get; init; }

    /// <summary>What the user should know: vectors are missing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>An article by its names.</summary>
public sealed record NamedArticle(string Id, string Title, string? Url);
