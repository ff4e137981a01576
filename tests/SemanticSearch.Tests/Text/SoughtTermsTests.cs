using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public class SoughtTermsTests
{
    [SkippableFact]
    public void Every_word_of_the_vocabulary_is_found_by_its_stem()
    {
        foreach (var word in File.ReadLines(SharedData.Path("data/snowball/english/voc.txt")).Where(word => word.Length is > 0 and <= Tokenizer.MaxWordChars))
            Assert.True(new SoughtTerms([Terms.Of(word)]).PlaceOf(word) == 0, word);
    }

    [Theory]
    [InlineData("caches are cached", "cach", true)]
    [InlineData("a dying node", "die", true)]
    [InlineData("C++ and .NET", "c++", true)]
    [InlineData("a cat", "cach", false)]
    [InlineData("", "cach", false)]
    public void A_text_holds_a_term_when_one_of_its_words_has_that_stem(string text, string term, bool expected) =>
        Assert.Equal([false, expected], new SoughtTerms(["other", term]).HeldIn(text));
}
