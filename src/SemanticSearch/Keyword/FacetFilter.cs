using SemanticSearch.Documents;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword;

/// <summary>Whether one facet value meets one condition of a <see cref="SearchFilter"/>.</summary>
internal static class FacetFilter
{
    /// <summary>A name at any level of the path, the path itself, or its beginning at a level's border.</summary>
    public static bool TopicMatches(string path, string wanted)
    {
        var names = TopicPath.Split(path);
        var parts = TopicPath.Split(wanted);
        if (parts.Length == 1)
            return names.Contains(parts[0], StringComparer.OrdinalIgnoreCase);
        return parts.Length > 0 && parts.Length <= names.Length
            && names.Take(parts.Length).SequenceEqual(parts, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Every condition that a value meets (<see cref="TopicMatches"/>, <see cref="SiteMatches"/>), itself among them: an article counts under each.</summary>
    public static IEnumerable<string> ConditionsMetBy(Facet facet, string value) => facet switch
    {
        Facet.Topic => BroaderTopics(TopicPath.Split(value)),
        Facet.Site => BroaderSites(value),
        _ => [value],
    };

    /// <summary>The host itself or a subdomain of it.</summary>
    public static bool SiteMatches(string site, string wanted)
    {
        var host = wanted.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? wanted[4..] : wanted;
        return site.EndsWith(host, StringComparison.OrdinalIgnoreCase)
            && (site.Length == host.Length || site[site.Length - host.Length - 1] == '.');
    }

    private static IEnumerable<string> BroaderTopics(string[] names) =>
        Enumerable.Range(1, names.Length).Select(levels => TopicPath.Join(names.Take(levels))).Concat(names).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> BroaderSites(string site)
    {
        yield return site;
        for (var dot = site.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = site.IndexOf('.', dot + 1))
            yield return site[(dot + 1)..];
    }
}
