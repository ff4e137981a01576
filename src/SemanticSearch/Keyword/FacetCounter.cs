using System.Numerics;
using SemanticSearch.Documents;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword;

/// <summary>Filters and counts articles by their facet values.</summary>
internal sealed class FacetCounter(SegmentGroup group)
{
    private static readonly (Facet Facet, string Name)[] Names =
        [(Facet.Topic, "topic"), (Facet.Organisation, "org"), (Facet.Kind, "kind"), (Facet.Site, "site"), (Facet.Year, "year")];

    private readonly FacetConditions?[] _conditions = new FacetConditions[FacetTableWriter.Facets];

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

    /// <summary>The commonest values of each facet among <paramref name="articles"/>: how many of them a filter by that value would leave.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Count(ArticleFilter articles, int top)
    {
        var matches = articles.BySegment(group.Articles, [.. group.Segments.Select(segment => segment.Articles.Articles)]);
        var result = new Dictionary<string, IReadOnlyList<FacetCount>>();
        foreach (var (facet, name) in Names)
        {
            var conditions = ConditionsOn(facet);
            var counts = new int[conditions.Values.Count];
            for (var s = 0; s < matches.Length; s++)
                Count(group.Segments[s].Facets.Of(facet), conditions.Met[s], matches[s], counts);
            result[name] = [.. Enumerable.Range(0, counts.Length).Where(number => counts[number] > 0).OrderByDescending(number => counts[number])
                .ThenBy(number => conditions.Values[number], StringComparer.Ordinal).Take(top).Select(number => new FacetCount(conditions.Values[number], counts[number]))];
        }
        return result;
    }

    private static void Count(FacetColumn column, int[][] met, BitSet matches, int[] counts)
    {
        // An article of two topics of one section counts once there.
        var counted = new int[counts.Length];
        for (var w = 0; w < matches.Words.Length; w++)
        {
            for (var word = matches.Words[w]; word != 0; word &= word - 1)
            {
                var article = (w << 6) + BitOperations.TrailingZeroCount(word);
                foreach (var value in column[article])
                {
                    foreach (var condition in met[value])
                    {
                        counts[condition] += counted[condition] == article + 1 ? 0 : 1;
                        counted[condition] = article + 1;
                    }
                }
            }
        }
    }

    private FacetConditions ConditionsOn(Facet facet) =>
        Volatile.Read(ref _conditions[(int)facet]) ?? (_conditions[(int)facet] = new FacetConditions(facet, [.. group.Segments.Select(segment => segment.Facets.Values(facet))]));

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

    /// <summary>Which values of an index meet which, as filters: a subtopic its topic, a subdomain its domain.</summary>
    private sealed class FacetConditions
    {
        public FacetConditions(Facet facet, IReadOnlyList<string>[] values)
        {
            Values = [.. values.SelectMany(value => value).Distinct(StringComparer.Ordinal)];
            var numbers = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
            for (var number = 0; number < Values.Count; number++)
            {
                if (!numbers.TryGetValue(Values[number], out var same))
                    numbers[Values[number]] = same = [];
                same.Add(number);
            }
            Met = Array.ConvertAll(values, segment => segment.Select(value => MetBy(facet, value, numbers)).ToArray());
        }

        /// <summary>Of all segments, each once.</summary>
        public IReadOnlyList<string> Values { get; }

        /// <summary>For each segment and each of its values the places in <see cref="Values"/> of those that it meets.</summary>
        public int[][][] Met { get; }

        private static int[] MetBy(Facet facet, string value, Dictionary<string, List<int>> numbers) =>
            [.. FacetFilter.ConditionsMetBy(facet, value).SelectMany(condition => numbers.GetValueOrDefault(condition, []))];
    }
}
