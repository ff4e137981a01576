using System.Collections.Concurrent;
using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Keyword.Scoring;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword;

/// <summary>An immutable keyword index: one committed state, whatever is written later. Thread-safe.</summary>
internal sealed class KeywordIndexReader : IDisposable
{
    private readonly SegmentGroup _group;
    private readonly Searcher _searcher;
    private readonly TermLookup _lookup;
    private readonly FacetCounter _facets;
    private readonly ConcurrentBag<Explainer> _explainers = [];

    /// <summary>One search asks many times with one query.</summary>
    private volatile LastQuery? _last;

    private KeywordIndexReader(SegmentGroup group, KeywordOptions options)
    {
        _group = group;
        _searcher = new Searcher(group, options);
        _lookup = new TermLookup(group.Segments);
        _facets = new FacetCounter(group);
    }

    /// <summary>Articles are numbered from 0 to this.</summary>
    public int ArticleCount => _group.Articles.Count;

    /// <summary>Passages are numbered from 0 to this; those of an article are neighbours.</summary>
    public int PassageCount => _group.Passages.Count;

    /// <param name="options">How to rank; field weights are those that the index was built with. null: as it was built.</param>
    /// <exception cref="DataProblemException">There is no index in <paramref name="directory"/>, or it is damaged or newer than this program.</exception>
    public static KeywordIndexReader Open(string directory, KeywordOptions? options = null)
    {
        var group = SegmentGroup.Open(directory);
        return new KeywordIndexReader(group, (options ?? group.List.Options).Validated());
    }

    public int ArticleOf(int passage)
    {
        using var lease = _group.Use();
        var (segment, document) = _group.Passages.Locate(passage);
        return _group.Articles.Ordinal(segment, _group.Segments[segment].Articles.ArticleOf(document));
    }

    public Range PassagesOf(int article)
    {
        using var lease = _group.Use();
        var (segment, document) = _group.Articles.Locate(article);
        var table = _group.Segments[segment].Articles;
        var count = table.FirstPassage(document + 1) - table.FirstPassage(document);
        if (count == 0)
            return 0..0;
        var first = _group.Passages.Ordinal(segment, table.FirstPassage(document));
        return first..(first + count);
    }

    public string ArticleId(int article)
    {
        using var lease = _group.Use();
        var (segment, document) = _group.Articles.Locate(article);
        return _group.Segments[segment].Articles.Id(document);
    }

    /// <summary>The ordinal of the article with this id, or -1.</summary>
    public int FindArticle(string id)
    {
        using var lease = _group.Use();
        var bytes = Encoding.UTF8.GetBytes(id);
        for (var s = 0; s < _group.Segments.Length; s++)
        {
            var article = _group.Segments[s].Articles.Find(bytes, _group.Segments[s].Deletes?.Articles);
            if (article >= 0)
                return _group.Articles.Ordinal(s, article);
        }
        return -1;
    }

    /// <exception cref="DataProblemException">What is stored is damaged; here and where texts are read.</exception>
    public byte[] Stored(int article)
    {
        using var lease = _group.Use();
        var (segment, document) = _group.Articles.Locate(article);
        return _group.Segments[segment].Stored.Stored(document);
    }

    public string Title(int article)
    {
        using var lease = _group.Use();
        var (segment, document) = _group.Articles.Locate(article);
        return _group.Segments[segment].Stored.Title(document);
    }

    public string PassageText(int passage)
    {
        using var lease = _group.Use();
        var (segment, document) = _group.Passages.Locate(passage);
        return _group.Segments[segment].Stored.Text(document);
    }

    public string HeadingPath(int passage)
    {
        using var lease = _group.Use();
        var (segment, document) = _group.Passages.Locate(passage);
        return _group.Segments[segment].Stored.HeadingPath(document);
    }

    /// <summary>The best <paramref name="top"/> documents that match. <paramref name="filter"/> is applied before, not after.</summary>
    public KeywordResult Search(KeywordQuery query, KeywordLevel level, int top, ArticleFilter? filter = null, bool countTotal = true)
    {
        using var lease = _group.Use();
        return _searcher.Search(Analyzed(query), level, top, filter, countTotal, inOrder: true);
    }

    /// <summary>The same documents in no particular order, for whoever ranks them anew.</summary>
    public KeywordResult Candidates(KeywordQuery query, KeywordLevel level, int top, ArticleFilter? filter = null, bool countTotal = true)
    {
        using var lease = _group.Use();
        return _searcher.Search(Analyzed(query), level, top, filter, countTotal, inOrder: false);
    }

    /// <summary>The scores that given documents have under a query, 0 for those without any of its terms; conditions are not asked.</summary>
    public double[] ScoresOf(KeywordQuery query, KeywordLevel level, ReadOnlySpan<int> ordinals)
    {
        using var lease = _group.Use();
        return _searcher.ScoresOf(Analyzed(query), level, ordinals);
    }

    /// <summary>The articles that meet <paramref name="filter"/>, or null when it asks for nothing.</summary>
    public ArticleFilter? FilterFor(SearchFilter filter)
    {
        using var lease = _group.Use();
        return _facets.FilterFor(filter);
    }

