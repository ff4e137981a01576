using SemanticSearch.Documents;
using SemanticSearch.Web.Display;

namespace SemanticSearch.FrontDoor.Tests.Web;

public class DisplayTextTests
{
    [Theory]
    [InlineData("plain words stay", "plain words stay")]
    [InlineData("  two\n\nparagraphs\t here ", "two paragraphs here")]
    [InlineData("## A heading\n\ntext", "A heading – text")]
    [InlineData("## What now?\ntext", "What now? text")]
    [InlineData("Setext\n======\ntext", "Setext text")]
    [InlineData("intro\n- one\n- two", "intro • one • two")]
    [InlineData("> quoted\n> more", "quoted more")]
    [InlineData("a [link](http://x.y/z_(a)) here", "a link here")]
    [InlineData("wrapped [tech\nservices](http://x.y) end", "wrapped tech services end")]
    [InlineData("cut services](http://x.y) end", "cut services end")]
    [InlineData("an ![image of it](a.png) here", "an image of it here")]
    [InlineData("a [ref][1] and [18F]() and [1]", "a ref and 18F and [1]")]
    [InlineData("text\n[1]: http://x.y\nmore", "text more")]
    [InlineData("a[0] stays, so does (b)", "a[0] stays, so does (b)")]
    [InlineData("**bold** *it* __strong__ _em_ ~~gone~~ ***both***", "bold it strong em gone both")]
    [InlineData("snake_case_name, 2 * 3 * 4, a*b*c, ~5, _id", "snake_case_name, 2 * 3 * 4, a*b*c, ~5, _id")]
    [InlineData("use `List<string>` and ``a`b``", "use List<string> and a`b")]
    [InlineData("```go\nfunc f(a []*int)\n```\nend", "func f(a []*int) end")]
    [InlineData("x = a * b *\n```\n## After\n```sql\nSELECT `a`\n```", "x = a * b * After – SELECT `a`")]
    [InlineData("one<br>two <span class=\"x\">three</span> a < b > c List<T>", "one two three a < b > c List<T>")]
    [InlineData("<!-- hidden --> seen <https://x.y>", "seen https://x.y")]
    [InlineData("AT&amp;T &lt;b&gt; &nbsp; R&D; &unknown;", "AT&T <b> R&D; &unknown;")]
    [InlineData("1\\. not a list \\*", "1. not a list *")]
    [InlineData("| a | b |\n|---|---|\n| c | d |", "a b c d")]
    [InlineData("{% highlight sql %} SELECT 1 {% endhighlight %}", "SELECT 1")]
    [InlineData("", "")]
    public void Marks_go_and_words_stay(string markdown, string expected) => Assert.Equal(expected, MarkdownReader.Read(markdown, []).Text);

    [Theory]
    [InlineData("one\ntwo\n\nthree", "one two\n\nthree")]
    [InlineData("## Head\ntext\n- one\n- two\n  more\n\nend", "Head\ntext\n• one\n• two more\n\nend")]
    [InlineData("a\n```\nx = 1\ny = 2\n```\nb", "a\nx = 1\ny = 2\nb")]
    [InlineData("| a | b |\n|---|---|\n| c | d |\n\n\n\nend", "a b\nc d\n\nend")]
    [InlineData("\n\n# Head\n\n\n", "Head")]
    public void Blocks_keep_their_lines(string markdown, string expected) => Assert.Equal(expected, MarkdownReader.ReadBlocks(markdown, []).Text);

    [Fact]
    public void Highlights_move_with_their_words()
    {
        const string Markdown = "# On **caching**\n\nA [cache](http://cache.example) &amp; a `cache\n miss` end";
        var words = new[] { "caching", "[cache]", "cache\n miss", "end" };
        var spans = words.Select(word => new TextSpan(Markdown.IndexOf(word, StringComparison.Ordinal), word.Length)).ToArray();
        var shown = MarkdownReader.Read(Markdown, spans);
        Assert.Equal("On caching – A cache & a cache miss end", shown.Text);
        Assert.Equal(["caching", "cache", "cache miss", "end"], shown.Runs().Where(run => run.Marked).Select(run => run.Text));
    }

    [Fact]
    public void Any_text_and_any_span_can_be_shown()
    {
        var random = new Random(7);
        const string Alphabet = "ab _*`[]()<>&;!#|~\\{}%-\n\0\uD83D\uDE80é:/";
        for (var round = 0; round < 5_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var spans = Enumerable.Range(0, 3).Select(_ => new TextSpan(random.Next(45) - 2, random.Next(8) - 1)).OrderBy(span => span.Start).ToArray();
            foreach (var shown in new[] { MarkdownReader.Read(text, spans), MarkdownReader.ReadBlocks(text, spans), DisplayText.Plain(text, spans), MarkdownReader.Read(text, spans).Excerpt(12) })
            {
                Assert.Equal(shown.Text, string.Concat(shown.Runs().Select(run => run.Text)));
                Assert.DoesNotContain('\0', shown.Text);
            }
        }
    }

    [Fact]
    public void An_excerpt_shows_the_densest_stretch_and_cuts_at_words()
    {
        var text = string.Concat(Enumerable.Repeat("filler words ", 30)) + "cache here. " + string.Concat(Enumerable.Repeat("more filler ", 30))
            + "the cache stampede of the cache " + string.Concat(Enumerable.Repeat("tail end ", 30));
        var spans = new[] { "cache here", "cache stampede", "stampede of", "cache tail" }
            .Select(around => new TextSpan(text.IndexOf(around, StringComparison.Ordinal), around.IndexOf(' ', StringComparison.Ordinal))).ToArray();
        var excerpt = DisplayText.Plain(text, spans).Excerpt(120);
        Assert.Equal(["cache", "stampede", "cache"], excerpt.Runs().Where(run => run.Marked).Select(run => run.Text));
        Assert.StartsWith("… ", excerpt.Text, StringComparison.Ordinal);
        Assert.EndsWith(" …", excerpt.Text, StringComparison.Ordinal);
        Assert.All(excerpt.Text.Split(' '), word => Assert.True(word == "…" || text.Contains(word, StringComparison.Ordinal)));
        Assert.InRange(excerpt.Text.Length, 80, 125);
    }

    [Fact]
    public void A_short_text_is_its_own_excerpt()
    {
        var text = DisplayText.Plain("short", [new(0, 5)]);
        Assert.Same(text, text.Excerpt(100));
    }

    [Theory]
    [InlineData(0, "0 articles")]
    [InlineData(1, "1 article")]
    [InlineData(5_207, "5,207 articles")]
    public void Counts_are_words(int count, string expected) => Assert.Equal(expected, Wording.Articles(count));

    [Theory]
    [InlineData(0.01, "under 0.1 ms")]
    [InlineData(3.14, "3.1 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(480.2, "480 ms")]
    public void Times_have_two_digits(double ms, string expected) => Assert.Equal(expected, Wording.Milliseconds(ms));
}
