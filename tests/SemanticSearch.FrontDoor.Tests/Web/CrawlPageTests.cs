using System.Net;
using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>What became of the links, over HTTP: here nothing was crawled yet.</summary>
[Collection(ServedCollection.Name)]
public class CrawlPageTests(SearchServerFixture server)
{
    [Fact]
    public async Task The_api_tells_of_every_link()
    {
        var status = await JsonAsync("/api/crawl?top=3");
        Assert.Equal(898, status.GetProperty("total").GetInt32());
        Assert.Equal(898, status.GetProperty("counts").GetProperty("waiting").GetInt32());
        Assert.Equal(0, status.GetProperty("counts").GetProperty("dead").GetInt32());
        Assert.Equal(3, status.GetProperty("pages").GetArrayLength());
        Assert.Equal("waiting", status.GetProperty("pages")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Links_are_chosen_by_what_became_of_them()
    {
        Assert.Equal(0, (await JsonAsync("/api/crawl?status=dead")).GetProperty("pages").GetArrayLength());
        var (first, second) = (await JsonAsync("/api/crawl?status=waiting&top=2"), await JsonAsync("/api/crawl?status=waiting&top=2&offset=1"));
        Assert.Equal(first.GetProperty("pages")[1].GetProperty("url").GetString(), second.GetProperty("pages")[0].GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("/api/crawl?status=lost", "status")]
    [InlineData("/api/crawl?top=1001", "top")]
    [InlineData("/api/crawl?offset=-1", "offset")]
    [InlineData("/api/crawl?page=2", "page")]
    public async Task What_is_not_understood_is_refused_by_name(string path, string name)
    {
        using var response = await server.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"'{name}'", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_counts_and_then_links()
    {
        var html = await server.Client.GetStringAsync("/crawl");
        Assert.Contains("<h1 id=\"links\">What became of the links</h1>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/crawl?status=waiting\"", html, StringComparison.Ordinal);
        html = await server.Client.GetStringAsync("/crawl?status=waiting&offset=800");
        Assert.Contains("<ol class=\"link-list\" start=\"801\">", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"prev\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/crawl\"", await server.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_api_names_it()
    {
        var description = await JsonAsync("/openapi/v1.json");
        Assert.True(description.GetProperty("paths").TryGetProperty("/api/crawl", out _));
    }

    private async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await server.Client.GetStringAsync(path)).RootElement;
}
