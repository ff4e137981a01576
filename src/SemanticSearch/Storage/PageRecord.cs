using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>What the library knows of one link: a row of the frontier, and after its visit what became of it.</summary>
internal sealed record PageRecord
{
    /// <summary>The key: the form that equal links share.</summary>
    public required string NormalizedUrl { get; init; }

    /// <summary>The address as the first list has it.</summary>
    public required string Url { get; init; }

    /// <summary>Lower case, without port.</summary>
    public required string Host { get; init; }

    public PageStatus Status { get; init; }

    /// <summary>Why it is not simply fetched, in words; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Of the last answer; null when there was none.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Where permanent redirects lead; the next visit begins there.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The address that answered after all redirects.</summary>
    public string? FinalUrl { get; init; }

    /// <summary>The copy in a web archive, for people to open.</summary>
    public string? ArchivedUrl { get; init; }

    public string? ETag { get; init; }

    /// <summary>The header as the server sent it.</summary>
    public string? LastModified { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Of the body as received, "sha1:" and base 32.</summary>
    public string? Digest { get; init; }

    /// <summary>Name of the archive file that holds the content, and where its response record begins.</summary>
    public ArchivePlace? Place { get; init; }

    public DateTimeOffset? VisitedAt { get; init; }

    /// <summary>When another visit makes sense; null: at once.</summary>
    public DateTimeOffset? NextVisit { get; init; }

    /// <summary>Visits in a row that brought nothing new; each doubles the pause.</summary>
    public int Misses { get; init; }

    /// <summary>There is content in the archive.</summary>
    public bool HasContent => Place is not null;
}

/// <param name="File">Name in the archive folder.</param>
/// <param name="Offset">Bytes from its beginning to the first byte of the record's gzip member.</param>
internal readonly record struct ArchivePlace(string File, long Offset);
