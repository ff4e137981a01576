using System.Text;
using SemanticSearch.Extraction;

namespace SemanticSearch.Tests.Extraction;

/// <summary>Pages that came instead of an article, and files that are no HTML.</summary>
public class PageStateTests
{
    [Theory]
    [InlineData("<body><div id='root'></div><script src='/app.js'></script></body>", nameof(ExtractionProblems.NeedsJavaScript))]
    [InlineData("<body><noscript>You need to enable JavaScript to run this app.</noscript></body>", nameof(ExtractionProblems.NeedsJavaScript))]
    [InlineData("<title>404 Not Found</title><body><h1>Page not found</h1><p>Sorry.</p></body>", nameof(ExtractionProblems.SoftNotFound))]
    [InlineData("<title>example.com</title><body><p>This domain is for sale! Buy this domain now.</p></body>", nameof(ExtractionProblems.ParkedDomain))]
    [InlineData("<title>Log in</title><body><form><p>Sign in to continue reading.</p><input type=password></form></body>", nameof(ExtractionProblems.LoginWall))]
    [InlineData("<body></body>", nameof(ExtractionProblems.NotAnArticle))]
    [InlineData("", nameof(ExtractionProblems.NotAnArticle))]
    public void Are_recognised(string html, string problem) => Assert.True(Pages.Extract(html).Problems.HasFlag(Enum.Parse<ExtractionProblems>(problem)));

    [Fact]
    public void An_article_about_them_is_an_article()
    {
        var article = Pages.Extract("<title>Page not found: designing a 404</title><article><h1>Page not found: designing a 404</h1>" + Pages.Prose + Pages.Prose + Pages.Prose + "<p>You need to enable JavaScript to see the demo.</p></article>");
        Assert.Equal(ExtractionProblems.None, article.Problems);
    }

    [Fact]
    public void A_pdf_is_read_by_the_program_that_is_given()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.4 ...");
        var read = new ArticleExtractor(readPdf: _ => "Dynamo: a key-\nvalue store\n\n1\n\fReliability at massive scale is one\nof the biggest challenges.").Extract(new HtmlPage(pdf));
        Assert.Equal("Dynamo: a keyvalue store", read.Title);
        Assert.Equal("Dynamo: a keyvalue store\n\nReliability at massive scale is one of the biggest challenges.", read.Text);
        Assert.Equal(ExtractionProblems.TextNotExtracted, new ArticleExtractor(readPdf: _ => null).Extract(new HtmlPage(pdf)).Problems);
    }

    [Fact]
    public void An_image_is_refused()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[64]];
        Assert.Equal(ExtractionProblems.TextNotExtracted, new ArticleExtractor().Extract(new HtmlPage(png, null, "image/png")).Problems);
    }

    [Fact]
    public void A_video_page_gives_description_and_transcript()
    {
        const string Data = "{\"@type\":\"VideoObject\",\"name\":\"Scaling caches\",\"author\":{\"name\":\"Ada Lovelace\"},\"description\":\"A talk on caches.\",\"transcript\":\"Hello and welcome.\"}";
        var article = Pages.Extract($"<meta property='og:title' content='Scaling caches'><script type='application/ld+json'>{Data}</script><body><div id=app></div></body>", "https://www.youtube.com/watch?v=1");
        Assert.Equal("Scaling caches", article.Title);
        Assert.Equal(["Ada Lovelace"], article.Authors);
        Assert.Equal("A talk on caches.\n\n## Transcript\n\nHello and welcome.", article.Markdown);
    }

    [Fact]
    public void Plain_text_is_no_markup()
    {
        var article = new ArticleExtractor().Extract(new HtmlPage(Encoding.UTF8.GetBytes("A title\n\nif a < b and\nb > c then"), null, "text/plain"));
        Assert.Equal("A title\n\nif a < b and b > c then", article.Text);
    }

    [Fact]
    public void Problem_numbers_are_stored_and_never_change() => Assert.Equal(
        "NeedsJavaScript=1 TooLarge=2 TooDeep=4 NotAnArticle=8 TextNotExtracted=16 LoginWall=32 SoftNotFound=64 ParkedDomain=128",
        string.Join(' ', Enum.GetValues<ExtractionProblems>().Where(value => value != 0).Select(value => $"{value}={(int)value}")));
}
