namespace SemanticSearch.Documents;

/// <summary>What is searchable: an imported or extracted text, a bare list entry, or both joined (same normalised URL).</summary>
public sealed record Article
{
    /// <summary>Unique in a library: the <c>_id</c> of an import, else the URL as the list has it.</summary>
    public required string Id { get; init; }

    public string? Url { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown or plain text; empty for an entry whose page is not known yet.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<string> Authors { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DocumentKind Kind { get; init; }

    /// <summary>Host without "www.", lower case; null without a URL.</summary>
    public string? Site { get; init; }

    public DateOnly? Published { get; init; }

    /// <summary>Year of <see cref="Published"/>, else the year that the list's entry tells.</summary>
    public int? Year { get; init; }

    public string? License { get; init; }

    /// <summary>The copy in a web archive that stands for the page, which is gone; null while the page itself is there.</summary>
    public string? ArchivedUrl { get; init; }

    /// <summary>Other addresses at which nearly the same text stands.</summary>
    public IReadOnlyList<string> AlsoAt { get; init; } = [];
}
