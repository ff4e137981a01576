using SemanticSearch.Documents;
namespace SemanticSearch.Keyword;

/// <summary>Filters and counts by topic, organisation, kind, site and year.</summary>
internal static class FacetValues
{
    public static ArticleFilter? FilterFor(KeywordArticle[] articles, SearchFilter filter)
    {
        if (filter is { Topics.Count: 0, Organisations.Count: 0, Kinds.Count: 0, Sites.Count: 0, YearFrom: null, YearTo: null })
            return null;
        var kinds = filter.Kinds.Select(k => k.ToString()).ToList();
        var chosen = new ArticleFilter(articles.Length);
        for (var i = 0; i < articles.Length; i++)
            chosen[i] = Meets(articles[i], filter, kinds);
        return chosen;
    }

    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Count(KeywordArticle[] articles, IEnumerable<int> matches, int top)
    {
        var counts = new Dictionary<string, Dictionary<string, int>>();
        foreach (var name in (string[])["topic", "org", "kind", "site", "year"])
            counts[name] = [];
        foreach (var ordinal in matches)
        {
            var article = articles[ordinal];
            foreach (var topic in article.Topics)
                Add("topic", topic);
            foreach (var organisation in article.Organisations)
                Add("org", organisation);
            Add("kind", article.Kind);
            Add("site", article.Site);
            Add("year", article.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        return counts.ToDictionary(c => c.Key, c => (IReadOnlyList<FacetCount>)[.. c.Value
            .OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Take(top).Select(v => new FacetCount(v.Key, v.Value))]);

        void Add(string field, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                counts[field][value] = counts[field].GetValueOrDefault(value) + 1;
        }
    }

    private static bool Meets(KeywordArticle article, SearchFilter filter, List<string> kinds) =>
        (filter.Topics.Count == 0 || filter.Topics.Any(t => article.Topics.Any(p => FacetFilter.TopicMatches(p, t))))
        && (filter.Organisations.Count == 0 || article.Organisations.Intersect(filter.Organisations, StringComparer.OrdinalIgnoreCase).Any())
        && (kinds.Count == 0 || kinds.Contains(article.Kind, StringComparer.OrdinalIgnoreCase))
        && (filter.Sites.Count == 0 || article.Site is { } site && filter.Sites.Any(s => FacetFilter.SiteMatches(site, s)))
        && (filter.YearFrom is null || article.Year >= filter.YearFrom)
        && (filter.YearTo is null || article.Year <= filter.YearTo);
}
