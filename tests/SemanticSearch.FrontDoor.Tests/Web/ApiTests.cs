using System.Net;
using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>What programs rely on: statuses, shapes, problem documents.</summary>
[Collection(ServedCollection.Name)]
public class ApiTests(SearchServerFixture server)
{
    [Fact]
    public async Task A_search_has_the_promised_shape()
    {
        var found = await Json("/api/search?q=how+do+companies+avoid+cache+stampede&explain=true");
        Assert.Equal(["query", "mode", "tookMs", "total", "hits", "answer", "facets", "corrected", "suggestions", "understood", "times", "notes"], Names(found));
        Assert.Contains(found.GetProperty("hits").EnumerateArray().Take(3), hit => hit.GetProperty("title").GetString() == "Avoiding Cache Stampede at DoorDash");
        var first = found.GetProperty("hits")[0];
        Assert.Equal(
            ["id", "url", "archivedUrl", "alsoAt", "title", "organisations", "authors", "topics", "kind", "site", "published", "year", "score", "confidence", "titleHighlights", "passages", "explain"],
            Names(first));
        Assert.Equal("article", first.GetProperty("kind").GetString());
        Assert.Equal(2, first.GetProperty("titleHighlights")[0].GetArrayLength());
        Assert.True(first.GetProperty("explain").GetProperty("keyword").GetProperty("score").GetDouble() > 0);
        Assert.Equal(10, found.GetProperty("hits").GetArrayLength());
        Assert.True(found.GetProperty("total").GetInt32() > 10);
    }

    [Fact]
    public async Task Paging_goes_on_where_the_first_page_ends()
    {
        var all = Ids(await Json("/api/search?q=caching&top=20"));
        var second = Ids(await Json("/api/search?q=caching&top=10&offset=10"));
        Assert.Equal(all.Skip(10), second);
    }

