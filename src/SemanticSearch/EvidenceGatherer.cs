using SemanticSearch.Keyword;
using SemanticSearch.Ranking;

namespace SemanticSearch;

/// <summary>Asks both legs and puts together, article by article, what they say. What one leg brought and the other did not look at is scored there too.</summary>
internal sealed class EvidenceGatherer(KeywordIndexReader keywords, VectorLeg? vectors)
{
    /// <summary>Candidates of each leg, at least: the best passage of an article beyond these adds nothing to it.</summary>
    private const int MinCandidates = 1_000;

    /// <summary>Passage candidates for one article candidate: long articles have many.</summary>
    private const int PassagesPerArticle = 4;

    /// <summary>Articles that concepts alone bring.</summary>
    private const int MaxByConcept = 200;

    /// <param name="question">The question's vector; null: the keyword leg only.</param>
    /// <param name="about">How much articles are about the question's concepts; null: nobody knows.</param>
    /// <param name="rare">Articles with words of the question that hardly any other holds, and the share of these; null: nobody knows.</param>
    /// <param name="depth">Articles that will be shown, those skipped included.</param>
    /// <param name="clock">Told what takes how long; null: nobody asks.</param>
    public Gathered Gather(
        KeywordQuery query,
        float[]? question,
        IReadOnlyDictionary<int, double>? about,
        IReadOnlyDictionary<int, double>? rare,
        ArticleFilter? allowed,
        int depth,
        bool withKeywords,
        PhaseClock? clock = null)
    {
        var candidates = Math.Max(depth, MinCandidates);
        var found = new Dictionary<int, Evidence>(2 * candidates);
        var total = withKeywords ? AskKeywords(query, allowed, candidates, found) : 0;
        clock?.End(PhaseClock.KeywordLeg);
        if (question is not null)
        {
            foreach (var hit in vectors!.Search(question, candidates * PassagesPerArticle, allowed))
            {
                var article = vectors.Locate(hit.Ordinal).Article;
                found.TryAdd(article, Unknown(article));
            }
        }
        clock?.End(PhaseClock.VectorLeg);
        if (about is not null)
            AddConcepts(about, allowed, found);
        clock?.End(PhaseClock.Concepts);
        foreach (var (article, share) in rare ?? new Dictionary<int, double>())
            found[article] = found.GetValueOrDefault(article, Unknown(article)) with { Rare = share };
        if (question is not null)
            Compare(question, found);
        clock?.End(PhaseClock.VectorLeg);
        return new Gathered([.. found.Values.OrderBy(evidence => evidence.Article)], Math.Max(total, found.Count));
    }

    private int AskKeywords(KeywordQuery query, ArticleFilter? allowed, int candidates, Dictionary<int, Evidence> found)
    {
        var articles = keywords.Search(query, KeywordLevel.Article, candidates, allowed);
        foreach (var article in articles.Documents)
            found[article.Ordinal] = Unknown(article.Ordinal) with { Keyword = article.Score };
        var passages = keywords.Search(query, KeywordLevel.Passage, candidates * PassagesPerArticle, allowed, countTotal: false);
        foreach (var passage in passages.Documents)
        {
            // Best first: the first passage of an article is its best.
            var article = keywords.ArticleOf(passage.Ordinal);
            if (found.TryGetValue(article, out var evidence) && evidence.BestKeywordPassage < 0)
                found[article] = evidence with { KeywordPassage = passage.Score, BestKeywordPassage = passage.Ordinal };
        }
        return articles.Total;
    }

    private void AddConcepts(IReadOnlyDictionary<int, double> about, ArticleFilter? allowed, Dictionary<int, Evidence> found)
    {
        foreach (var (article, _) in about.Where(pair => allowed?[pair.Key] != false).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MaxByConcept))
            found.TryAdd(article, Unknown(article));
        foreach (var (article, score) in about)
        {
            if (found.TryGetValue(article, out var evidence))
                found[article] = evidence with { Concept = score };
        }
    }

    /// <summary>Compares every candidate, whichever leg brought it, in full: its title and all its passages.</summary>
    private void Compare(float[] question, Dictionary<int, Evidence> found)
    {
        var ordinals = new List<int>(found.Count * 4);
        foreach (var evidence in found.Values)
        {
            ordinals.Add(vectors!.TitleOrdinal(evidence.Article));
            var first = FirstPassage(evidence.Article);
            for (var passage = first; passage < first + evidence.Passages; passage++)
                ordinals.Add(passage);
        }
        var cosines = vectors!.Score(question, ordinals).AsSpan();
        foreach (var article in found.Keys.ToArray())
        {
            var evidence = found[article];
            found[article] = Compared(evidence, cosines[0], cosines.Slice(1, evidence.Passages));
            cosines = cosines[(1 + evidence.Passages)..];
        }
    }

    private Evidence Compared(Evidence evidence, float title, ReadOnlySpan<float> passages)
    {
        // The three best, best first; what is not embedded yet has no cosine.
        var (first, second, third) = (float.MinValue, float.MinValue, float.MinValue);
        var (nearest, known) = (-1, 0);
        for (var i = 0; i < passages.Length; i++)
        {
            var cosine = passages[i];
            if (cosine <= Evidence.NoCosine)
                continue;
            known++;
            if (cosine > first)
                (first, second, third, nearest) = (cosine, first, second, i);
            else if (cosine > second)
                (second, third) = (cosine, second);
            else if (cosine > third)
                third = cosine;
        }
        if (known == 0)
            return evidence with { TitleCosine = title };
        var mean = known == 1 ? first : known == 2 ? (first + second) / 2 : (first + second + third) / 3;
        return evidence with
        {
            TitleCosine = title,
            PassageCosine = first,
            NearestPassage = FirstPassage(evidence.Article) + nearest,
            NearPassagesCosine = mean,
        };
    }

    private Evidence Unknown(int article) => new(article, keywords.PassagesOf(article).End.Value - FirstPassage(article));

    private int FirstPassage(int article) => keywords.PassagesOf(article).Start.Value;
}

/// <param name="Candidates">By article.</param>
/// <param name="Total">Articles that match.</param>
internal sealed record Gathered(Evidence[] Candidates, int Total);
