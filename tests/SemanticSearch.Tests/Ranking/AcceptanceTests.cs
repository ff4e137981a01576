using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class AcceptanceTests
{
    [Theory]
    [InlineData(0.60, 3, 3, true, Confidence.Strong)]
    [InlineData(0.60, 4, 0, false, Confidence.Strong)]
    [InlineData(0.20, 1, 1, true, Confidence.Strong)]
    [InlineData(0.30, 3, 2, false, Confidence.Weak)]
    [InlineData(0.30, 2, 0, false, Confidence.None)]
    [InlineData(0.44, 0, 0, true, Confidence.None)]
    [InlineData(Evidence.NoCosine, 2, 0, false, Confidence.None)]
    internal void Confidence_is_what_the_nearest_text_and_the_known_words_allow(double nearest, int content, int known, bool together, Confidence expected) =>
        Assert.Equal(expected, Acceptance.Of(nearest, content, known, together));
}
