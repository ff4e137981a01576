namespace SemanticSearch.Storage;

/// <summary>
/// What an import did, id by id: an id that was stored twice counts once, by what stood there before the import and what
/// stands there after it. So the same import again counts everything as unchanged.
/// </summary>
internal sealed class StoreTally
{
    private readonly Dictionary<string, Record> _records = new(StringComparer.Ordinal);

    /// <summary>Notes that <paramref name="id"/> stands on this line; the line of its last mention, if there was one.</summary>
    public int? Mention(string id, int line)
    {
        if (_records.TryGetValue(id, out var record))
        {
            var before = record.Line;
            record.Line = line;
            return before;
        }
        _records.Add(id, new Record { Line = line });
        return null;
    }

    /// <summary>Notes what storing did to a mentioned id.</summary>
    public void Stored(string id, StoreOutcome outcome)
    {
        var record = _records[id];
        record.Outcome = record.Outcome is { } first ? first with { After = outcome.After } : outcome;
    }

    public int Count(StoreChange change) => _records.Values.Count(record => record.Outcome?.Change == change);

    private sealed class Record
    {
        public int Line { get; set; }

        public StoreOutcome? Outcome { get; set; }
    }
}
