using System.Text;
using SemanticSearch.Extraction;

namespace SemanticSearch.Tests.Extraction;

/// <summary>No page makes the extractor throw, and the same broken page gives the same article.</summary>
public class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<div class='comment'>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<pre>", "</pre>", "<ul>", "<li>", "<ol start='9'>", "<h1>", "</h1>", "<!--", "-->", "<script>",
        "</script>", "<a href='", "'>", "\"", "&amp;", "&#x110000;", "&", "<", ">", "<br>", "<svg>", "<math>", "<template>", "\0", "\uD800", "<title>", "</title>", "<body>", "</body>",
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":[1,{\"a\":", "}]}</script>", "<meta property='og:title' content='", "<time datetime='2020-99-99'>", "<select><option>",
        "words and more words, to make a sentence.", "日本語。", "\u200F", "<frameset>", "<plaintext>", "<html lang='zz-ZZ'>", "<code>", "</code>", "`", "<figure><figcaption>", "<blockquote>",
    ];

    [Fact]
    public void Pages_of_random_pieces_never_throw()
    {
        var random = new Random(11);
        var extractor = new ArticleExtractor();
        for (var round = 0; round < 400; round++)
        {
            var html = new StringBuilder();
            for (var i = random.Next(200); i > 0; i--)
                html.Append(Pieces[random.Next(Pieces.Length)]);
            var page = HtmlPage.OfText(html.ToString(), random.Next(3) == 0 ? "not a url" : "https://example.com/2020/01/02/a");
            var article = extractor.Extract(page);
            Assert.NotNull(article.Text);
            if (round % 20 == 0)
                Assert.Equal(article.Markdown, extractor.Extract(page).Markdown);
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(12);
        var extractor = new ArticleExtractor(readPdf: _ => null);
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(3_000)];
            random.NextBytes(bytes);
            Assert.NotNull(extractor.Extract(new HtmlPage(bytes, null, round % 2 == 0 ? "text/html; charset=big5" : null)).Text);
        }
    }

    [SkippableFact]
    public void Real_pages_with_random_damage_never_throw()
    {
        SharedData.Path("data/readability-test-pages/pages.jsonl.gz");
        var random = new Random(13);
        var extractor = new ArticleExtractor();
        foreach (var page in SemanticSearch.Benchmarks.Extraction.TestPages.Readability.Where(page => page.Html.Length < 60_000))
        {
            var html = new StringBuilder(page.Html);
            for (var damage = 0; damage < 20; damage++)
            {
                var at = random.Next(html.Length);
                if (random.Next(2) == 0)
                    html.Remove(at, Math.Min(random.Next(300), html.Length - at));
                else
                    html.Insert(at, Pieces[random.Next(Pieces.Length)]);
            }
            Assert.NotNull(extractor.Extract(HtmlPage.OfText(html.ToString())).Text);
        }
    }
}
