using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class ArticleRankerTests
{
    [Fact]
    public void The_best_passage_lifts_its_article()
    {
        var ranked = ArticleRanker.Rank([new(0, 2.0, 4), new(1, 1.9, 4)], [new(7, 1, 0.5), new(8, 1, 1.0), new(3, 0, 0.1)], passageWeight: 0.5);
        Assert.Equal([1, 0], ranked.Select(article => article.Article));
        Assert.Equal(new RankedArticle(1, 1.9 + 0.5, 1.9, 8, 1.0), ranked[0]);
    }

    [Fact]
    public void An_article_without_a_matching_passage_keeps_its_own_score()
    {
        var ranked = ArticleRanker.Rank([new(4, 1.5, 2)], [new(9, 5, 3.0)], passageWeight: 1);
        Assert.Equal([new RankedArticle(4, 1.5, 1.5, -1, 0)], ranked);
    }

    [Fact]
    public void An_article_of_one_passage_is_its_own_best_passage()
    {
        var ranked = ArticleRanker.Rank([new(4, 2, 1), new(5, 2, 0)], [new(9, 4, 0.5)], passageWeight: 0.5);
        Assert.Equal([new RankedArticle(4, 3, 2, 9, 2), new RankedArticle(5, 3, 2, -1, 2)], ranked);
    }

    [Fact]
    public void Ties_go_to_the_earlier_article_and_passage()
    {
        var ranked = ArticleRanker.Rank([new(2, 1, 2), new(1, 1, 2)], [new(9, 1, 0), new(8, 1, 0)], passageWeight: 1);
        Assert.Equal([1, 2], ranked.Select(article => article.Article));
        Assert.Equal(8, ranked[0].BestPassage);
    }

    [Fact]
    public void Without_candidates_there_is_no_ranking() => Assert.Empty(ArticleRanker.Rank([], [new(1, 1, 1)], passageWeight: 1));
}
