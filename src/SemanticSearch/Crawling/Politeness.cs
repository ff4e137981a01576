namespace SemanticSearch.Crawling;

/// <summary>How gently a host is treated.</summary>
internal sealed record Politeness
{
    /// <summary>The pause after an answer, in lengths of the time it took: a slow server is a busy one.</summary>
    public double DelayFactor { get; init; } = 5;

    public TimeSpan MinDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests for one address, at most.</summary>
    public int MaxTries { get; init; } = 3;

    /// <summary>Before the second try; doubled before each further one, and jittered.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A longer Retry-After is obeyed by leaving the host alone until a later run.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Failures in a row after which a host is left alone.</summary>
    public int FailuresBeforeRest { get; init; } = 5;

    public TimeSpan Rest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>No pauses: for a server of one's own.</summary>
    public static Politeness None { get; } = new() { DelayFactor = 0, MinDelay = TimeSpan.Zero, FirstBackoff = TimeSpan.Zero };
}
