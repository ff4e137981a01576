using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class FusionTests
{
    [Fact]
    public void The_best_passage_lifts_its_article()
    {
        var ranked = Fusion.RankByKeywords([Keyword(0, 4, 2.0, passage: 0.1), Keyword(1, 4, 1.9, passage: 1.0)], passageWeight: 0.5);
        Assert.Equal([1, 0], Articles(ranked));
        Assert.Equal(1.9 + 0.5, ranked[0].Score);
    }

    [Fact]
    public void An_article_of_one_passage_is_its_own_best_passage()
    {
        var ranked = Fusion.RankByKeywords([Keyword(4, 1, 2, passage: 0.5), Keyword(5, 0, 2, passage: 0)], passageWeight: 0.5);
        Assert.All(ranked, article => Assert.Equal(3, article.Score));
    }

    [Theory]
    [InlineData(FusionMethod.Cosine)]
    [InlineData(FusionMethod.MinMax)]
    [InlineData(FusionMethod.ReciprocalRank)]
    internal void An_article_that_both_legs_bring_first_is_first(FusionMethod method)
    {
        var ranked = Fusion.Rank([Both(0, 3, 0.3), Both(1, 5, 0.6), Both(2, 4, 0.5)], method, Weights(0.5));
        Assert.Equal([1, 2, 0], Articles(ranked));
    }

    [Theory]
    [InlineData(FusionMethod.Cosine)]
    [InlineData(FusionMethod.MinMax)]
    [InlineData(FusionMethod.ReciprocalRank)]
    internal void A_leg_without_weight_has_no_say(FusionMethod method)
    {
        Evidence[] candidates = [Both(0, 9, 0.1), Both(1, 1, 0.9)];
        Assert.Equal([0, 1], Articles(Fusion.Rank(candidates, method, Weights(1))));
        Assert.Equal([1, 0], Articles(Fusion.Rank(candidates, method, Weights(0))));
    }

    [Fact]
    public void Cosines_keep_how_near_the_best_one_is()
    {
        // The keyword leg is sure, and all cosines are about the same: scaled to 0-1 their noise would count as much as the keywords.
        Evidence[] candidates = [Both(0, 5, 0.30), Both(1, 1, 0.32), Both(2, 2, 0.31)];
        Assert.Equal(0, Articles(Fusion.Rank(candidates, FusionMethod.Cosine, Weights(0.28)))[0]);
        Assert.Equal(1, Articles(Fusion.Rank(candidates, FusionMethod.MinMax, Weights(0.28)))[0]);
    }

    [Fact]
    public void An_entry_without_text_is_judged_by_its_title() =>
        Assert.Equal(0.7, Fusion.Rank([new Evidence(3, 0) { TitleCosine = 0.7 }], FusionMethod.Cosine, Weights(0))[0].Vector);

    [Fact]
    public void An_article_about_the_concepts_of_the_question_passes_one_that_is_a_little_nearer()
    {
        Evidence[] candidates = [Both(0, 1, 0.50), Both(1, 1, 0.45) with { Concept = 0.4 }];
        Assert.Equal(0, Articles(Fusion.Rank(candidates, FusionMethod.Cosine, Weights(0.3)))[0]);
        Assert.Equal(1, Articles(Fusion.Rank(candidates, FusionMethod.Cosine, Weights(0.3) with { Concept = 0.5 }))[0]);
    }

    [Fact]
    public void What_was_asked_for_passes_what_is_a_little_nearer()
    {
        Evidence[] candidates = [Both(0, 1, 0.50), Both(1, 1, 0.45) with { Wanted = 1 }];
        Assert.Equal(0, Articles(Fusion.Rank(candidates, FusionMethod.Cosine, Weights(0.3)))[0]);
        Assert.Equal(1, Articles(Fusion.Rank(candidates, FusionMethod.Cosine, Weights(0.3) with { Wanted = 0.1 }))[0]);
        Assert.All(Fusion.Rank(candidates, FusionMethod.Cosine, Weights(0.3) with { Wanted = 0.1 }), article => Assert.Equal(article.Score, article.Parts.Sum));
    }

    [Fact]
    public void The_first_articles_are_ordered_anew_and_stay_before_the_others()
    {
        var ranked = Fusion.Rank([Both(0, 1, 0.50), Both(1, 1, 0.45), Both(2, 1, 0.44), Both(3, 1, 0.43)], FusionMethod.Cosine, Weights(0));
        var parts = ranked.Take(3).Select((article, place) => article.Parts with { Feedback = place == 2 ? 0.1 : 0 }).ToArray();
        var reordered = Fusion.Reorder(ranked, parts);
        Assert.Equal([2, 0, 1, 3], Articles(reordered));
        Assert.Equal([0.54, 0.50, 0.45, 0.43], reordered.Select(article => Math.Round(article.Score, 9)));
        Assert.All(reordered, article => Assert.Equal(article.Score, article.Parts.Sum));
        Assert.Equal([0, 1, 2, 3], Articles(ranked));
    }

    [Fact]
    public void An_exact_rare_name_is_not_beaten_by_a_vague_neighbour()
    {
        Evidence[] candidates = [Both(0, 1, 0.60) with { Concept = 0.3 }, Both(1, 4, 0.05) with { Rare = 0.9 }];
        Assert.Equal(1, Articles(Fusion.Rank(candidates, FusionMethod.Cosine, Weights(0.3) with { Concept = 0.65, Rare = 1 }))[0]);
    }

    [Fact]
    public void Ties_go_to_the_earlier_article() =>
        Assert.Equal(Enumerable.Range(1, 40), Articles(Fusion.Rank([.. Enumerable.Range(1, 40).Select(article => Both(article, 1, 0.5))], FusionMethod.Cosine, Weights(0.5))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void The_best_few_are_the_first_of_all_sorted(int top)
    {
        var random = new Random(20261122);
        foreach (var levels in new[] { 1, 3, 1_000_000 })
        {
            double[] scores = [.. Enumerable.Range(0, 1_000).Select(_ => (random.Next(levels) - 1) / 7.0)];
            Assert.Equal(Enumerable.Range(0, scores.Length).OrderByDescending(place => scores[place]).ThenBy(place => place).Take(top), Fusion.BestFirst(scores, top));
            Array.Sort(scores);
            Assert.Equal(Enumerable.Range(0, scores.Length).OrderByDescending(place => scores[place]).ThenBy(place => place).Take(top), Fusion.BestFirst(scores, top));
        }
    }

    [Fact]
    public void Without_candidates_there_is_no_ranking() => Assert.Empty(Fusion.Rank([], FusionMethod.Cosine, Weights(0.5)));

    private static FusionWeights Weights(double keyword) => new(keyword, Concept: 0, Passage: 0.5);

    private static int[] Articles(RankedList ranked) => [.. ranked.Select(article => article.Evidence.Article)];

    private static Evidence Keyword(int article, int passages, double score, double passage) =>
        new(article, passages) { Keyword = score, KeywordPassage = passage, BestKeywordPassage = passage > 0 ? 10 * article : -1 };

    private static Evidence Both(int article, double keyword, double cosine) =>
        new(article, 1) { Keyword = keyword, PassageCosine = cosine, NearPassagesCosine = cosine, NearestPassage = article };
}
