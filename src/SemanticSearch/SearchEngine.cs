using System.Globalization;
using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Embedding;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Story 3: question -> ranked, explained hits. Thread-safe; keeps the generation that it opened.</summary>
public sealed class SearchEngine : IDisposable
{
    private readonly KeywordIndexReader _keywords;
    private readonly VectorLeg? _vectors;
    private readonly TaggedConcepts? _tagged;
    private readonly EvidenceGatherer _gatherer;
    private readonly ArticleVectors? _articleVectors;
    private readonly Reranker? _reranker;
    private readonly AnswerFinder _answers;
    private readonly WishedArticles _wished;
    private readonly HitPresenter _presenter;
    private readonly Lazy<ConceptLookup> _concepts;
    private readonly SearchOptions _options;
    private readonly Lazy<Completions> _completions;

    private SearchEngine(Generation generation, KeywordIndexReader keywords, PassageMap passages, VectorLeg? vectors, SearchOptions options)
    {
        _keywords = keywords;
        _vectors = vectors;
        _tagged = TaggedConcepts.Open(generation.Folder, keywords, passages, options.Glossary);
        _gatherer = new EvidenceGatherer(keywords, vectors, _tagged, passages);
        _articleVectors = vectors is null ? null : new ArticleVectors(passages, vectors);
        _reranker = _articleVectors is null ? null : new Reranker(keywords, new CentredVectors(_articleVectors, passages.Articles));
        _wished = new WishedArticles(keywords);
        _presenter = new HitPresenter(keywords, _tagged, options);
        _concepts = new Lazy<ConceptLookup>(() => ConceptLookup.Open(options.Glossary, vectors, Known));
        _answers = new AnswerFinder(keywords, vectors, new Lazy<ConceptNames>(() => _concepts.Value.Glossary.Names));
        _options = options;
        _completions = new Lazy<Completions>(KnownNames);
        Addresses = new ArticleAddresses(keywords);
        Status = IndexStatus.Of(generation);
    }

    public IndexStatus Status { get; }

    internal ArticleAddresses Addresses { get; }

    internal KeywordIndexReader Keywords => _keywords;

    internal VectorLeg? Vectors => _vectors;

    internal ArticleVectors? ArticleVectors => _articleVectors;

    internal EvidenceGatherer Gatherer => _gatherer;

    internal SearchOptions Options => _options;

    /// <summary>Opens the live generation of <paramref name="dataDirectory"/>.</summary>
    /// <exception cref="DataProblemException">There is no generation, or it is damaged or newer than this program.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static SearchEngine Open(string dataDirectory, SearchOptions? options = null)
    {
        var ranking = (options ?? new SearchOptions()).Validated();
        var directory = new DataDirectory(dataDirectory);
        return GenerationStore.OpenLive(directory, generation => Open(generation, ranking))
            ?? throw new DataProblemException($"{directory.Root} holds no index yet: run `semsearch index` (after `semsearch import`, if nothing was imported).");
    }

    /// <exception cref="ArgumentException">A number of <paramref name="request"/> is out of its range; names the parameter.</exception>
    public SearchResponse Search(SearchRequest request)
    {
        request.Validate();
        var question = Understand(request);
        var clock = question.Clock;
        var (ranked, found, confidence) = question.Parsed.HasNoWords ? Browse(question) : Rank(question, Math.Max(request.Offset + request.Top, AnswerFinder.MaxArticles));
        var total = found.Count;
        var page = ranked.Skip(request.Offset).Take(request.Top).ToList();
        var isCorrected = question.Taken.Count > 0 && question.Mode != SearchMode.Vector && total > 0;
        var response = new SearchResponse { Query = request.Query, Mode = question.Mode, TookMs = 0, Total = total, Hits = [] };
        response = request.RankOnly
            ? response with { Hits = [.. page.Select(_presenter.Bare)] }
            : response with
            {
                Hits = _presenter.Show(page, question, ranked, request.Explain),
                Answer = confidence == Confidence.Strong && request.Offset == 0 ? _answers.Find(question.Keywords, question.Vector, question.Concepts, ranked) : response.Answer,
                Facets = total > 0 ? Facets(found) : response.Facets,
                Corrected = isCorrected ? question.Spelling : null,
                Suggestions = isCorrected || question.Spelling is null ? [] : [question.Spelling.Query],
                Understood = question.Understood,
                Notes = [.. question.Notes, .. NothingFound.Notes(question, _keywords, total)],
            };
        clock.End(PhaseClock.Showing);
        return response with { TookMs = clock.TotalMs, Times = request.Explain ? clock.Times : [] };
    }

