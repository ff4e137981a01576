namespace SemanticSearch.Storage;

internal enum StoreChange
{
    Added,
    Changed,
    Unchanged,
}

/// <summary>What storing did to one article or entry.</summary>
/// <param name="Before">Content hash of what was stored before; null when there was nothing.</param>
/// <param name="After">Content hash of what is stored now.</param>
internal readonly record struct StoreOutcome(byte[]? Before, byte[] After)
{
    public StoreChange Change =>
        Before is null ? StoreChange.Added : Before.AsSpan().SequenceEqual(After) ? StoreChange.Unchanged : StoreChange.Changed;
}
