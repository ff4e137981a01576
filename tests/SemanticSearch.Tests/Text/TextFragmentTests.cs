using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public class TextFragmentTests
{
    [Theory]
    [InlineData("One two three.", "#:~:text=One%20two%20three.")]
    [InlineData("One two three four five six seven eight nine.", "#:~:text=One%20two%20three%20four,six%20seven%20eight%20nine.")]
    [InlineData("A well-known, safe & sound way.", "#:~:text=A%20well%2Dknown%2C%20safe%20%26")]
    [InlineData("See [the post](https://x.y) where we say how leases work there today.", "#:~:text=where%20we%20say%20how,leases%20work%20there%20today.")]
    [InlineData("We **really do** like it.", "")]
    [InlineData("Une clé très\nchaude expire.", "#:~:text=Une%20cl%C3%A9%20tr%C3%A8s%20chaude")]
    [InlineData("", "")]
    public void A_link_names_the_first_and_last_plain_words(string sentence, string fragment) =>
        Assert.Equal("https://a.b/c" + fragment, TextFragment.Of("https://a.b/c", sentence));

    [Fact]
    public void A_fragment_that_is_there_stays() =>
        Assert.Equal("https://a.b/c#part:~:text=One%20two%20three.", TextFragment.Of("https://a.b/c#part", "One two three."));
}
