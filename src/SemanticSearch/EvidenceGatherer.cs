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

    /// <param name="question">The question's vector; null: the keyword leg only.</param>
    /// <param name="depth">Articles that will be shown, those skipped included.</param>
    public Gathered Gather(KeywordQuery query, float[]? question, ArticleFilter? allowed, int depth, bool withKeywords)
    {
        var candidates = Math.Max(depth, MinCandidates);
        var found = new Dictionary<int, Evidence>(2 * candidates);
        var total = withKeywords ? AskKeywords(query, allowed, candidates, found) : 0;
        if (question is not null)
            AskVectors(question, allowed, candidates, found);
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

    private void AskVectors(float[] question, ArticleFilter? allowed, int candidates, Dictionary<int, Evidence> found)
    {
        var known = found.Keys.ToHashSet();
        foreach (var hit in vectors!.Search(question, candidates * PassagesPerArticle, allowed))
        {
            var (article, passage) = vectors.Locate(hit.Ordinal);
            found[article] = WithCosine(found.TryGetValue(article, out var evidence) ? evidence : Unknown(article), passage, hit.Score);
        }
        var missing = new List<int>();
        foreach (var article in found.Values)
        {
            if (article.TitleCosine == Evidence.NoCosine)
                missing.Add(vectors.TitleOrdinal(article.Article));
            if (article.PassageCosine == Evidence.NoCosine && known.Contains(article.Article))
            {
                for (var passage = FirstPassage(article.Article); passage < FirstPassage(article.Article) + article.Passages; passage++)
                    missing.Add(passage);
            }
        }
        var cosines = vectors.Score(question, missing);
        for (var i = 0; i < missing.Count; i++)
        {
            var (article, passage) = vectors.Locate(missing[i]);
            found[article] = WithCosine(found[article], passage, cosines[i]);
        }
    }

    private static Evidence WithCosine(Evidence evidence, int passage, double cosine)
    {
        if (passage < 0)
            return evidence with { TitleCosine = cosine };
        return cosine > evidence.PassageCosine ? evidence with { PassageCosine = cosine, NearestPassage = passage } : evidence;
    }

    private Evidence Unknown(int article) => new(article, keywords.PassagesOf(article).End.Value - FirstPassage(article));

    private int FirstPassage(int article) => keywords.PassagesOf(article).Start.Value;
}

/// <param name="Candidates">By article.</param>
/// <param name="Total">Articles that match.</param>
internal sealed record Gathered(Evidence[] Candidates, int Total);
