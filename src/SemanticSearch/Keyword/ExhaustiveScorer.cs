using SemanticSearch.Documents;
namespace SemanticSearch.Keyword;

/// <summary>BM25F over every posting of every query term.</summary>
internal sealed class ExhaustiveScorer
{
    private readonly MemoryIndex _index;
    private readonly KeywordOptions _options;
    private readonly double[] _averageLength;

    public ExhaustiveScorer(MemoryIndex index, KeywordOptions options)
    {
        _index = index;
        _options = options;
        _averageLength = [index.AverageLength(KeywordLevel.Article), index.AverageLength(KeywordLevel.Passage)];
    }

    public KeywordResult Search(AnalyzedQuery query, KeywordLevel level, int top, ArticleFilter? filter)
    {
        var allowed = Constrain(query, filter);
        var scores = new double[Count(level)];
        foreach (var term in query.Terms)
        {
            var frequencies = Frequencies(term.Term, level);
            var idf = Idf(frequencies.Count, level) * term.Weight;
            foreach (var (document, frequency) in frequencies)
                scores[document] += idf * TermPart(frequency, level, document);
        }
        var found = new List<ScoredDocument>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > 0 && IsAllowed(allowed, level, i))
                found.Add(new ScoredDocument(i, (float)scores[i]));
        }
        return new KeywordResult([.. found.OrderByDescending(d => d.Score).ThenBy(d => d.Ordinal).Take(top)], found.Count);
    }

    public IEnumerable<int> Matches(AnalyzedQuery query, KeywordLevel level, ArticleFilter? filter)
    {
        var allowed = Constrain(query, filter);
        var found = new SortedSet<int>();
        foreach (var term in query.Terms)
            found.UnionWith(Frequencies(term.Term, level).Keys.Where(d => IsAllowed(allowed, level, d)));
        return found;
    }

    public IReadOnlyList<TermExplanation> Explain(AnalyzedQuery query, KeywordLevel level, int document)
    {
        var lines = new List<TermExplanation>();
        foreach (var term in query.Terms)
        {
            var frequencies = Frequencies(term.Term, level);
            if (!frequencies.TryGetValue(document, out var frequency))
                continue;
            var idf = Idf(frequencies.Count, level);
            var score = idf * term.Weight * TermPart(frequency, level, document);
            foreach (var (field, count) in FieldCounts(term.Term, level, document))
            {
                var share = count * _options.WeightOf(field) / (double)frequency;
                var name = field.ToString().ToLowerInvariant();
                lines.Add(new TermExplanation(term.Term, name, count, frequencies.Count, idf, score * share));
            }
        }
        return lines;
    }

    public int DocumentFrequency(string term, KeywordLevel level) => Frequencies(term, level).Count;

    private int Count(KeywordLevel level) => level == KeywordLevel.Article ? _index.ArticleCount : _index.PassageCount;

    private bool IsAllowed(ArticleFilter? allowed, KeywordLevel level, int document) =>
        allowed is null || allowed[level == KeywordLevel.Article ? document : _index.ArticleOf(document)];

    private double Idf(int documentFrequency, KeywordLevel level) =>
        Math.Log(1 + (Count(level) - documentFrequency + 0.5) / (documentFrequency + 0.5));

    private double TermPart(int frequency, KeywordLevel level, int document)
    {
        var norm = _options.K1 * (1 - _options.B + _options.B * _index.Length(level, document) / _averageLength[(int)level]);
        return frequency / (frequency + norm);
    }

    private Dictionary<int, int> Frequencies(string term, KeywordLevel level)
    {
        var found = new Dictionary<int, int>();
        var isArticle = level == KeywordLevel.Article;
        if (isArticle && _index.Heads(term) is { } heads)
        {
            for (var i = 0; i < heads.Count; i++)
            {
                foreach (var position in heads.Positions(i))
                    Add(heads.Document(i), _options.WeightOf((KeywordField)(position / MemoryIndex.FieldStride)));
            }
        }
        if (_index.Passages(term) is { } passages)
        {
            for (var i = 0; i < passages.Count; i++)
            {
                foreach (var position in passages.Positions(i))
                {
                    var field = (KeywordField)(position / MemoryIndex.FieldStride);
                    if (!isArticle)
                        Add(passages.Document(i), _options.WeightOf(field));
                    else if (field == KeywordField.Body)
                        Add(_index.ArticleOf(passages.Document(i)), 1);
                }
            }
        }
        return found;

        void Add(int document, int count) => found[document] = found.GetValueOrDefault(document) + count;
    }

    private SortedDictionary<KeywordField, int> FieldCounts(string term, KeywordLevel level, int document)
    {
        var counts = new SortedDictionary<KeywordField, int>();
        if (level == KeywordLevel.Article && _index.Heads(term) is { } heads && heads.Find(document) is >= 0 and var head)
            Add(heads.Positions(head), withHeadings: true);
        if (_index.Passages(term) is { } postings)
        {
            var range = level == KeywordLevel.Article ? _index.PassagesOf(document) : document..(document + 1);
            for (var p = range.Start.Value; p < range.End.Value; p++)
            {
                if (postings.Find(p) is >= 0 and var index)
                    Add(postings.Positions(index), withHeadings: level == KeywordLevel.Passage);
            }
        }
        return counts;

        void Add(ReadOnlySpan<int> positions, bool withHeadings)
        {
            foreach (var position in positions)
            {
                var field = (KeywordField)(position / MemoryIndex.FieldStride);
                if (withHeadings || field == KeywordField.Body)
                    counts[field] = counts.GetValueOrDefault(field) + 1;
            }
        }
    }

    /// <summary>The filter with phrases and exclusions applied; null when every article may answer.</summary>
    private ArticleFilter? Constrain(AnalyzedQuery query, ArticleFilter? filter)
    {
        if (query.Phrases.Count == 0 && query.Excluded.Count == 0)
            return filter;
        var required = query.Phrases.Select(ArticlesWith).ToList();
        var excluded = query.Excluded.Select(ArticlesWith).ToList();
        var allowed = new ArticleFilter(_index.ArticleCount);
        for (var i = 0; i < _index.ArticleCount; i++)
            allowed[i] = (filter is null || filter[i]) && required.TrueForAll(s => s.Contains(i)) && !excluded.Exists(s => s.Contains(i));
        return allowed;
    }

    private HashSet<int> ArticlesWith(string[] phrase)
    {
        var found = new HashSet<int>();
        foreach (var document in PhraseMatcher.Match([.. phrase.Select(_index.Heads)]))
            found.Add(document);
        foreach (var document in PhraseMatcher.Match([.. phrase.Select(_index.Passages)]))
            found.Add(_index.ArticleOf(document));
        return found;
    }
}
