using System.Diagnostics;
using System.Globalization;
using System.Text;
using SemanticSearch.Extraction;
using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Tests.Extraction;

/// <summary>Pages made to break a parser neither do, nor take long.</summary>
public class GuardTests
{
    private const int Many = 100_000;

    /// <summary>Far above what any of these needs on an idle machine (1 s), far below what they took unguarded (minutes).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<font size=1>")]
    [InlineData("<a href=x>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    [InlineData("<svg><g>")]
    [InlineData("<p><button>")]
    [InlineData("<a><b><div></a>")]
    [InlineData("<blockquote><p><i>")]
    public void A_hundred_thousand_nested_tags_end_in_an_article(string tag)
    {
        var watch = Stopwatch.StartNew();
        var article = Pages.Extract("<title>Bomb</title><body>" + Pages.Prose + new StringBuilder().Insert(0, tag, Many / (1 + tag.Count(c => c == '<'))) + "deep");
        Assert.NotEqual(ExtractionProblems.None, article.Problems & (ExtractionProblems.TooDeep | ExtractionProblems.TooLarge));
        Assert.Contains("we call this a stampede", article.Text, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Theory]
    [InlineData("<ol>", "<li>item {0} of a list</li>")]
    [InlineData("<table><tr><td>a<td>b<tr>", "<td>{0}</td>")]
    [InlineData("<table>", "<tr><td><p>a<p>b<p>c<p>d<p>e {0} of some words</td><td>x</td></tr>")]
    [InlineData("<p>Text <code>", "<span>x{0}</span> ")]
    [InlineData("<p>Text <code>", "<i>x{0}</i><br><br> ")]
    [InlineData("<div>", "<pre>int x{0} = {0};</pre>")]
    [InlineData("<div>", "<div>Word {0} and another word, of many.</div>")]
    public void Four_times_the_page_takes_about_four_times_as_long(string start, string piece)
    {
        const int Elements = 90_000;
        var count = Elements / piece.Count(c => c == '/') / 4;
        Pages.Extract(Flat(count / 4));
        var (small, large) = (Shortest(Flat(count)), Shortest(Flat(4 * count)));
        // Quadratic work would be sixteen times as much.
        Assert.True(large < 10 * small + TimeSpan.FromMilliseconds(500), $"{small.TotalMilliseconds:0} ms, then {large.TotalMilliseconds:0} ms");

        string Flat(int pieces) => "<title>Flat</title><body>" + Pages.Prose + start + string.Concat(Enumerable.Range(0, pieces).Select(i => string.Format(CultureInfo.InvariantCulture, piece, i)));
    }

    [Fact]
    public void Attributes_beyond_their_number_are_cut()
    {
        var article = Pages.Extract($"<body><p {string.Join(' ', Enumerable.Range(0, Many).Select(n => $"a{n}=1"))}>" + Pages.Prose);
        Assert.True(article.Problems.HasFlag(ExtractionProblems.TooLarge));
        Assert.Contains("we call this a stampede", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_beyond_its_length_is_read_to_there()
    {
        var limits = new ExtractionLimits { HtmlChars = 5_000 };
        var article = new ArticleExtractor(limits).Extract(HtmlPage.OfText("<body>" + Pages.Prose + new string('x', 10_000) + "beyond"));
        Assert.True(article.Problems.HasFlag(ExtractionProblems.TooLarge));
        Assert.DoesNotContain("beyond", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_beyond_its_length_are_not_even_decoded()
    {
        var limits = new ExtractionLimits { HtmlChars = 5_000 };
        var body = Encoding.UTF8.GetBytes("<body>" + Pages.Prose + new string('\u00E9', 5_000) + "beyond");
        var article = new ArticleExtractor(limits).Extract(new HtmlPage(body, ContentType: "text/html; charset=utf-8"));
        Assert.True(article.Problems.HasFlag(ExtractionProblems.TooLarge));
        Assert.Contains("we call this a stampede", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("beyond", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>a<b>c</p><!-- <div> --><script>if (a < b) { '<div>' }</script><img src='>'><br/>")]
    [InlineData("text < 5 and > 3 & <")]
    [InlineData("<")]
    [InlineData("<p a=\"unclosed>")]
    [InlineData("<!-- unclosed")]
    [InlineData("<script>unclosed")]
    public void What_breaks_no_limit_is_left_as_it_is(string html) => Assert.Equal((html, ExtractionProblems.None), MarkupGuard.Check(html, ExtractionLimits.Default));

    private static TimeSpan Shortest(string html)
    {
        var shortest = TimeSpan.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var watch = Stopwatch.StartNew();
            Pages.Extract(html);
            shortest = watch.Elapsed < shortest ? watch.Elapsed : shortest;
        }
        return shortest;
    }

    [Fact]
    public void What_is_too_deep_loses_its_tags_and_no_text()
    {
        var (html, problems) = MarkupGuard.Check("<div>a<div>b<div>c<div>d</div></div></div></div>e", new ExtractionLimits { Depth = 2 });
        Assert.Equal(ExtractionProblems.TooDeep, problems);
        Assert.Equal("abcde", string.Concat(html.Split('<', '>').Where((_, i) => i % 2 == 0)));
    }
}
