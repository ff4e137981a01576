namespace SemanticSearch.Documents;

/// <summary>A page as it was received, content codings undone: what an extractor reads.</summary>
internal sealed record FetchedPage
{
    /// <summary>The address as the list has it; the id of the article that the page gives.</summary>
    public required string Url { get; init; }

    /// <summary>The address that answered, after redirects (of the site itself: not that of an archive).</summary>
    public required string FinalUrl { get; init; }

    /// <summary>The copy in a web archive that this was read from; null when the site itself answered.</summary>
    public string? ArchivedUrl { get; init; }

    /// <summary>The Content-Type header as sent, null where there is none.</summary>
    public string? ContentType { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required DateTimeOffset FetchedAt { get; init; }
}
