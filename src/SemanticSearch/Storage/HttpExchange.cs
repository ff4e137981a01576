namespace SemanticSearch.Storage;

/// <summary>A request and what came back, as an archive keeps them.</summary>
internal sealed record HttpExchange
{
    public required string Url { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Request line and headers with the empty line.</summary>
    public required byte[] RequestHead { get; init; }

    public required int Status { get; init; }

    /// <summary>Status line and headers with the empty line; a transfer coding is undone and its header gone.</summary>
    public required byte[] ResponseHead { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>As received, content codings kept.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Of the body: "sha1:" and base 32.</summary>
    public required string Digest { get; init; }

    public string? RemoteAddress { get; init; }

    /// <summary>"length" or "time" when the body was cut; null when it is whole.</summary>
    public string? Truncated { get; init; }

    /// <summary>The earlier response with the same content; null when this one is new.</summary>
    public EarlierResponse? SameAs { get; init; }

    public string? Header(string name) => HttpMessage.Find(Headers, name);
}

/// <summary>What a revisit record refers to.</summary>
internal sealed record EarlierResponse(string Url, DateTimeOffset At);
