using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public class TextFingerprintTests
{
    private static readonly string Text = string.Join(' ', Enumerable.Range(0, 400).Select(n => $"word{n * 7919 % 211} term{n * 31 % 97}"));

    [Fact]
    public void Layout_case_and_punctuation_do_not_count() =>
        Assert.Equal(TextFingerprint.Of("Cache stampedes, at scale!"), TextFingerprint.Of("cache\n\n  STAMPEDES at (scale)"));

    [Fact]
    public void A_changed_word_in_a_long_text_is_near()
    {
        var changed = Text.Replace("word0 ", "other ", StringComparison.Ordinal);
        Assert.NotEqual(Text, changed);
        Assert.True(TextFingerprint.Of(Text).IsNear(TextFingerprint.Of(changed)));
    }

    [Fact]
    public void What_both_repeat_does_not_make_different_texts_near()
    {
        var link = string.Concat(Enumerable.Repeat(" see https github com", 300));
        var other = string.Join(' ', Enumerable.Range(0, 400).Select(n => $"else{n * 104729 % 307}"));
        Assert.False(TextFingerprint.Of(Text + link).IsNear(TextFingerprint.Of(other + link)));
    }

    [Fact]
    public void Different_texts_are_far()
    {
        var other = string.Join(' ', Enumerable.Range(0, 400).Select(n => $"else{n * 104729 % 307}"));
        Assert.InRange(TextFingerprint.Of(Text).Distance(TextFingerprint.Of(other)), 15, 49);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ... ")]
    public void A_text_without_words_is_near_nothing(string text) => Assert.False(TextFingerprint.Of(text).IsNear(TextFingerprint.Of(text)));

    [Fact]
    public void Fingerprints_are_stored_and_never_change() =>
        Assert.Equal("7150b09113d9ba40", TextFingerprint.Of("the quick brown fox jumps over the lazy dog").ToString());
}