    /// <summary>The article with this id or address, its text put together from its passages; null when there is none.</summary>
    public Article? Find(string id)
    {
        var ordinal = Addresses.Find(id);
        if (ordinal < 0)
            return null;
        var (first, last) = (_keywords.PassagesOf(ordinal).Start.Value, _keywords.PassagesOf(ordinal).End.Value);
        var texts = Enumerable.Range(first, last - first).Select(_keywords.PassageText);
        return ArticleCard.Read(_keywords.Stored(ordinal)) with { Text = string.Join("\n\n", texts) };
    }

    /// <summary>Up to <paramref name="top"/> completions of what is being typed: topics, organisations, titles.</summary>
    public IReadOnlyList<string> Suggest(string prefix, int top = 8) => _completions.Value.Of(prefix, top);

    public void Dispose()
    {
        _tagged?.Dispose();
        _vectors?.Dispose();
        _keywords.Dispose();
    }

    private static SearchEngine Open(Generation generation, SearchOptions options)
    {
        var keywords = KeywordIndexReader.Open(generation.Folder, new KeywordOptions { K1 = options.K1, B = options.B });
        try
        {
            var passages = new PassageMap(keywords);
            return new SearchEngine(generation, keywords, passages, VectorLeg.Open(generation, passages), options);
        }
        catch
        {
            keywords.Dispose();
            throw;
        }
    }

    private Question Understand(SearchRequest request)
    {
        var clock = new PhaseClock();
        var text = QueryLimit.Cut(request.Query, SearchRequest.MaxQueryChars);
        var parsed = QueryParser.Parse(text);
        var notes = new List<string>(parsed.Notes);
        if (text.Length < request.Query.Length)
            notes.Insert(0, $"The query was cut to its first {text.Length:N0} characters.");
        notes.AddRange(VectorNotes(request.Mode));
        clock.End(PhaseClock.Reading);
        if (_vectors is not null && request.Mode != SearchMode.Keyword && !_concepts.IsValueCreated)
            OpenConcepts();
        var vector = parsed.HasNoWords || request.Mode == SearchMode.Keyword ? null : Embed(parsed.Text, request.RankOnly, notes);
        clock.End(PhaseClock.Embedding);
        var mode = _vectors is null || (vector is null && !parsed.HasNoWords) ? SearchMode.Keyword : request.Mode;
        var keywords = new KeywordQuery { Text = parsed.Text, Phrases = FoundPhrases(parsed, notes), Excluded = parsed.Excluded, IsWord = IsWord };
        var taken = _keywords.Taken(keywords);
        var meeting = _keywords.Meeting(keywords, Both(Allowed(parsed.Filter, notes), Allowed(request.Filter, notes)));
        clock.End(PhaseClock.Reading);
        var except = request.Except.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var concepts = mode != SearchMode.Keyword && vector is not null ? _concepts.Value.Match(parsed.Text, vector, except) : [];
        clock.End(PhaseClock.Concepts);
        var wishes = mode == SearchMode.Hybrid && vector is not null && _options.WantedWeight > 0 ? _wished.In(parsed.Text, except) : [];
        clock.End(PhaseClock.Reading);
        return new Question(mode, keywords with { CorrectsUnknownWords = !request.Exact }, vector, concepts, wishes, meeting, notes)
        {
            Clock = clock,
            Parsed = parsed,
            Taken = request.Exact ? [] : taken,
            Spelling = CorrectedQuery.Of(text, parsed, taken),
        };
    }

    /// <summary>How many articles hold a word; one that none holds but the model knows counts as held by all, since what it means is known.</summary>
    private int Known(string word) => _keywords.DocumentFrequency(word, KeywordLevel.Article) is > 0 and var held ? held : CommonVocabulary.Holds(Text.Terms.Of(word)) ? _keywords.ArticleCount : 0;

    /// <summary>Whether a term that the index lacks is one nevertheless, and no misspelling of another.</summary>
    private bool IsWord(string term) => CommonVocabulary.Holds(term) || _concepts.Value.Glossary.Names.Knows(term);

    /// <summary>Reading the glossary takes as long as opening the model: the first question does both at once.</summary>
    private void OpenConcepts() => Task.Run(() => _concepts.Value);

    /// <summary>The question's vector; null without vectors, and where the model's endpoint is down: a note says so, and keywords answer.</summary>
    private float[]? Embed(string text, bool mustSucceed, List<string> notes)
    {
        try
        {
            return _vectors?.Embed(text);
        }
        catch (ModelUnavailableException e) when (!mustSucceed)
        {
            notes.Add($"Answered by keywords, since the model is not there: {e.Message}");
            return null;
        }
    }

