using System.Numerics;
using SemanticSearch.Documents;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword;

/// <summary>Filters and counts articles by their facet values.</summary>
internal sealed class FacetCounter(SegmentGroup group)
{
    private static readonly (Facet Facet, string Name)[] Names =
        [(Facet.Topic, "topic"), (Facet.Organisation, "org"), (Facet.Kind, "kind"), (Facet.Site, "site"), (Facet.Year, "year")];

    /// <summary>The articles that meet every condition; null when there is none.</summary>
    public ArticleFilter? FilterFor(SearchFilter filter)
    {
        var conditions = ConditionsOf(filter);
        if (conditions.Count == 0)
            return null;
        var chosen = new ArticleFilter(group.Articles.Count);
        for (var s = 0; s < group.Segments.Length; s++)
        {
            var facets = group.Segments[s].Facets;
            var wanted = conditions.ConvertAll(c => (c.Facet, Values: facets.Values(c.Facet).Select(c.Accepts).ToArray()));
            for (var article = 0; article < group.Segments[s].Articles.Articles; article++)
            {
                var ordinal = group.Articles.Ordinal(s, article);
                if (ordinal >= 0 && wanted.TrueForAll(w => HasAny(facets.Of(w.Facet, article), w.Values)))
                    chosen[ordinal] = true;
            }
        }
        return chosen;
    }

    /// <summary>The commonest values of each facet among <paramref name="articles"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Count(ArticleFilter articles, int top)
    {
        var matches = articles.BySegment(group.Articles, [.. group.Segments.Select(segment => segment.Articles.Articles)]);
        var result = new Dictionary<string, IReadOnlyList<FacetCount>>();
        foreach (var (facet, name) in Names)
        {
            var counts = new Dictionary<string, int>();
            for (var s = 0; s < matches.Length; s++)
                Count(group.Segments[s].Facets, facet, matches[s], counts);
            result[name] = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
                .Take(top).Select(c => new FacetCount(c.Key, c.Value))];
        }
        return result;
    }

    private static void Count(FacetTable facets, Facet facet, BitSet matches, Dictionary<string, int> counts)
    {
        var values = facets.Values(facet);
        var numbers = new int[values.Count];
        var column = facets.Of(facet);
        for (var w = 0; w < matches.Words.Length; w++)
        {
            for (var word = matches.Words[w]; word != 0; word &= word - 1)
            {
                foreach (var value in column[(w << 6) + BitOperations.TrailingZeroCount(word)])
                    numbers[value]++;
            }
        }
        for (var value = 0; value < numbers.Length; value++)
        {
            if (numbers[value] > 0)
                counts[values[value]] = counts.GetValueOrDefault(values[value]) + numbers[value];
        }
    }

    private static bool HasAny(ReadOnlySpan<uint> values, bool[] wanted)
    {
        foreach (var value in values)
        {
            if (wanted[value])
                return true;
        }
        return false;
    }

    private static List<(Facet Facet, Func<string, bool> Accepts)> ConditionsOf(SearchFilter filter)
    {
        var conditions = new List<(Facet, Func<string, bool>)>();
        if (filter.Topics.Count > 0)
            conditions.Add((Facet.Topic, value => filter.Topics.Any(t => FacetFilter.TopicMatches(value, t))));
        if (filter.Organisations.Count > 0)
            conditions.Add((Facet.Organisation, value => filter.Organisations.Contains(value, StringComparer.OrdinalIgnoreCase)));
        if (filter.Kinds.Count > 0)
            conditions.Add((Facet.Kind, value => filter.Kinds.Any(k => string.Equals(k.ToString(), value, StringComparison.OrdinalIgnoreCase))));
        if (filter.Sites.Count > 0)
            conditions.Add((Facet.Site, value => filter.Sites.Any(s => FacetFilter.SiteMatches(value, s))));
        if (filter.YearFrom is not null || filter.YearTo is not null)
            conditions.Add((Facet.Year, value => IsBetween(value, filter.YearFrom, filter.YearTo)));
        return conditions;
    }

    private static bool IsBetween(string value, int? from, int? to) =>
        int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var year) && (from ?? year) <= year && year <= (to ?? year);
}
