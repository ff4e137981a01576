using System.Diagnostics;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>
/// Story 4: liked and disliked articles -> what to read next. What the liked ones mean, on average, is asked of the vector leg; the terms that
/// tell them from all others of the keyword leg; both are ranked as the answers to a question are. Thread-safe.
/// </summary>
/// <param name="engine">Stays the caller's.</param>
public sealed class Recommender(SearchEngine engine)
{
    /// <summary>Terms that the keyword leg is asked for.</summary>
    private const int Terms = 25;

    private readonly KeywordIndexReader _keywords = engine.Keywords;

    /// <exception cref="ArgumentException">An article is not in the index, or a number is out of its range; names the parameter.</exception>
    public SimilarResponse Similar(SimilarRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        request.Validate();
        var liked = Find(request.Ids, nameof(SimilarRequest.Ids));
        var disliked = Find(request.Dislike, nameof(SimilarRequest.Dislike));
        RefuseBoth(liked, disliked, nameof(SimilarRequest.Dislike));
        var terms = new KeywordQuery { Text = TopicsOf(liked, disliked), Terms = TermsOf(liked, disliked), CorrectsUnknownWords = false };
        var meaning = engine is { Vectors: { } vectors, ArticleVectors: { } articles } ? new ArticleMeaning(articles, vectors).Of(liked, disliked) : null;
        List<string> notes = meaning is null ? ["These articles have no vectors yet: found by their terms."] : [];
        using var gathered = engine.Gatherer.Gather(terms, meaning, concepts: [], rare: null, Others(request.Filter, liked, disliked, notes), request.Top, withKeywords: true);
        var weights = meaning is null ? engine.Options.WeightsOf(SearchMode.Keyword) : engine.Options.Weights with { Concept = 0, Rare = 0 };
        var ranked = meaning is null
            ? Fusion.RankByKeywords(gathered.Candidates, engine.Options.PassageWeight, request.Top)
            : Fusion.Rank(gathered.Candidates, engine.Options.Fusion, weights, request.Top);
        return new SimilarResponse
        {
            Liked = [.. liked.Select(Named)],
            Disliked = [.. disliked.Select(Named)],
            Mode = meaning is null ? SearchMode.Keyword : SearchMode.Hybrid,
            Hits = [.. ranked.Select(article => Show(article, request.Explain ? Explain(article, terms, ranked, weights) : null))],
            Notes = notes,
            TookMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    private List<int> Find(IReadOnlyList<string> names, string parameter)
    {
        var found = new List<int>(names.Count);
        foreach (var name in names)
        {
            var article = engine.Addresses.Find(name);
            if (article < 0)
                throw new ArgumentException($"the index holds no article with the id or address \"{(name.Length > 200 ? name[..200] + "..." : name)}\"", parameter);
            if (!found.Contains(article))
                found.Add(article);
        }
        return found;
    }

    private void RefuseBoth(List<int> liked, List<int> disliked, string parameter)
    {
        foreach (var article in liked.Intersect(disliked))
            throw new ArgumentException($"\"{Named(article).Id}\" is both liked and disliked", parameter);
    }

    /// <summary>All that the filter allows but those that were named.</summary>
    private ArticleFilter Others(SearchFilter filter, List<int> liked, List<int> disliked, List<string> notes)
    {
        var allowed = engine.Allowed(filter, notes);
        var others = new ArticleFilter(_keywords.ArticleCount);
        for (var article = 0; article < _keywords.ArticleCount; article++)
            others[article] = allowed?[article] ?? true;
        foreach (var named in liked.Concat(disliked))
            others[named] = false;
        return others;
    }

    /// <summary>Where lists put the liked articles and not the disliked: for an entry without text that says more than its title.</summary>
    private string TopicsOf(List<int> liked, List<int> disliked)
    {
        return string.Join(' ', Innermost(liked).Except(Innermost(disliked), StringComparer.OrdinalIgnoreCase));

        IEnumerable<string> Innermost(List<int> articles) =>
            articles.SelectMany(article => ArticleCard.Read(_keywords.Stored(article)).Topics).Select(path => TopicPath.Split(path)[^1]);
    }

    /// <summary>What the liked articles are about and the disliked ones are not, or less.</summary>
    private List<WeightedTerm> TermsOf(List<int> liked, List<int> disliked)
    {
        var terms = _keywords.SignificantTerms(liked, Terms);
        if (disliked.Count == 0)
            return [.. terms];
        var unwanted = _keywords.SignificantTerms(disliked, Terms).ToDictionary(term => term.Term, term => term.Weight);
        return [.. terms.Select(term => term with { Weight = term.Weight - unwanted.GetValueOrDefault(term.Term) }).Where(term => term.Weight > 0)];
    }

    private NamedArticle Named(int article)
    {
        var card = ArticleCard.Read(_keywords.Stored(article));
        return new NamedArticle(card.Id, card.Title, card.Url);
    }

    private Hit Show(RankedArticle ranked, HitExplanation? explanation)
    {
        var evidence = ranked.Evidence;
        var passage = evidence.NearestPassage >= 0 ? evidence.NearestPassage
            : evidence.BestKeywordPassage >= 0 ? evidence.BestKeywordPassage
            : evidence.Passages > 0 ? _keywords.PassagesOf(evidence.Article).Start.Value : -1;
        return Hit.Of(ArticleCard.Read(_keywords.Stored(evidence.Article))) with
        {
            Score = ranked.Score,
            Passages = passage < 0 ? [] : [new HitPassage(_keywords.PassageText(passage), [], _keywords.HeadingPath(passage))],
            Explain = explanation,
        };
    }

    private HitExplanation Explain(RankedArticle ranked, KeywordQuery terms, RankedList all, FusionWeights weights) => HitExplanation.Of(
        ranked, all, ranked.Keyword > 0 ? _keywords.Explain(terms, KeywordLevel.Article, ranked.Evidence.Article) : [], weights);
}
