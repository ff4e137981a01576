using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public class SentenceBoundsTests
{
    [Theory]
    [InlineData("One here. The HERE two. Three.", "HERE", "The HERE two.")]
    [InlineData("HERE starts. Two.", "HERE", "HERE starts.")]
    [InlineData("No stop HERE", "HERE", "No stop HERE")]
    [InlineData("Dots e.g. HERE and v1.2 too. Next.", "HERE", "Dots e.g. HERE and v1.2 too.")]
    [InlineData("He said \"stop.\" Then HERE! More", "HERE", "Then HERE!")]
    [InlineData("## Heading HERE\n\nText below.", "HERE", "Heading HERE")]
    [InlineData("Items:\n- first HERE\n- second", "HERE", "first HERE")]
    [InlineData("A line that\ngoes on HERE to\nits end. More.", "HERE", "A line that\ngoes on HERE to\nits end.")]
    [InlineData("A line ends.\nThe HERE one\ngoes on. More.", "HERE", "The HERE one\ngoes on.")]
    [InlineData("Steps:\n1. First thing HERE\n2. Second", "HERE", "First thing HERE")]
    [InlineData("Ask J. Smith HERE. Then.", "HERE", "Ask J. Smith HERE.")]
    public void A_sentence_is_quoted_as_it_stands(string text, string word, string sentence) =>
        Assert.Equal(sentence, text[SentenceBounds.Around(text, text.IndexOf(word, StringComparison.Ordinal))]);
}
