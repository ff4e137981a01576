using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class AcceptanceTests
{
    [Theory]
    [InlineData(0.60, 1.0, 0.5, Confidence.Strong)]
    [InlineData(0.65, 0.2, 0.0, Confidence.Strong)]
    [InlineData(0.40, 0.3, 0.9, Confidence.Strong)]
    [InlineData(0.35, 0.3, 0.1, Confidence.Weak)]
    [InlineData(0.10, 0.0, 0.0, Confidence.None)]
    [InlineData(Evidence.NoCosine, 0.0, 0.0, Confidence.None)]
    internal void Nearness_words_and_concepts_together_make_an_answer(double nearest, double coverage, double concepts, Confidence expected) =>
        Assert.Equal(expected, Acceptance.Of(Fit(nearest, coverage, concepts)));

    [Fact]
    public void Where_no_word_is_known_nothing_is_an_answer_however_near_it_lies() =>
        Assert.Equal(Confidence.None, Acceptance.Of(Fit(0.8, 0, 0) with { MeantWords = 0 }));

    [Fact]
    public void A_name_that_an_article_holds_is_an_answer_however_far_that_lies() =>
        Assert.Equal(Confidence.Strong, Acceptance.Of(Fit(0.05, 1, 0) with { AsksForAName = true }));

    [Fact]
    public void Among_more_texts_the_nearest_must_be_nearer() =>
        Assert.True(Acceptance.Probability(Fit(0.45, 0.5, 0.1)) > Acceptance.Probability(Fit(0.45, 0.5, 0.1) with { Texts = 1_000_000 }) + 0.1);

    private static QuestionFit Fit(double nearest, double coverage, double concepts) => new(nearest, coverage, concepts, Texts: 5_000, MeantWords: 2, AsksForAName: false);
}
