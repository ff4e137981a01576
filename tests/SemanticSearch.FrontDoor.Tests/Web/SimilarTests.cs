using System.Net;
using System.Text.Json;
using SemanticSearch.Web.Pages;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>"More like this", over HTTP and as a page.</summary>
[Collection(ServedCollection.Name)]
public class SimilarTests(SearchServerFixture server)
{
    private const string Stampede = "https://blog.doordash.com/avoiding-cache-stampede-at-doordash-55bbf596d94b";

    [Fact]
    public async Task More_like_an_article_is_of_its_kind_and_not_itself()
    {
        var response = await Json($"/api/similar?id={Uri.EscapeDataString(Stampede)}&top=5");
        Assert.Equal("Avoiding Cache Stampede at DoorDash", response.GetProperty("liked")[0].GetProperty("title").GetString());
        var titles = response.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("title").GetString()!).ToList();
        Assert.Equal(5, titles.Count);
        Assert.DoesNotContain("Avoiding Cache Stampede at DoorDash", titles);
        Assert.Contains(titles, title => title.Contains("Cach", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Only_articles_of_a_concept_can_be_asked_for()
    {
        Assert.NotEqual(0, (await Json("/api/similar?id=leases&top=50")).GetProperty("hits").GetArrayLength());
        Assert.Equal(0, (await Json("/api/similar?id=leases&top=50&concept=nothing%20of%20the%20kind")).GetProperty("hits").GetArrayLength());
        var tagged = (await Json("/api/search?q=concept:cache&top=100")).GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()).ToList();
        var some = (await Json("/api/similar?id=leases&top=50&concept=cache")).GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString());
        Assert.NotEmpty(tagged);
        Assert.All(some, id => Assert.Contains(id, tagged));
    }

    [Theory]
    [InlineData("", "'id' is missing")]
    [InlineData("?dislike=leases", "'id' is missing")]
    [InlineData("?id=nowhere", "The index holds no article with the id or address \"nowhere\".")]
    [InlineData("?id=leases&dislike=leases", "\"leases\" is both liked and disliked.")]
    [InlineData("?id=leases&top=0", "'top'")]
    [InlineData("?id=leases&kind=video", "'kind' is 'video'")]
    [InlineData("?id=leases&q=word", "'q' is no parameter here")]
    public async Task What_cannot_be_answered_is_a_problem_document(string query, string says)
    {
        using var response = await server.Client.GetAsync("/api/similar" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var detail = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString();
        Assert.Contains(says, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hit_leads_to_more_like_it_and_from_there_on()
    {
        var results = await server.Client.GetStringAsync("/search?q=thundering+herds+leases&top=1");
        Assert.Contains("href=\"/similar?id=leases\"", results, StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await server.Client.GetStringAsync("/similar?id=leases&id=" + Uri.EscapeDataString(Stampede)));
        Assert.Contains("<h1>More like these", page, StringComparison.Ordinal);
        Assert.Contains("Leases against thundering herds", page, StringComparison.Ordinal);
        Assert.Contains("I like this too", page, StringComparison.Ordinal);
        Assert.Contains("&dislike=", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/similar?id=leases\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/similar", "'id' is missing")]
    [InlineData("/similar?id=%3Cscript%3E", "The index holds no article")]
    public async Task A_page_that_cannot_be_shown_says_why(string path, string says)
    {
        using var response = await server.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains(says, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_title_and_id_stay_text()
    {
        var html = await server.Client.GetStringAsync("/similar?id=" + Uri.EscapeDataString(SearchServerFixture.HostileId));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_written_back_as_it_was_meant()
    {
        var address = SimilarAddress.To("a&b").Liking("c").Disliking("d/e") with { Besides = SearchAddress.Empty.With("topic", "Caching") };
        Assert.Equal("/similar?id=a%26b&id=c&dislike=d%2Fe&topic=Caching", address.Href);
        Assert.Equal("/similar?id=c&dislike=d%2Fe&topic=Caching", address.Without("a&b").Href);
        Assert.Equal("/similar?id=a%26b&id=c&id=d%2Fe&topic=Caching", address.Liking("d/e").Href);
    }

    [Fact]
    public async Task The_page_has_one_heading_of_the_first_level_and_names_what_is_unlike()
    {
        var response = new SimilarResponse
        {
            Liked = [new("1", "Leases", null)],
            Disliked = [new("2", "Queues", null)],
            Mode = SearchMode.Keyword,
            TookMs = 1,
            Hits = [Samples.Results.Hits[1]],
            Notes = ["These articles have no vectors yet: found by their terms."],
        };
        var html = await PageRendering.RenderAsync<SimilarPage>(
            ("Status", Samples.Status), ("Address", SimilarAddress.To("1").Disliking("2")), ("Response", response));
        Assert.Equal(2, html.Split("<h1").Length);
        Assert.Contains("Unlike:", html, StringComparison.Ordinal);
        Assert.Contains("no vectors yet", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/similar?id=1\"", html, StringComparison.Ordinal);
    }

    private async Task<JsonElement> Json(string path) => JsonDocument.Parse(await server.Client.GetStringAsync(path)).RootElement;
}