    /// <summary>The articles that meet a filter; null when it asks for nothing.</summary>
    /// <param name="notes">Receives what the user should know.</param>
    internal ArticleFilter? Allowed(SearchFilter filter, List<string> notes)
    {
        if (filter.Concepts.Count > 0 && _tagged is null)
            notes.Add("This index was made without concepts, so that condition was left out: run `semsearch index --rebuild`.");
        return Both(_keywords.FilterFor(filter), _tagged?.FilterFor(filter.Concepts));
    }

    private IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets(ArticleFilter found)
    {
        const int Shown = 20;
        var facets = _keywords.Facets(found, Shown);
        return _tagged is null ? facets : new Dictionary<string, IReadOnlyList<FacetCount>>(facets) { ["concept"] = _tagged.Facet(found, Shown) };
    }

    /// <summary>The phrases that must occur. One that no article holds would leave nothing of a longer question: it counts by its words, and a
    /// note says so. A query of nothing but phrases means them.</summary>
    private List<string> FoundPhrases(ParsedQuery parsed, List<string> notes)
    {
        var found = new List<string>();
        var hasOtherWords = parsed.Text.Length > parsed.Phrases.Sum(phrase => phrase.Length + 1);
        foreach (var phrase in parsed.Phrases)
        {
            if (!hasOtherWords || _keywords.Search(new KeywordQuery { Phrases = [phrase] }, KeywordLevel.Article, top: 1, countTotal: false).Documents.Length > 0)
                found.Add(phrase);
            else
                notes.Add($"No article holds \"{phrase}\" word for word: its words were searched one by one.");
        }
        return found;
    }

    /// <summary>How far the vectors are, where the question asks for them and they are not complete.</summary>
    private IEnumerable<string> VectorNotes(SearchMode wanted)
    {
        if (wanted == SearchMode.Keyword || Status.Vectors == Status.VectorsWanted)
            yield break;
        yield return Status.Vectors == 0
            ? "This index has no vectors yet: answered by keywords."
            : string.Create(CultureInfo.InvariantCulture, $"Vectors cover {Status.Vectors:N0} of {Status.VectorsWanted:N0} texts so far; what is not covered is found by keywords.");
    }

    private static ArticleFilter? Both(ArticleFilter? first, ArticleFilter? second) => first is null || second is null ? first ?? second : first.And(second);

    /// <summary>Only filters: every allowed article, in the order of the library.</summary>
    private (RankedList Ranked, ArticleFilter Found, Confidence Confidence) Browse(Question question)
    {
        if (question.Allowed is not { } allowed)
            return (RankedList.Empty, new ArticleFilter(_keywords.ArticleCount), Confidence.None);
        var ranked = Enumerable.Range(0, _keywords.ArticleCount).Where(article => allowed[article])
            .Select(article => new RankedArticle(new Evidence(article, PassageCount(article)), Parts: default, Keyword: 0, Evidence.NoCosine)).ToArray();
        return (new RankedList(ranked, [], []), allowed, Confidence.None);
    }

    private (RankedList Ranked, ArticleFilter Found, Confidence Confidence) Rank(Question question, int depth)
    {
        var concepts = question.Mode == SearchMode.Hybrid ? question.Concepts : [];
        var words = new QuestionWords(_keywords, question.Keywords.Text, question.Taken);
        var rare = question.Mode == SearchMode.Hybrid ? words.RareShares(question.Allowed) : null;
        using var gathered = _gatherer.Gather(question.Keywords, question.Vector, concepts, rare, question.Allowed, depth, withKeywords: question.Mode != SearchMode.Vector, question.Clock);
        var confidence = ConfidenceIn(question, words, gathered.Candidates);
        question.Clock.End(PhaseClock.Fusion);
        if (confidence == Confidence.None)
            return (RankedList.Empty, new ArticleFilter(_keywords.ArticleCount), confidence);
        if (confidence == Confidence.Weak)
            question.Notes.Add("Nothing here fits the question well; these come nearest.");
        _wished.Weigh(question.Wishes, gathered.Candidates);
        return (RankFound(question, gathered.Candidates, depth), FoundBy(question, gathered.Candidates), confidence);
    }

    /// <summary>Where the conditions leave nothing that answers a question which the index does answer, what they leave is weak.</summary>
    private Confidence ConfidenceIn(Question question, QuestionWords words, ReadOnlySpan<Evidence> candidates)
    {
        if (question.Mode == SearchMode.Keyword)
            return Confidence.Strong;
        var confidence = Acceptance.Of(FitOf(question, words, candidates));
        if (confidence != Confidence.None || question.Allowed is null)
            return confidence;
        using var all = _gatherer.Gather(question.Keywords, question.Vector, [], rare: null, allowed: null, depth: 1, withKeywords: question.Mode != SearchMode.Vector);
        return Acceptance.Of(FitOf(question, words, all.Candidates)) == Confidence.None ? Confidence.None : Confidence.Weak;
    }

