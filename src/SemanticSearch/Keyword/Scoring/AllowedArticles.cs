using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>For each segment the articles that may answer: not deleted, in the filter, meeting the query's conditions. Built for one search.</summary>
internal sealed class AllowedArticles
{
    private readonly SegmentGroup _group;
    private readonly BitSet?[] _sets;

    public AllowedArticles(SegmentGroup group, ArticleFilter? filter)
    {
        _group = group;
        _sets = new BitSet?[group.Segments.Length];
        if (filter is not null && filter.Length != group.Articles.Count)
            throw new ArgumentException($"the filter is for {filter.Length} articles, the index holds {group.Articles.Count}", nameof(filter));
        for (var s = 0; s < _sets.Length; s++)
        {
            var deletes = group.Segments[s].Deletes;
            if (filter is not null)
                _sets[s] = FromFilter(filter, s);
            else if (deletes is not null)
                _sets[s] = deletes.Articles.Complement();
        }
    }

    /// <summary>The articles of a segment that may answer; null for all.</summary>
    public BitSet? Of(int segment) => _sets[segment];

    public void Require(BitSet[] articles)
    {
        for (var s = 0; s < _sets.Length; s++)
        {
            var set = _sets[s];
            _sets[s] = articles[s];
            for (var w = 0; set is not null && w < set.Words.Length; w++)
                articles[s].Words[w] &= set.Words[w];
        }
    }

    public void Exclude(BitSet[] articles)
    {
        for (var s = 0; s < _sets.Length; s++)
        {
            var set = _sets[s];
            if (set is null)
            {
                _sets[s] = articles[s].Complement();
                continue;
            }
            for (var w = 0; w < set.Words.Length; w++)
                set.Words[w] &= ~articles[s].Words[w];
        }
    }

    private BitSet FromFilter(ArticleFilter filter, int segment)
    {
        var count = _group.Segments[segment].Articles.Articles;
        var set = new BitSet(count);
        var first = count == 0 ? 0 : _group.Articles.Ordinal(segment, 0);
        if (_group.Segments[segment].Deletes is null)
        {
            CopyBits(filter.Words, first, set);
            return set;
        }
        for (var article = 0; article < count; article++)
        {
            var ordinal = _group.Articles.Ordinal(segment, article);
            set[article] = ordinal >= 0 && filter[ordinal];
        }
        return set;
    }

    /// <summary>Copies bits from <paramref name="first"/> on, whole words at a time.</summary>
    private static void CopyBits(ReadOnlySpan<ulong> source, int first, BitSet target)
    {
        var (word, shift) = (first >> 6, first & 63);
        for (var w = 0; w < target.Words.Length; w++)
        {
            var low = source[word + w] >> shift;
            var high = shift == 0 || word + w + 1 >= source.Length ? 0 : source[word + w + 1] << (64 - shift);
            target.Words[w] = low | high;
        }
        target.ClearBeyond();
    }
}
