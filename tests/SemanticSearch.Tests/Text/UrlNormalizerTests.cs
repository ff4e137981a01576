using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public sealed class UrlNormalizerTests
{
    [Theory]
    [InlineData("http://Example.COM/Path", "https://example.com/Path")]
    [InlineData("HTTPS://www.example.com:443/", "https://example.com")]
    [InlineData("http://example.com:80/a", "https://example.com/a")]
    [InlineData("http://example.com:8080/a", "https://example.com:8080/a")]
    [InlineData("http://www.example.com./a", "https://example.com/a")]
    [InlineData("https://example.com/a/", "https://example.com/a")]
    [InlineData("https://example.com/a//", "https://example.com/a")]
    [InlineData("https://example.com/a/./b/../c", "https://example.com/a/c")]
    [InlineData("https://example.com/../../a", "https://example.com/a")]
    [InlineData("https://example.com?", "https://example.com")]
    [InlineData("https://example.com/a?utm_source=x&id=3&UTM_medium=y&fbclid=z", "https://example.com/a?id=3")]
    [InlineData("https://example.com/a?utm_source=x", "https://example.com/a")]
    [InlineData("https://example.com/a?b=2&a=1", "https://example.com/a?b=2&a=1")]
    [InlineData("https://example.com/a#part", "https://example.com/a")]
    [InlineData("https://example.com/#!/page", "https://example.com#!/page")]
    [InlineData("https://example.com/%7euser/%c3%a9%2f", "https://example.com/~user/%C3%A9%2F")]
    [InlineData("https://example.com/é b", "https://example.com/%C3%A9%20b")]
    [InlineData("https://example.com/100%", "https://example.com/100%25")]
    [InlineData("https://bücher.example/a", "https://xn--bcher-kva.example/a")]
    [InlineData("  https://example.com/a  ", "https://example.com/a")]
    [InlineData("https://user@example.com/a", "https://user@example.com/a")]
    [InlineData("http://[::1]:80/a", "https://[::1]/a")]
    public void Equal_links_share_one_form(string url, string expected) => Assert.Equal(expected, UrlNormalizer.Normalize(url));

    [Theory]
    [InlineData("")]
    [InlineData("#anchor")]
    [InlineData("mailto:a@example.com")]
    [InlineData("http://")]
    [InlineData("http://:80")]
    [InlineData("http://exa mple.com/")]
    [InlineData("http://example.com:port/")]
    [InlineData("//example.com/a")]
    public void What_is_no_web_address_stays_as_it_is(string url)
    {
        Assert.Equal(url, UrlNormalizer.Normalize(url));
        Assert.False(UrlNormalizer.IsWebAddress(url));
        Assert.Null(UrlNormalizer.Site(url));
    }

    [Theory]
    [InlineData("http://WWW.Example.com:8080/a", "example.com")]
    [InlineData("https://user:pw@eng.uber.com/a", "eng.uber.com")]
    [InlineData("https://www.com/", "www.com")]
    [InlineData(null, null)]
    public void The_site_is_the_host_without_www(string? url, string? expected) => Assert.Equal(expected, UrlNormalizer.Site(url));

    [Fact]
    public void Anything_can_be_normalised_and_a_second_time_changes_nothing()
    {
        const string alphabet = "ab/.:?#&=%@[]\\ \tAéß\u0130\uD83D\uDE00\uD800!utm_www0123456789-_~'\"<>";
        var random = new Random(20240930);
        for (var round = 0; round < 20_000; round++)
        {
            var tail = string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var url = (random.Next(4) == 0 ? "" : "http://www.a.b/") + tail;
            var once = UrlNormalizer.Normalize(url);
            Assert.Equal(once, UrlNormalizer.Normalize(once));
        }
    }
}
