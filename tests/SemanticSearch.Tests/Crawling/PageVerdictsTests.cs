using System.Text;
using SemanticSearch.Crawling;

namespace SemanticSearch.Tests.Crawling;

public class PageVerdictsTests
{
    private static readonly string Article = string.Concat(Enumerable.Repeat("<p>We run a cache in front of the store, and this is how it failed one night in May.</p>\n", 120));

    [Theory]
    [InlineData("<title>Page not found | Example</title><h1>Sorry</h1><p>Try the search.</p>", "not found")]
    [InlineData("<title>Example Engineering</title><h1>404</h1>", "not found")]
    [InlineData("<title>Blog</title><p>The page you were looking for doesn't exist.</p>", "not found")]
    [InlineData("<title>404 &mdash; Blog</title>", "not found")]
    [InlineData("<title>example.com</title><p>This domain is for sale! Make an offer.</p>", "parked")]
    [InlineData("<title>example.com</title><script src='https://img1.wsimg.com/parking-lander/x.js'></script>", "parked")]
    [InlineData("<title>Sign in</title><form><input name=user><input type=password></form>", "login")]
    [InlineData("<title>Log in or sign up | Network</title><p>Welcome back</p>", "login")]
    public void A_page_that_is_none_is_recognised(string html, string verdict) => Assert.Contains(verdict, Judge(html)!, StringComparison.Ordinal);

    [Fact]
    public void An_article_about_such_pages_is_an_article()
    {
        Assert.Null(Judge($"<title>404 Not Found: how we serve error pages</title><h1>404</h1>{Article}"));
        Assert.Null(Judge($"<title>Designing a login</title><input type=password>{Article}<p>page not found, sign in, this domain is for sale</p>"));
        Assert.Null(Judge($"<title>Caching at scale</title>{Article}"));
        Assert.Null(Judge("<title>A short note</title><p>We moved to HTTP/2 today.</p>"));
    }

    [Fact]
    public void What_scripts_and_comments_say_is_not_read()
    {
        Assert.Null(Judge("<title>Notes</title><script>if (x < 1) show('page not found')</script><!-- page not found --><style>p{}</style><p>Hello</p>"));
    }

    [Theory]
    [InlineData("https://old.test/2015/05/caching-at-scale", "https://old.test/", "front page")]
    [InlineData("https://old.test/2015/05/caching-at-scale-and-more", "https://new-owner.test/", "front page")]
    [InlineData("https://old.test/2015/caching", "https://old.test/404.html", "error page")]
    [InlineData("https://old.test/2015/caching", "https://www.hugedomains.com/domain_profile.cfm?d=old.test", "parked")]
    [InlineData("https://old.test/2015/caching", "https://accounts.google.com/ServiceLogin?continue=x", "login")]
    [InlineData("https://old.test/2015/caching", "https://old.test/users/sign_in?next=x", "login")]
    public void A_redirect_to_a_place_that_stands_for_everything_is_recognised(string asked, string answered, string verdict) =>
        Assert.Contains(verdict, PageVerdicts.Judge(new Uri(asked), new Uri(answered), true, Encoding.UTF8.GetBytes(Article))!, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://bit.test/2mXk", "https://example.test/")]
    [InlineData("https://old.test/", "https://new.test/")]
    [InlineData("https://old.test/2015/05/caching-at-scale", "https://new.test/blog/caching-at-scale")]
    [InlineData("https://old.test/guides/login", "https://new.test/guides/login")]
    public void An_honest_redirect_is_none_of_these(string asked, string answered) =>
        Assert.Null(PageVerdicts.Judge(new Uri(asked), new Uri(answered), true, Encoding.UTF8.GetBytes(Article)));

    [Fact]
    public void Any_bytes_are_judged_without_an_error()
    {
        var random = new Random(5);
        string[] pieces = ["<title>", "</title>", "<!--", "-->", "<script", ">", "<", "</", "404", "<input password", "\0", "é", "&#x;", "&amp"];
        for (var round = 0; round < 2_000; round++)
            Judge(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)])));
        Judge(string.Concat(Enumerable.Repeat("<div>", 100_000)));
        Judge(string.Concat(Enumerable.Repeat("<script", 100_000)));
    }

    private static string? Judge(string html)
    {
        var address = new Uri("https://blog.test/2015/05/caching-at-scale");
        return PageVerdicts.Judge(address, address, isHtml: true, Encoding.UTF8.GetBytes(html));
    }
}
