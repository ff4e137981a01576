using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>Collects what one visit received, ready for the archive, and what it learnt.</summary>
internal sealed class VisitRecord(LongBodyPlace longBody)
{
    private readonly List<EncodedExchange> _exchanges = [];
    private readonly List<RobotsRecord> _robots = [];

    public LongBodyPlace LongBody { get; } = longBody;

    public IReadOnlyList<EncodedExchange> Exchanges => _exchanges;

    public IReadOnlyList<RobotsRecord> Robots => _robots;

    /// <summary>Compresses at once, so that the body can go; its number among <see cref="Exchanges"/>.</summary>
    public int Received(HttpExchange exchange)
    {
        _exchanges.Add(WarcRecords.Encode(exchange));
        return _exchanges.Count - 1;
    }

    public void Received(FetchResult result)
    {
        if (result.Exchange is not null)
            Received(result.Exchange);
    }

    public void Received(IEnumerable<FetchResult> results)
    {
        foreach (var result in results)
            Received(result);
    }

    public void Remember(RobotsRecord robots) => _robots.Add(robots);
}