    [Fact]
    public async Task Filters_hold_for_every_hit()
    {
        var found = await Json("/api/search?q=scaling&topic=Availability&kind=article&top=50");
        Assert.NotEmpty(Ids(found));
        foreach (var hit in found.GetProperty("hits").EnumerateArray())
        {
            Assert.Equal("article", hit.GetProperty("kind").GetString());
            Assert.Contains(hit.GetProperty("topics").EnumerateArray(), topic => topic.GetString()!.Contains("Availability", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("/api/search?q=a&limit=3", "limit", "offset")]
    [InlineData("/api/search?q=a&mode=fuzzy", "mode", "hybrid")]
    [InlineData("/api/search?q=a&kind=video", "kind", "talk")]
    [InlineData("/api/search?q=a&top=0", "top", "1 to 1000")]
    [InlineData("/api/search?q=a&year=last", "year", "2018..2021")]
    [InlineData("/api/search?q=a&q=b", "q", "once")]
    [InlineData("/api/search", "q", "question")]
    [InlineData("/api/search?q=%20", "q", "question")]
    [InlineData("/api/suggest?prefix=a", "prefix", "q")]
    public async Task A_refused_parameter_is_named_in_a_problem_document(string path, string parameter, string tells)
    {
        var problem = await Problem(path, HttpStatusCode.BadRequest);
        Assert.Equal([parameter], problem.GetProperty("parameters").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains(tells, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Completions_begin_with_what_is_typed()
    {
        var completions = await Json("/api/suggest?q=avoiding+ca");
        Assert.Equal(["query", "suggestions"], Names(completions));
        Assert.Contains("Avoiding Cache Stampede at DoorDash", completions.GetProperty("suggestions").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal(0, (await Json("/api/suggest?q=")).GetProperty("suggestions").GetArrayLength());
    }

    [Theory]
    [InlineData("leases")]
    [InlineData(SearchServerFixture.HostileId)]
    public async Task An_article_is_found_by_its_id_whatever_the_id_holds(string id)
    {
        var article = await Json("/api/articles/" + Uri.EscapeDataString(id));
        Assert.Equal(id, article.GetProperty("id").GetString());
        Assert.NotEmpty(article.GetProperty("text").GetString()!);
    }

    [Fact]
    public async Task An_article_whose_id_is_an_address_is_found_encoded_and_plain()
    {
        var id = Ids(await Json("/api/search?q=avoiding+cache+stampede&top=1"))[0];
        Assert.StartsWith("https://", id, StringComparison.Ordinal);
        Assert.Equal(id, (await Json("/api/articles/" + Uri.EscapeDataString(id))).GetProperty("id").GetString());
        Assert.Equal(id, (await Json("/api/articles/" + id)).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("/api/articles/no-such-article")]
    [InlineData("/api/articles/")]
    [InlineData("/api/nothing")]
    [InlineData("/api")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/health")]
    public async Task What_is_not_there_is_a_problem_document_too(string path)
    {
        var problem = await Problem(path, HttpStatusCode.NotFound);
        Assert.Equal("Not Found", problem.GetProperty("title").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Health_tells_what_is_open()
    {
        Assert.Equal("live", (await Json("/health/live")).GetProperty("status").GetString());
        var ready = await Json("/health/ready");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.InRange(ready.GetProperty("articles").GetInt32(), 800, 1_000);
        Assert.NotEmpty(ready.GetProperty("generation").GetString()!);
    }

    [Fact]
    public async Task The_description_names_every_route_and_every_parameter()
    {
        var description = await Json("/openapi/v1.json");
        var paths = description.GetProperty("paths");
        Assert.Equal(
            ["/api/articles/{id}", "/api/concepts", "/api/concepts/{name}", "/api/crawl", "/api/search", "/api/similar", "/api/suggest", "/health/live", "/health/ready"], Names(paths).Order(StringComparer.Ordinal));
        var parameters = paths.GetProperty("/api/search").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString());
        Assert.Equal(["q", "mode", "top", "offset", "topic", "org", "kind", "site", "concept", "year", "except", "exact", "explain", "prose"], parameters);
        var id = Assert.Single(paths.GetProperty("/api/articles/{id}").GetProperty("get").GetProperty("parameters").EnumerateArray());
        Assert.Equal("path", id.GetProperty("in").GetString());
        var schemas = description.GetProperty("components").GetProperty("schemas");
        var span = schemas.GetProperty("HitPassage").GetProperty("properties").GetProperty("highlights").GetProperty("items");
        Assert.Equal(("array", 2), (span.GetProperty("type").GetString(), span.GetProperty("minItems").GetInt32()));
        Assert.Equal("integer", schemas.GetProperty("SearchResponse").GetProperty("properties").GetProperty("total").GetProperty("type").GetString());
        Assert.All(paths.EnumerateObject(), path => Assert.Equal(["get"], Names(path.Value)));
    }

    [Fact]
    public async Task Other_methods_are_refused_and_HEAD_is_GET_without_a_body()
    {
        using var post = await server.Client.PostAsync("/api/search?q=a", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal("application/problem+json", post.Content.Headers.ContentType?.MediaType);
        foreach (var path in new[] { "/api/search?q=cache", "/", "/search?q=cache" })
        {
            using var head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Many_at_once_get_the_same_answer()
    {
        var one = Ids(await Json("/api/search?q=consistent+hashing"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Json("/api/search?q=consistent+hashing")));
        Assert.All(answers, answer => Assert.Equal(one, Ids(answer)));
    }

    private async Task<JsonElement> Json(string path)
    {
        using var response = await server.Client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<JsonElement> Problem(string path, HttpStatusCode status)
    {
        using var response = await server.Client.GetAsync(path);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private static List<string> Names(JsonElement json) => [.. json.EnumerateObject().Select(property => property.Name)];

    private static List<string> Ids(JsonElement found) => [.. found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()!)];
}
