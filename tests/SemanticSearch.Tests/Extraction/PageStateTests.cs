using System.Globalization;
using System.Text;
using SemanticSearch.Extraction;
using SemanticSearch.Extraction.Other;

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

    [SkippableFact]
    public void A_real_pdf_is_read_by_pdftotext()
    {
        Skip.If(!IsInstalled("pdftotext"), "pdftotext (poppler-utils) is not installed");
        var read = new ArticleExtractor().Extract(new HtmlPage(Pdf("Dynamo: a key-value store", "Reliability at massive scale is hard."), "https://example.com/dynamo.pdf", "application/pdf"));
        Assert.Equal("Dynamo: a key-value store", read.Title);
        Assert.Equal("Dynamo: a key-value store\n\nReliability at massive scale is hard.", read.Text);
        Assert.Equal(ExtractionProblems.TextNotExtracted, new ArticleExtractor().Extract(new HtmlPage("%PDF-1.4 and no more"u8.ToArray())).Problems);
    }

    [Fact]
    public void Without_the_program_the_text_is_not_extracted() =>
        Assert.Null(PdfText.Read(Pdf("x", "y"), "no-such-program-as-this"));

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

    /// <summary>A PDF of one page with two paragraphs, as ISO 32000-1 section 7.5 lays it out.</summary>
    private static byte[] Pdf(string first, string second)
    {
        var content = $"BT /F1 12 Tf 72 720 Td ({first}) Tj 0 -60 Td ({second}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new StringBuilder("0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            places.Append(CultureInfo.InvariantCulture, $"{pdf.Length:0000000000} 00000 n \n");
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n{places}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
