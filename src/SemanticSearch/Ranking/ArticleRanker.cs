namespace SemanticSearch.Ranking;

/// <summary>An article that the keyword leg brought, with its score over all fields.</summary>
/// <param name="Passages">How many passages it has, matching or not.</param>
internal readonly record struct ArticleCandidate(int Article, double Score, int Passages);

/// <summary>A passage that the keyword leg brought.</summary>
internal readonly record struct PassageCandidate(int Passage, int Article, double Score);

/// <param name="BestPassage">Highest-scoring passage, or -1 when no passage matched (a bare list entry, a match in the title only).</param>
internal readonly record struct RankedArticle(int Article, double Score, double ArticleScore, int BestPassage, double PassageScore);

/// <summary>
/// Ranks articles by their score over all fields plus the weighted score of their best passage: a long article that answers in one
/// place is neither lost among its other words nor beaten by one that mentions the words far apart. An article of one passage, or of
/// none, is its own best passage. Pure; ties by article.
/// </summary>
internal static class ArticleRanker
{
    /// <param name="articles">Each article at most once.</param>
    /// <param name="passages">Any order; passages of articles that are not among <paramref name="articles"/> are ignored.</param>
    /// <param name="passageWeight">0 ranks by the articles' own scores.</param>
    public static RankedArticle[] Rank(
        ReadOnlySpan<ArticleCandidate> articles, ReadOnlySpan<PassageCandidate> passages, double passageWeight)
    {
        var best = new Dictionary<int, PassageCandidate>(articles.Length);
        foreach (var passage in passages)
        {
            if (!best.TryGetValue(passage.Article, out var known) || IsBetter(passage, known))
                best[passage.Article] = passage;
        }
        var ranked = new RankedArticle[articles.Length];
        for (var i = 0; i < ranked.Length; i++)
        {
            var (article, score, passageCount) = articles[i];
            var passage = best.GetValueOrDefault(article, new PassageCandidate(Passage: -1, article, Score: 0));
            var passageScore = passageCount > 1 ? passage.Score : score;
            ranked[i] = new RankedArticle(article, score + passageWeight * passageScore, score, passage.Passage, passageScore);
        }
        Array.Sort(ranked, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Article.CompareTo(b.Article));
        return ranked;
    }

    private static bool IsBetter(PassageCandidate passage, PassageCandidate known) =>
        passage.Score > known.Score || (passage.Score == known.Score && passage.Passage < known.Passage);
}
