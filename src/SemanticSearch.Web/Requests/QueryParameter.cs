using SemanticSearch.Documents;

namespace SemanticSearch.Web.Requests;

/// <summary>A parameter of an address: what the reader accepts and what the API's description says, from one place.</summary>
/// <param name="Repeats">The parameter may be given several times; its values are alternatives.</param>
/// <param name="Allowed">The only values, or empty.</param>
internal sealed record QueryParameter(string Name, string Type, string Description, bool Repeats = false, params IReadOnlyList<string> Allowed)
{
    public static IReadOnlyList<string> ModeNames { get; } = Names<SearchMode>();

    public static IReadOnlyList<string> KindNames { get; } = Names<DocumentKind>();

    public static IReadOnlyList<QueryParameter> OfSearch { get; } =
    [
        new("q", "string", "The question: words, \"exact phrase\", -exclude, topic: org: kind: site: concept: year:2018..2021."),
        new("mode", "string", "Which legs answer; hybrid when absent.", false, ModeNames),
        new("top", "integer", $"Hits wanted, 1 to {SearchRequest.MaxTop}; 10 when absent."),
        new("offset", "integer", $"Hits skipped, for paging; offset + top is at most {SearchRequest.MaxDepth}."),
        new("topic", "string", "Only articles under this topic: a name at any level, or a path such as \"Scalability > Caching\".", true),
        new("org", "string", "Only articles of this organisation.", true),
        new("kind", "string", "Only this kind.", true, KindNames),
        new("site", "string", "Only this host and its subdomains.", true),
        new("concept", "string", "Only articles that treat this concept, by name or alias.", true),
        new("year", "string", "Only these years: 2018, 2018..2021, 2018.. or ..2021."),
        new("except", "string", "What the question does not mean, of what it was understood as: the name of a concept, an organisation or a kind.", true),
        new("exact", "boolean", "Search every word as it is typed: correct no spelling."),
        new("explain", "boolean", "Give the numbers behind each score."),
        new("prose", "boolean", "Let the configured chat model write an answer too, from the same passages, each sentence with a quote that was checked; takes seconds."),
    ];

    public static IReadOnlyList<QueryParameter> OfSimilar { get; } =
    [
        new("id", "string", "An article that is liked, by its id or address; several: like all of them.", true),
        new("dislike", "string", "An article that the result is to be unlike, by its id or address.", true),
        .. OfSearch.Where(parameter => parameter.Name is "top" or "topic" or "org" or "kind" or "site" or "concept" or "year" or "explain"),
    ];

    public static IReadOnlyList<QueryParameter> OfSuggest { get; } = [new("q", "string", "What has been typed so far.")];

    private static string[] Names<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