    /// <summary>The best articles that the question finds; what only came near enough to be compared with it is left out.</summary>
    private RankedList RankFound(Question question, ReadOnlySpan<Evidence> candidates, int depth)
    {
        var looked = Math.Max(depth, Reranker.Depth);
        var found = Found(RankAll(question, candidates, looked));
        return found.Count >= depth || candidates.Length <= looked ? found : Found(RankAll(question, candidates, candidates.Length));
    }

    private RankedList RankAll(Question question, ReadOnlySpan<Evidence> candidates, int depth)
    {
        var ranked = question.Mode switch
        {
            SearchMode.Keyword => Fusion.RankByKeywords(candidates, _options.PassageWeight, depth),
            SearchMode.Vector => Fusion.Rank(candidates, FusionMethod.Cosine, _options.WeightsOf(question.Mode), depth),
            _ => Fusion.Rank(candidates, _options.Fusion, _options.Weights, depth),
        };
        question.Clock.End(PhaseClock.Fusion);
        if (question.Mode == SearchMode.Hybrid)
            ranked = _reranker!.Rerank(ranked, _options.Weights, OrganisationQuestion.Is(question.Keywords.Text));
        question.Clock.End(PhaseClock.Reranking);
        return ranked;
    }

    private static RankedList Found(RankedList ranked) =>
        ranked.All(article => article.Evidence.IsFound) ? ranked : ranked.WithBest([.. ranked.Where(article => article.Evidence.IsFound)]);

    /// <summary>All articles that a question finds: more than are ranked where its words are common.</summary>
    private ArticleFilter FoundBy(Question question, ReadOnlySpan<Evidence> candidates)
    {
        var found = question.Mode == SearchMode.Vector ? new ArticleFilter(_keywords.ArticleCount) : _keywords.Matching(question.Keywords, question.Allowed);
        foreach (ref readonly var candidate in candidates)
        {
            if (candidate.IsFound)
                found[candidate.Article] = true;
        }
        return found;
    }

    /// <summary>Hits that match no word and mean something else are worse than none. What share of the words one article holds is looked up only where
    /// the rest does not settle it: it can only raise the confidence.</summary>
    private QuestionFit FitOf(Question question, QuestionWords words, ReadOnlySpan<Evidence> candidates)
    {
        var nearest = Evidence.NoCosine;
        foreach (ref readonly var candidate in candidates)
            nearest = Math.Max(nearest, Math.Max(candidate.PassageCosine, candidate.TitleCosine));
        var concepts = question.Concepts.Sum(concept => concept.Probability);
        var fit = new QuestionFit(nearest, Coverage: 0, concepts, Status.Vectors, words.Meant, words.AsksForAName || NamesOtherwise(question, candidates));
        return Acceptance.Of(fit) == Confidence.Strong ? fit : fit with { Coverage = words.Coverage(BestOfEitherLeg(candidates)) };
    }

    /// <summary>Whether the question calls a concept by a name that no article holds, and an article is about that concept.</summary>
    private static bool NamesOtherwise(Question question, ReadOnlySpan<Evidence> candidates)
    {
        const double Treated = 0.5;
        var least = double.PositiveInfinity;
        foreach (var concept in question.Concepts)
        {
            if (concept.IsUnheld && concept.Probability >= ConceptMatcher.ToldProbability)
                least = Math.Min(least, Treated * concept.Probability);
        }
        foreach (ref readonly var candidate in candidates)
        {
            if (candidate.Concept >= least)
                return true;
        }
        return false;
    }

    private static int[] BestOfEitherLeg(ReadOnlySpan<Evidence> candidates)
    {
        const int BestOfALeg = 20;
        var (articles, keyword, vector) = (new int[candidates.Length], new double[candidates.Length], new double[candidates.Length]);
        for (var i = 0; i < candidates.Length; i++)
            (articles[i], keyword[i], vector[i]) = (candidates[i].Article, candidates[i].Keyword, candidates[i].Vector);
        return [.. Fusion.BestFirst(vector, BestOfALeg).Concat(Fusion.BestFirst(keyword, BestOfALeg)).Select(place => articles[place]).Distinct()];
    }

    private int PassageCount(int article) => _keywords.PassagesOf(article).End.Value - _keywords.PassagesOf(article).Start.Value;

    private Completions KnownNames()
    {
        var articles = Enumerable.Range(0, _keywords.ArticleCount).Select(article => ArticleCard.Read(_keywords.Stored(article))).ToList();
        var topics = articles.SelectMany(article => article.Topics).SelectMany(TopicPath.Split);
        var names = topics.Concat(articles.SelectMany(article => article.Organisations)).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Count()).Select(group => group.Key);
        return new Completions([.. names.Concat(articles.Select(article => article.Title)).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }
}
