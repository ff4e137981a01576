namespace SemanticSearch.Storage;

/// <summary>A record of a web archive (WARC 1.0 or 1.1, or the older ARC), as read.</summary>
internal sealed record WarcRecord
{
    /// <summary>Where it begins: of its gzip member in a compressed file, else of its first byte.</summary>
    public required long Offset { get; init; }

    /// <summary>"response", "request", "revisit", "resource", ...</summary>
    public required string Type { get; init; }

    /// <summary>Without the angle brackets that some writers add.</summary>
    public string? TargetUri { get; init; }

    public DateTimeOffset? Date { get; init; }

    /// <summary>Names as written; found by <see cref="Header"/> without case.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required ReadOnlyMemory<byte> Block { get; init; }

    public string? Header(string name) => HttpMessage.Find(Headers, name);
}

/// <summary>A record, or what is wrong with the bytes where one should be.</summary>
/// <param name="Offset">In the file, as <see cref="WarcRecord.Offset"/>.</param>
internal readonly record struct WarcItem(long Offset, WarcRecord? Record, string? Problem);
