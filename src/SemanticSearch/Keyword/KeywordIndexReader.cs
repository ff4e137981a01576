using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword;

/// <summary>An immutable keyword index. Thread-safe.</summary>
internal sealed class KeywordIndexReader : IDisposable
{
    private readonly KeywordArticle[] _articles;
    private readonly KeywordPassage[] _passages;
    private readonly Dictionary<string, int> _ordinals;
    private readonly MemoryIndex _index;
    private readonly ExhaustiveScorer _scorer;
    private readonly TermSuggester _suggester;

    private KeywordIndexReader(KeywordArticle[] articles, KeywordOptions options)
    {
        _articles = articles;
        _passages = [.. articles.SelectMany(a => a.Passages)];
        _ordinals = articles.Select((a, i) => (a.Id, i)).ToDictionary(p => p.Id, p => p.i);
        _index = new MemoryIndex(articles, options);
        _scorer = new ExhaustiveScorer(_index, options);
        _suggester = new TermSuggester(_index);
    }

    /// <summary>Articles are numbered from 0 to this.</summary>
    public int ArticleCount => _articles.Length;

    /// <summary>Passages are numbered from 0 to this; those of an article are neighbours.</summary>
    public int PassageCount => _passages.Length;

    /// <exception cref="DataProblemException">There is no index in <paramref name="directory"/>, or it is damaged or newer than this program.</exception>
    public static KeywordIndexReader Open(string directory, KeywordOptions? options = null)
    {
        var content = IndexFile.ReadAll(
            Path.Combine(directory, KeywordIndexWriter.FileName), "keyword", KeywordIndexWriter.FormatVersion);
        return new KeywordIndexReader(KeywordArticleReader.ReadAll(content), options ?? KeywordOptions.Default);
    }

    public int ArticleOf(int passage) => _index.ArticleOf(passage);

    public Range PassagesOf(int article) => _index.PassagesOf(article);

    public string ArticleId(int article) => _articles[article].Id;

    public string Title(int article) => _articles[article].Title;

    /// <summary>The ordinal of the article with this id, or -1.</summary>
    public int FindArticle(string id) => _ordinals.TryGetValue(id, out var ordinal) ? ordinal : -1;

    public ReadOnlySpan<byte> Stored(int article) => _articles[article].Stored;

    public string PassageText(int passage) => _passages[passage].Text;

    public string HeadingPath(int passage) => _passages[passage].HeadingPath;

    /// <summary>The best <paramref name="top"/> documents that match. <paramref name="filter"/> is applied before, not after.</summary>
    public KeywordResult Search(KeywordQuery query, KeywordLevel level, int top, ArticleFilter? filter = null, bool countTotal = true)
    {
        var result = _scorer.Search(Analyze(query), level, top, filter);
        return countTotal ? result : result with { Total = -1 };
    }

    /// <summary>The articles that meet <paramref name="filter"/>, or null when it asks for nothing.</summary>
    public ArticleFilter? FilterFor(SearchFilter filter) => FacetValues.FilterFor(_articles, filter);

    /// <summary>Facet values of all articles that match, commonest first: topic, org, kind, site, year.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets(KeywordQuery query, ArticleFilter? filter = null, int top = 20)
    {
        var matches = _scorer.Matches(Analyze(query), KeywordLevel.Article, filter);
        return FacetValues.Count(_articles, matches, top);
    }

    /// <summary>What each term in each field adds to the score of one document.</summary>
    public IReadOnlyList<TermExplanation> Explain(KeywordQuery query, KeywordLevel level, int ordinal) =>
        _scorer.Explain(Analyze(query), level, ordinal);

    /// <summary>Known words near <paramref name="word"/>, which the index does not hold; best first. Empty when it holds it.</summary>
    public IReadOnlyList<string> Corrections(string word, int top = 3) => _suggester.Corrections(word, top);

    /// <summary>Words that <paramref name="prefix"/> can become, commonest first.</summary>
    public IReadOnlyList<string> Completions(string prefix, int top = 8) => _suggester.Completions(prefix, top);

    /// <summary>Articles (at the article level) or passages that hold the term of <paramref name="word"/>.</summary>
    public int DocumentFrequency(string word, KeywordLevel level) => _scorer.DocumentFrequency(Text.Terms.Of(word), level);

    public void Dispose()
    {
    }

    private AnalyzedQuery Analyze(KeywordQuery query) => AnalyzedQuery.Of(query, _suggester.TermsFrom);
}
