using System.Diagnostics;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Story 3: question -> ranked, explained hits. Thread-safe; keeps the generation that it opened.</summary>
public sealed class SearchEngine : IDisposable
{
    /// <summary>Passages shown with a hit.</summary>
    private const int PassagesPerHit = 3;

    /// <summary>Candidates of each leg, at least: the best passage of an article beyond these adds nothing to it.</summary>
    private const int MinCandidates = 1_000;

    /// <summary>Passage candidates for one article candidate: long articles have many.</summary>
    private const int PassagesPerArticle = 4;

    private readonly Generation _generation;
    private readonly KeywordIndexReader _keywords;
    private readonly SearchOptions _options;
    private readonly Lazy<Completions> _completions;

    private SearchEngine(Generation generation, KeywordIndexReader keywords, SearchOptions options)
    {
        _generation = generation;
        _keywords = keywords;
        _options = options;
        _completions = new Lazy<Completions>(KnownNames);
        Status = new IndexStatus(generation.Name, generation.Manifest.Articles, generation.Manifest.Passages, generation.Manifest.Topics);
    }

    public IndexStatus Status { get; }

    /// <summary>Opens the live generation of <paramref name="dataDirectory"/>.</summary>
    /// <exception cref="DataProblemException">There is no generation, or it is damaged or newer than this program.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static SearchEngine Open(string dataDirectory, SearchOptions? options = null)
    {
        var ranking = (options ?? new SearchOptions()).Validated();
        var directory = new DataDirectory(dataDirectory);
        var keywords = new KeywordOptions { K1 = ranking.K1, B = ranking.B };
        return GenerationStore.OpenLive(directory, live => new SearchEngine(live, KeywordIndexReader.Open(live.Folder, keywords), ranking))
            ?? throw new DataProblemException($"{directory.Root} holds no index yet: run `semsearch index` (after `semsearch import`, if nothing was imported).");
    }