    /// <summary>Every organisation of an article, by name.</summary>
    public IReadOnlyList<string> Organisations => Values(Facet.Organisation);

    /// <param name="kind">By name.</param>
    public bool HasKind(string kind) => Values(Facet.Kind).Contains(kind, StringComparer.OrdinalIgnoreCase);

    /// <summary>The articles of <paramref name="filter"/> that hold the query's phrases and not what it excludes, whether its words match or
    /// not; null when that is all articles.</summary>
    public ArticleFilter? Meeting(KeywordQuery query, ArticleFilter? filter)
    {
        if (query.Phrases.Count == 0 && query.Excluded.Count == 0)
            return filter;
        using var lease = _group.Use();
        return _searcher.Meeting(Analyzed(query), filter);
    }

    /// <summary>All articles that match.</summary>
    public ArticleFilter Matching(KeywordQuery query, ArticleFilter? filter = null)
    {
        using var lease = _group.Use();
        var matching = new ArticleFilter(ArticleCount);
        var matches = _searcher.Matches(Analyzed(query), filter);
        for (var s = 0; s < matches.Length; s++)
            matching.Add(_group.Articles, s, matches[s]);
        return matching;
    }

    /// <summary>Facet values of articles, commonest first: topic, org, kind, site, year.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets(ArticleFilter articles, int top = 20)
    {
        using var lease = _group.Use();
        return _facets.Count(articles, top);
    }

    /// <summary>What each term in each field adds to the score of one document.</summary>
    public IReadOnlyList<TermExplanation> Explain(KeywordQuery query, KeywordLevel level, int ordinal)
    {
        using var lease = _group.Use();
        if (!_explainers.TryTake(out var explainer))
            explainer = new Explainer(_group, _searcher);
        var lines = explainer.Explain(Analyzed(query), level, ordinal);
        _explainers.Add(explainer);
        return lines;
    }

    /// <summary>Marks what <paramref name="query"/> finds in a text, what its words were taken for included.</summary>
    public Highlighter HighlighterFor(KeywordQuery query)
    {
        using var lease = _group.Use();
        return new Highlighter(query, Analyzed(query));
    }

    /// <summary>The words that a search takes for others (<see cref="KeywordQuery.CorrectsUnknownWords"/>), in order.</summary>
    public IReadOnlyList<TakenWord> Taken(KeywordQuery query)
    {
        using var lease = _group.Use();
        return Analyzed(query).Taken;
    }

    /// <summary>Words that <paramref name="prefix"/> can become, commonest first.</summary>
    public IReadOnlyList<string> Completions(string prefix, int top = 8)
    {
        using var lease = _group.Use();
        return [.. _lookup.StartingWith(prefix, top).Select(t => t.Surface).Distinct()];
    }

    /// <summary>Articles or passages that hold the term of <paramref name="word"/>.</summary>
    public int DocumentFrequency(string word, KeywordLevel level)
    {
        using var lease = _group.Use();
        var term = Text.Terms.Of(TermLookup.Fold(word));
        var count = 0;
        foreach (var segment in _group.Segments)
            count += segment.Terms.TryFind(term, out var entry) ? segment.LiveDocuments(entry, level) : 0;
        return count;
    }

    /// <summary>What a query's words were taken for, and how much each tells: its weight times its idf among passages. An unknown word tells
    /// most, unless it was taken for a misspelt one or only says what is wanted.</summary>
    public IReadOnlyDictionary<string, double> TermWeights(KeywordQuery query)
    {
        using var lease = _group.Use();
        var weights = new Dictionary<string, double>();
        var analyzed = Analyzed(query);
        foreach (var term in analyzed.Terms.Where(term => !analyzed.Taken.Exists(taken => taken.Token.Term == term.Term)))
        {
            var holders = 0;
            foreach (var segment in _group.Segments)
                holders += segment.Terms.TryFind(term.Term, out var entry) ? segment.LiveDocuments(entry, KeywordLevel.Passage) : 0;
            if (holders > 0 || term.Weight >= 1)
                weights[term.Term] = term.Weight * Math.Log(1 + (PassageCount - holders + 0.5) / (holders + 0.5));
        }
        return weights;
    }

    /// <summary>The terms that tell some articles from all others: frequent in them, rare elsewhere; heaviest first, to be asked for with
    /// <see cref="KeywordQuery.Terms"/>. The heaviest weighs 1.</summary>
    public IReadOnlyList<WeightedTerm> SignificantTerms(IReadOnlyList<int> articles, int top = 25)
    {
        using var lease = _group.Use();
        return new SignificantTerms(_group).Of(articles, top);
    }

    private AnalyzedQuery Analyzed(KeywordQuery query)
    {
        var last = _last;
        if (!ReferenceEquals(last?.Query, query))
            _last = last = new LastQuery(query, AnalyzedQuery.Of(query, _lookup));
        return last.Analyzed;
    }

    private List<string> Values(Facet facet)
    {
        using var lease = _group.Use();
        return [.. _group.Segments.SelectMany(segment => segment.Facets.Values(facet)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Closes the files once the last search that is under way has ended.</summary>
    public void Dispose() => _group.Dispose();

    private sealed record LastQuery(KeywordQuery Query, AnalyzedQuery Analyzed);
}
