using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>What one request brought: an answer of any status, or why there is none.</summary>
/// <param name="Exchange">What was received; null when no answer came. There may be one beside a problem: a body that was cut.</param>
/// <param name="Took">From asking to the last byte, or to the failure.</param>
internal sealed record FetchResult(HttpExchange? Exchange, FetchProblem? Problem, TimeSpan Took)
{
    /// <summary>The host says "later": the time it asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <param name="Reason">For people.</param>
internal sealed record FetchProblem(FetchProblemKind Kind, string Reason)
{
    /// <summary>Why only the beginning of the body is there, in WARC's word; null when none of it is, or all.</summary>
    public string? Cut { get; init; }
}

internal enum FetchProblemKind
{
    /// <summary>No such name.</summary>
    UnknownHost,

    /// <summary>No connection, or it broke, or it was too slow; another try may help.</summary>
    Network,

    /// <summary>No secure connection: certificate or protocol.</summary>
    Tls,

    /// <summary>The address is guarded: no request was sent.</summary>
    Guarded,

    /// <summary>The answer broke a limit or is no HTTP; the next one would too.</summary>
    BadAnswer,
}