    /// <exception cref="ArgumentException">A number of <paramref name="request"/> is out of its range; names the parameter.</exception>
    public SearchResponse Search(SearchRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        request.Validate();
        var question = Understand(request);
        var (ranked, total) = question.HasNoWords ? Browse(question) : Rank(question, request.Offset + request.Top);
        var page = ranked.Skip(request.Offset).Take(request.Top).ToList();
        var response = new SearchResponse { Query = request.Query, Mode = SearchMode.Keyword, TookMs = 0, Total = total, Hits = [] };
        response = request.RankOnly
            ? response with { Hits = [.. page.Select(Bare)] }
            : response with
            {
                Hits = Show(page, question, request),
                Facets = total > 0 ? _keywords.Facets(question.Keywords, question.Allowed) : response.Facets,
                Suggestions = Spellings(question),
                Notes = question.Notes,
            };
        return response with { TookMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
    }

    /// <summary>The article with this id, its text put together from its passages; null when there is none.</summary>
    public Article? Find(string id)
    {
        var ordinal = _keywords.FindArticle(id);
        if (ordinal < 0)
            return null;
        var (first, last) = (_keywords.PassagesOf(ordinal).Start.Value, _keywords.PassagesOf(ordinal).End.Value);
        var texts = Enumerable.Range(first, last - first).Select(_keywords.PassageText);
        return ArticleCard.Read(_keywords.Stored(ordinal)) with { Text = string.Join("\n\n", texts) };
    }

    /// <summary>Up to <paramref name="top"/> completions of what is being typed: topics, organisations, titles.</summary>
    public IReadOnlyList<string> Suggest(string prefix, int top = 8) => _completions.Value.Of(prefix, top);

    public void Dispose() => _keywords.Dispose();

    private Question Understand(SearchRequest request)
    {
        var text = QueryLimit.Cut(request.Query, SearchRequest.MaxQueryChars);
        var parsed = QueryParser.Parse(text);
        var notes = new List<string>(parsed.Notes);
        if (text.Length < request.Query.Length)
            notes.Insert(0, $"The query was cut to its first {text.Length:N0} characters.");
        if (request.Mode != SearchMode.Keyword && !request.RankOnly && request.Mode == SearchMode.Vector)
            notes.Add("This index has no vectors: answered by keywords.");
        var keywords = new KeywordQuery { Text = parsed.Text, Phrases = parsed.Phrases, Excluded = parsed.Excluded };
        var allowed = Both(_keywords.FilterFor(parsed.Filter), _keywords.FilterFor(request.Filter));
        return new Question(keywords, allowed, parsed.HasNoWords, notes);
    }

    private ArticleFilter? Both(ArticleFilter? first, ArticleFilter? second)
    {
        if (first is null || second is null)
            return first ?? second;
        var both = new ArticleFilter(_keywords.ArticleCount);
        for (var article = 0; article < _keywords.ArticleCount; article++)
            both[article] = first[article] && second[article];
        return both;
    }

    /// <summary>Only filters: every allowed article, in the order of the library.</summary>
    private (IReadOnlyList<RankedArticle> Ranked, int Total) Browse(Question question)
    {
        if (question.Allowed is not { } allowed)
            return ([], 0);
        var ranked = Enumerable.Range(0, _keywords.ArticleCount).Where(article => allowed[article])
            .Select(article => new RankedArticle(article, Score: 0, ArticleScore: 0, BestPassage: -1, PassageScore: 0)).ToList();
        return (ranked, ranked.Count);
    }

    private (IReadOnlyList<RankedArticle> Ranked, int Total) Rank(Question question, int depth)
    {
        var candidates = Math.Max(depth, MinCandidates);
        var articles = _keywords.Search(question.Keywords, KeywordLevel.Article, candidates, question.Allowed);
        var passages = _keywords.Search(question.Keywords, KeywordLevel.Passage, candidates * PassagesPerArticle, question.Allowed, countTotal: false);
        var ranked = ArticleRanker.Rank(
            [.. articles.Documents.Select(found => new ArticleCandidate(found.Ordinal, found.Score, PassageCount(found.Ordinal)))],
            [.. passages.Documents.Select(found => new PassageCandidate(found.Ordinal, _keywords.ArticleOf(found.Ordinal), found.Score))],
            _options.PassageWeight);
        return (ranked, articles.Total);
    }

    private int PassageCount(int article) => _keywords.PassagesOf(article).End.Value - _keywords.PassagesOf(article).Start.Value;

    private Hit Bare(RankedArticle ranked)
    {
        var article = ArticleCard.Read(_keywords.Stored(ranked.Article));
        return new Hit { Id = article.Id, Title = article.Title, Score = ranked.Score };
    }

    private List<Hit> Show(List<RankedArticle> page, Question question, SearchRequest request)
    {
        var highlighter = new Highlighter(question.Keywords);
        var hits = new List<Hit>(page.Count);
        foreach (var ranked in page)
        {
            var article = ArticleCard.Read(_keywords.Stored(ranked.Article));
            hits.Add(new Hit
            {
                Id = article.Id,
                Url = article.Url,
                Title = article.Title,
                Organisations = article.Organisations,
                Authors = article.Authors,
                Topics = article.Topics,
                Kind = article.Kind,
                Site = article.Site,
                Published = article.Published,
                Year = article.Year,
                Score = ranked.Score,
                TitleHighlights = highlighter.Spans(article.Title),
                Passages = BestPassages(ranked, question, highlighter),
                Explain = request.Explain ? Explain(ranked, question, request.Offset + hits.Count + 1) : null,
            });
        }
        return hits;
    }

    /// <summary>The passages of an article that match best; without a match its first one, so that the reader sees what it is about.</summary>
    private List<HitPassage> BestPassages(RankedArticle ranked, Question question, Highlighter highlighter)
    {
        var (first, last) = (_keywords.PassagesOf(ranked.Article).Start.Value, _keywords.PassagesOf(ranked.Article).End.Value);
        if (first == last)
            return [];
        var only = new ArticleFilter(_keywords.ArticleCount) { [ranked.Article] = true };
        var found = ranked.BestPassage < 0
            ? []
            : _keywords.Search(question.Keywords, KeywordLevel.Passage, PassagesPerHit, only, countTotal: false).Documents;
        var ordinals = found.Length > 0 ? found.Select(passage => passage.Ordinal) : [first];
        return [.. ordinals.Select(passage => Shown(passage, highlighter))];
    }

    private HitPassage Shown(int passage, Highlighter highlighter)
    {
        var text = _keywords.PassageText(passage);
        return new HitPassage(text, highlighter.Spans(text), _keywords.HeadingPath(passage));
    }

    private HitExplanation Explain(RankedArticle ranked, Question question, int rank)
    {
        var ofArticle = _keywords.Explain(question.Keywords, KeywordLevel.Article, ranked.Article);
        var bestPassage = PassageCount(ranked.Article) <= 1 ? ofArticle
            : ranked.BestPassage < 0 ? [] : _keywords.Explain(question.Keywords, KeywordLevel.Passage, ranked.BestPassage);
        var terms = ofArticle.Concat(
            bestPassage.Select(term => term with { Field = $"best passage: {term.Field}", Score = term.Score * _options.PassageWeight })).ToList();
        return new HitExplanation(new LegExplanation(ranked.Score, rank), Vector: null, terms);
    }

    /// <summary>The query with each unknown word replaced by the nearest known one; nothing when every word is known.</summary>
    private IReadOnlyList<string> Spellings(Question question)
    {
        var words = question.Keywords.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var corrected = words.Select(word => _keywords.Corrections(word, top: 1) is [var better, ..] ? better : word).ToList();
        return corrected.SequenceEqual(words) ? [] : [string.Join(' ', corrected)];
    }

    private Completions KnownNames()
    {
        var articles = Enumerable.Range(0, _keywords.ArticleCount).Select(article => ArticleCard.Read(_keywords.Stored(article))).ToList();
        var topics = articles.SelectMany(article => article.Topics).SelectMany(TopicPath.Split);
        var names = topics.Concat(articles.SelectMany(article => article.Organisations)).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Count()).Select(group => group.Key);
        return new Completions([.. names.Concat(articles.Select(article => article.Title)).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>What a request asks for, in the terms of the index.</summary>
    private sealed record Question(KeywordQuery Keywords, ArticleFilter? Allowed, bool HasNoWords, IReadOnlyList<string> Notes);
}

/// <summary>What is searchable.</summary>
/// <param name="Topics">Outermost topics with the articles below them, in the order of the library.</param>
public sealed record IndexStatus(string Generation, int Articles, int Passages, IReadOnlyList<FacetCount> Topics);
