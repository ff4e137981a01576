using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class AnswerSentencesTests
{
    [Fact]
    public void The_best_sentence_comes_first_and_an_articles_sentences_stay_together_in_its_order() =>
        Check("late early other", false, Sentence("early", 1, coverage: 0.5, start: 90), Sentence("other", 2, coverage: 0.6), Sentence("late", 1, coverage: 0.9, start: 10));

    [Fact]
    public void Three_sentences_of_the_best_article_and_one_of_each_other() =>
        Check("a b c e", false, [.. "abcd".Select((c, i) => Sentence($"{c}", 1, start: i)), .. "ef".Select((c, i) => Sentence($"{c}", 2, coverage: 0.5, start: i))]);

    [Fact]
    public void No_more_than_five() =>
        Check("a b c d e", false, [.. "abcdefgh".Select((c, i) => Sentence($"{c}", 2 + i))]);

    [Fact]
    public void Far_passages_answer_nothing() =>
        Check("", false, Sentence("far", 1, coverage: 1, cosine: 0.3));

    [Fact]
    public void Near_passages_without_the_words_answer_nothing() =>
        Check("", false, Sentence("vague", 1, coverage: 0, cosine: 0.45));

    [Fact]
    public void Where_one_sentence_answers_others_of_fair_passages_stand_beside_it() =>
        Check("near fair", false, Sentence("near", 1), Sentence("fair", 2, cosine: 0.3), Sentence("far", 3, cosine: 0.1));

    [Fact]
    public void Without_vectors_half_of_the_question_must_be_there() =>
        Check("half", false, Sentence("half", 1, coverage: 0.5, cosine: Evidence.NoCosine), Sentence("less", 2, coverage: 0.4, cosine: Evidence.NoCosine));

    [Fact]
    public void What_was_said_is_not_said_again() =>
        Check("a", false, Sentence("a", 1) with { Words = Words("one two three four five") }, Sentence("b", 2) with { Words = Words("one two three four five") });

    [Fact]
    public void Of_organisations_each_speaks_once_before_anybody_else() =>
        Check("n1 d1 x", true,
            Sentence("n1", 1, organisation: "Netflix"), Sentence("n2", 1, organisation: "Netflix", start: 9), Sentence("n3", 2, organisation: "Netflix"),
            Sentence("x", 3), Sentence("d1", 4, coverage: 0.4, organisation: "DoorDash"));

    [Fact]
    public void A_question_in_the_text_is_no_answer() =>
        Check("Told. Asked?", false, Sentence("Asked?", 2, coverage: 0.9), Sentence("Told.", 3, coverage: 0.8));

    [Theory]
    [InlineData("how do companies avoid cache stampede", true)]
    [InlineData("Who uses Kafka?", true)]
    [InlineData("which organisations moved off the cloud", true)]
    [InlineData("how do I avoid cache stampede", false)]
    [InlineData("who elects the leader in raft", false)]
    public void A_question_about_organisations_is_told_by_its_words(string question, bool expected) =>
        Assert.Equal(expected, OrganisationQuestion.Is(question));

    private static void Check(string expected, bool ofOrganisations, params SentenceCandidate[] candidates) =>
        Assert.Equal(expected, string.Join(' ', AnswerSentences.Choose(candidates, ofOrganisations).Select(sentence => sentence.Text)));

    private static SentenceCandidate Sentence(string text, int article, double coverage = 0.8, double cosine = 0.6, int start = 0, string? organisation = null) =>
        new(article, Passage: article, start, text, organisation) { Coverage = coverage, PassageCosine = cosine, Words = Words(text), IsOfBestArticle = article == 1 };

    private static HashSet<string> Words(string text) => [.. text.Split(' ')];
}
