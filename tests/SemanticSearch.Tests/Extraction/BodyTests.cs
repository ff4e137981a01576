using SemanticSearch.Extraction;

namespace SemanticSearch.Tests.Extraction;

/// <summary>What is kept of a page, and as what.</summary>
public class BodyTests
{
    [Fact]
    public void Prose_stays_and_the_furniture_goes()
    {
        var article = Pages.WithArticle("", "<aside class='related'><h3>Related posts</h3><ul><li><a href='/1'>Ten tips</a></li><li><a href='/2'>More tips</a></li></ul></aside>");
        Assert.Contains("we call this a stampede", article.Text, StringComparison.Ordinal);
        foreach (var furniture in new[] { "Home", "Terms", "All rights reserved", "Ten tips" })
            Assert.DoesNotContain(furniture, article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_of_readers_go_even_when_they_are_longer_than_the_article()
    {
        var comments = string.Concat(Enumerable.Range(1, 30).Select(n => $"<li class='comment'><p>I have seen reader opinion number {n}, and I must say that it is long, detailed, and full of sentences.</p></li>"));
        var article = Pages.WithArticle("", $"<section id='comments'><h2>Comments</h2><ol class='commentlist'>{comments}</ol></section>");
        Assert.Contains("we call this a stampede", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("reader opinion", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_styles_and_hidden_elements_are_never_text()
    {
        var article = Pages.WithArticle("<script>var a = 'scripted';</script><style>.styled{}</style><p style='display: none'>Concealed text that nobody sees.</p><p hidden>Hidden text.</p>");
        foreach (var unseen in new[] { "scripted", "styled", "Concealed", "Hidden" })
            Assert.DoesNotContain(unseen, article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<pre>def f(x):\n    return x  \n\n\tprint(\"a &lt; b\")\n</pre>", "def f(x):\n    return x  \n\n\tprint(\"a < b\")\n")]
    [InlineData("<pre><code class='language-go'><span class='k'>func</span> main() {\n}</code></pre>", "func main() {\n}")]
    [InlineData("<pre>one<br>two<br/>three</pre>", "one\ntwo\nthree")]
    [InlineData("<pre>  indented first line\nsecond</pre>", "  indented first line\nsecond")]
    [InlineData("<pre>fence ``` inside</pre>", "fence ``` inside")]
    public void Code_keeps_every_byte(string html, string code)
    {
        var article = Pages.WithArticle(html);
        Assert.Equal(code, article.Blocks.Single(block => block.Kind == ArticleBlockKind.Code).Text);
        Assert.Contains(code, article.Text, StringComparison.Ordinal);
        Assert.Contains(code, article.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fence_is_longer_than_any_in_the_code_and_names_the_language()
    {
        var article = Pages.WithArticle("<pre><code class='language-md'>```\nx\n```</code></pre>");
        Assert.Contains("\n\n````md\n```\nx\n```\n````\n\n", article.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gutter_of_line_numbers_is_no_code()
    {
        var article = Pages.WithArticle("<table class='highlight'><tr><td class='gutter'><pre>1\n2\n3</pre></td><td class='code'><pre>let a;\nlet b;\nlet c;</pre></td></tr></table>");
        Assert.Equal(["let a;\nlet b;\nlet c;"], article.Blocks.Where(block => block.Kind == ArticleBlockKind.Code).Select(block => block.Text));
    }

    [Fact]
    public void Lists_keep_depth_and_numbers()
    {
        var article = Pages.WithArticle(
            "<p>We tried the following remedies in this order, and measured each of them for a week:</p>"
            + "<ol start='3'><li>Locks that only one request at a time can hold.<ul><li>With a time limit, so that a crash frees them.</li></ul></li><li>Refreshing keys early, before they expire.</li></ol>");
        Assert.Contains(
            "3. Locks that only one request at a time can hold.\n  - With a time limit, so that a crash frees them.\n4. Refreshing keys early, before they expire.", article.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_data_becomes_rows()
    {
        var article = Pages.WithArticle(
            "<p>The table below shows the latency of each of the remedies, measured over a week in production:</p>"
            + "<table><thead><tr><th>Remedy</th><th>Latency of the slowest</th></tr></thead><tbody><tr><td>Lock held by one request</td><td>40 ms in the mean</td></tr>"
            + "<tr><td>Early refresh of the key</td><td>12 ms in the mean</td></tr></tbody></table>");
        Assert.Contains("| Remedy | Latency of the slowest |\n| --- | --- |\n| Lock held by one request | 40 ms in the mean |", article.Markdown, StringComparison.Ordinal);
        Assert.Contains("Lock held by one request | 40 ms in the mean", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_and_quotes_are_marked()
    {
        var article = Pages.WithArticle("<h2>What went wrong</h2>" + Pages.Prose + "<blockquote><p>It was the cache again, and it was the same key as the last time, wrote the engineer on call.</p></blockquote>");
        Assert.Contains("\n\n## What went wrong\n\n", article.Markdown, StringComparison.Ordinal);
        Assert.Contains("\n\n> It was the cache again", article.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Inline_code_is_in_backticks_and_words_are_not_torn_by_tags()
    {
        var article = Pages.WithArticle("<p>Call <code>cache.get(key)</code> once, never t<b>wi</b>ce, because the second call goes to the database and is slow.</p>");
        Assert.Contains("Call `cache.get(key)` once, never twice,", article.Markdown, StringComparison.Ordinal);
        Assert.Contains("Call cache.get(key) once, never twice,", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_line_breaks_part_paragraphs()
    {
        var article = Pages.WithArticle("<div>The first paragraph of an old page, which knows no other way to part them.<br><br>The second paragraph of it, just as long as the first one was, and as old.</div>");
        Assert.Contains("to part them.\n\nThe second paragraph", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_of_anchors_behind_headings_go()
    {
        var article = Pages.WithArticle("<h2>Setup<a class='headerlink' href='#setup'>¶</a></h2>" + Pages.Prose);
        Assert.Contains("\n## Setup\n", article.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_only_structured_data_hold_is_taken_from_there()
    {
        var body = string.Join(' ', Enumerable.Repeat("The body of this article is in its structured data and nowhere else.", 20));
        var article = Pages.Extract($"<html><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"A title\",\"articleBody\":\"{body}\"}}</script></head><body><div id='app'></div></body></html>");
        Assert.Contains("in its structured data", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_page_gives_the_same_article()
    {
        var html = "<title>T</title><article>" + Pages.Prose + "<pre>a\n b</pre></article>";
        var (first, second) = (Pages.Extract(html), Pages.Extract(html));
        Assert.Equal(first.Markdown, second.Markdown);
        Assert.Equal(first.Text, second.Text);
    }
}
