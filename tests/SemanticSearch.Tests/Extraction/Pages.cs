using SemanticSearch.Extraction;

namespace SemanticSearch.Tests.Extraction;

/// <summary>Small pages around a piece of HTML that is being tested.</summary>
internal static class Pages
{
    public const string Prose =
        "<p>Caches sit between a service and its database, and they fail in ways that neither of the two expects, which is why we measure them.</p>"
        + "<p>When a popular key expires, every request that wanted it goes to the database at once; we call this a stampede, and it has taken us down twice.</p>"
        + "<p>The cure is to let one request compute the value while the others wait, or to refresh keys a little before they expire, with some randomness.</p>";

    public static ExtractedArticle Extract(string html, string? url = null) => new ArticleExtractor().Extract(HtmlPage.OfText(html, url));

    /// <summary>A page with menu, title, some prose, the given HTML after it, and a footer.</summary>
    public static ExtractedArticle WithArticle(string inside, string outside = "", string head = "") => Extract(
        $"<html lang='en'><head><title>Cache stampedes | Example</title>{head}</head><body>"
        + "<nav class='menu'><ul><li><a href='/'>Home</a></li><li><a href='/blog'>Blog</a></li><li><a href='/about'>About</a></li></ul></nav>"
        + $"<main><article class='post'><h1>Cache stampedes</h1><div class='post-content'>{Prose}{inside}{Prose.Replace("Caches", "Queues", StringComparison.Ordinal)}</div></article></main>{outside}"
        + "<footer class='footer'><a href='/terms'>Terms</a> <a href='/privacy'>Privacy</a> © 2024 Example Inc. All rights reserved.</footer></body></html>");
}
