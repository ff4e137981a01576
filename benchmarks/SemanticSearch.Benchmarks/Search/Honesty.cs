namespace SemanticSearch.Benchmarks.Search;

/// <summary>How an engine answered, as a user is told.</summary>
public enum Told
{
    Nothing,

    /// <summary>Hits, and beside them that none fits well.</summary>
    Weak,

    Strong,
}

/// <param name="First">The title of the first hit; "" without hits.</param>
/// <param name="Nearest">Cosine of the nearest text of all; 0 without vectors.</param>
public sealed record ToldQuery(string Query, Told Told, string First, double Nearest);

/// <param name="Rank">Of the one article that holds the term, among the first hundred; 0 when it is not there.</param>
public sealed record FoundTerm(RareQuery Asked, int Rank, Told Told, string First);

/// <summary>
/// Whether an engine says so when it has no answer, does not say so when it has one, and puts the one article that holds a rare term first. Asked as a
/// user asks: in the default mode, of the whole <see cref="SearchEngine.Search"/>.
/// </summary>
public sealed class Honesty(SearchEngine engine)
{
    /// <summary>Of the questions that nothing here answers, at least so many get nothing, or hits that are called weak.</summary>
    public const double OffTopicTarget = 0.95;

    /// <summary>Of the questions that something here answers, at most so many get nothing.</summary>
    public const double LostTarget = 0.02;

    /// <summary>Of the questions for a rare term, at least so many get its article first.</summary>
    public const double RareTarget = 0.98;

    private const int RareDepth = 100;

    public IReadOnlyList<ToldQuery> Ask(IEnumerable<string> queries) => [.. queries.Select(query => Ask(query, top: 10).Told)];

    public IReadOnlyList<FoundTerm> Find(IEnumerable<RareQuery> terms) => [.. terms.Select(Find)];

    private FoundTerm Find(RareQuery rare)
    {
        var (told, ids) = Ask(rare.Query, RareDepth);
        return new FoundTerm(rare, 1 + ids.IndexOf(rare.Article), told.Told, told.First);
    }

    private (ToldQuery Told, List<string> Ids) Ask(string query, int top)
    {
        var response = engine.Search(new SearchRequest { Query = query, Top = top });
        var first = response.Hits.Count > 0 ? response.Hits[0].Title : "";
        return (new ToldQuery(query, How(response), first, Nearest(query)), [.. response.Hits.Select(hit => hit.Id)]);
    }

    private double Nearest(string query) =>
        engine.Vectors is { } vectors && vectors.Search(vectors.Embed(query), 1, allowed: null) is [var nearest, ..] ? nearest.Score : 0;

    /// <summary>The one place that knows how a response tells that it is weak.</summary>
    private static Told How(SearchResponse response) =>
        response.Hits.Count == 0 ? Told.Nothing
        : response.Notes.Any(note => note.StartsWith("Nothing here fits", StringComparison.Ordinal)) ? Told.Weak
        : Told.Strong;
}
