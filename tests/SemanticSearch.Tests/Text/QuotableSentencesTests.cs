using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public class QuotableSentencesTests
{
    private const string Whole = "When a hot key expires, every server asks the database.";

    [Theory]
    [InlineData(Whole, Whole)]
    [InlineData(Whole + " A lease lets one of them refresh the key.\nAll the others wait a moment and ask again.", Whole + "|A lease lets one of them refresh the key.|All the others wait a moment and ask again.")]
    [InlineData("## When a hot key expires and nobody is there\n\n" + Whole, Whole)]
    [InlineData("```\nWhen a hot key expires, every server asks.\n```", "")]
    [InlineData("| When a hot key expires | every server asks the database |", "")]
    [InlineData("- [When a hot key expires and what to do](https://x.y/z) by us", "")]
    [InlineData("1. " + Whole + "\n2. A lease lets one of them refresh the key.", Whole + "|A lease lets one of them refresh the key.")]
    [InlineData("Too short.", "")]
    [InlineData("a=1;b=2;c=3; x[0]=9*8/7; y{1}=22; z=333333; q=4444 w=3 e=3 r=3", "")]
    [InlineData("    --flag duration      how long to wait until it is done with it", "")]
    [InlineData("", "")]
    public void Prose_is_taken_sentence_by_sentence(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', QuotableSentences.Of(text).Select(range => text[range])));

    [Fact]
    public void Any_text_is_read_and_ranges_are_in_order_and_disjoint()
    {
        var random = new Random(7);
        string[] pieces = ["Word ", "a lease ", ". ", "? ", "\n", "\n\n", "- ", "1. ", "```", "|", "[x](", ")", "# ", "e.g. ", "\t", "é", "😀 ", "**"];
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => pieces[random.Next(pieces.Length)]));
            var end = 0;
            foreach (var range in QuotableSentences.Of(text))
            {
                var (start, length) = range.GetOffsetAndLength(text.Length);
                Assert.True(start >= end && length is >= QuotableSentences.MinChars and <= QuotableSentences.MaxChars);
                end = start + length;
            }
        }
    }
}
