namespace SemanticSearch.Tests.Extraction;

/// <summary>Title, authors, dates and the rest, from wherever a page tells them.</summary>
public class MetadataTests
{
    private const string Body = "<body><article>" + Pages.Prose + "</article></body>";

    [Theory]
    [InlineData("<title>Cache stampedes | Example</title><meta property='og:site_name' content='Example'>", "Cache stampedes")]
    [InlineData("<title>Example: x</title><meta property='og:title' content='Cache stampedes'>", "Cache stampedes")]
    [InlineData("<title>Site</title><script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Cache &amp; carry\"}</script>", "Cache & carry")]
    [InlineData("<title>Cache stampedes - and how to avoid them</title>", "Cache stampedes - and how to avoid them")]
    [InlineData("<title>New Zealand - Example</title><meta property='og:site_name' content='Example'><script type='application/ld+json'>{\"@type\":\"Article\",\"name\":\"New Zealand\",\"headline\":\"island country\"}</script>", "New Zealand")]
    [InlineData("<title>Leases</title><script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"How leases tame stampedes\"}</script>", "How leases tame stampedes")]
    [InlineData("<title>Another name</title><script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"How leases tame stampedes\"}</script>", "How leases tame stampedes")]
    public void Titles_are_without_the_site(string head, string title) => Assert.Equal(title, Pages.Extract($"<head>{head}</head>{Body}").Title);

    [Fact]
    public void A_heading_settles_where_the_title_ends() =>
        Assert.Equal("Cache stampedes at scale", Pages.Extract($"<title>Cache stampedes at scale | Some Company Engineering</title><h1>Cache stampedes at scale</h1>{Body}").Title);

    [Theory]
    [InlineData("<meta name='author' content='Ada Lovelace'>", "", "Ada Lovelace")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"BlogPosting\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ada Lovelace\"},{\"name\":\"Alan Turing\"}]}</script>", "", "Ada Lovelace;Alan Turing")]
    [InlineData("<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ada Lovelace\"}]}</script>", "", "Ada Lovelace")]
    [InlineData("", "<span class='byline'>By Ada Lovelace and Alan Turing | March 3, 2020</span>", "Ada Lovelace;Alan Turing")]
    [InlineData("", "<a rel='author' href='/a'>Ada Lovelace</a>", "Ada Lovelace")]
    [InlineData("<meta property='article:author' content='https://facebook.com/ada'>", "<span itemprop='author'><span itemprop='name'>Ada Lovelace</span></span>", "Ada Lovelace")]
    [InlineData("<meta name='author' content='admin'>", "", "")]
    public void Authors_are_names(string head, string body, string authors) =>
        Assert.Equal(authors, string.Join(';', Pages.Extract($"<head>{head}</head><body>{body}{Body}").Authors));

    [Theory]
    [InlineData("<meta property='article:published_time' content='2019-11-18T23:30:00-08:00'>", "", null, "2019-11-18")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-02-03\"}</script>", "", null, "2020-02-03")]
    [InlineData("", "<time datetime='2018-05-06T00:00Z'>May 6</time>", null, "2018-05-06")]
    [InlineData("", "", "https://example.com/2017/04/09/post.html", "2017-04-09")]
    [InlineData("", "<p class='post-meta'>Posted on March 3rd, 2016 by Ada</p>", null, "2016-03-03")]
    [InlineData("<meta name='date' content='1574121600'>", "", null, "2019-11-19")]
    [InlineData("<meta name='date' content='soon'>", "", null, null)]
    [InlineData("", "", "https://example.com/2017/13/45/", null)]
    public void Dates_are_days(string head, string body, string? url, string? published)
    {
        var found = Pages.Extract($"<head>{head}</head><body>{body}{Body}", url).Published;
        Assert.Equal(published, found?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Canonical_addresses_are_absolute_and_of_the_web()
    {
        Assert.Equal("https://example.com/a", Pages.Extract($"<link rel='canonical' href='/a'>{Body}", "https://example.com/b?x=1").CanonicalUrl);
        Assert.Null(Pages.Extract($"<link rel='canonical' href='javascript:void(0)'>{Body}", "https://example.com/").CanonicalUrl);
    }

    [Theory]
    [InlineData("<html lang='en-US'>", "en")]
    [InlineData("<html>", "en")]
    [InlineData("<html lang='x'>", "en")]
    public void Languages_are_primary_subtags(string html, string language) => Assert.Equal(language, Pages.Extract(html + Body).Language);

    [Fact]
    public void A_text_outvotes_the_template_that_declares_its_language()
    {
        const string German = "<p>Der Cache steht zwischen dem Dienst und der Datenbank, und er ist nicht immer das, was man von ihm erwartet, wenn eine Anfrage mit einem Schlüssel kommt.</p>";
        Assert.Equal("de", Pages.Extract("<html lang='en'><body><article>" + German + German + German + "</article></body></html>").Language);
    }

    [Fact]
    public void Broken_structured_data_are_passed_over() =>
        Assert.Equal("Real title", Pages.Extract($"<title>Real title</title><script type='application/ld+json'>{{\"@type\":\"Article\",\"headline\":</script>{Body}").Title);
}
