using System.Net;
using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Web;

[Collection(ServedCollection.Name)]
public sealed class ConceptTests(SearchServerFixture server)
{
    [Fact]
    public async Task The_glossary_is_there_as_json()
    {
        var concepts = (await Json("/api/concepts")).GetProperty("concepts");
        Assert.True(concepts.GetArrayLength() > 1_000);
        Assert.Equal(
            ["name", "area", "aliases", "definition", "phrases", "related", "topics"], concepts[0].EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("cache%20stampede", "Cache stampede")]
    [InlineData("HTTP%2F2", "HTTP/2")]
    [InlineData("http/2", "HTTP/2")]
    public async Task A_concept_is_found_by_its_name_in_any_case(string path, string name) =>
        Assert.Equal(name, (await Json("/api/concepts/" + path)).GetProperty("concepts")[0].GetProperty("concept").GetProperty("name").GetString());

    [Fact]
    public async Task A_cited_sentence_is_a_verbatim_piece_of_its_passage_that_names_the_concept()
    {
        var articles = (await Json("/api/concepts/lease")).GetProperty("concepts")[0].GetProperty("articles").EnumerateArray().ToList();
        var lease = articles.Single(article => article.GetProperty("id").GetString() == "leases");
        var sentence = lease.GetProperty("sentence").GetString()!;
        Assert.Contains(sentence, lease.GetProperty("passage").GetString()!, StringComparison.Ordinal);
        Assert.Equal("A lease lets one caller compute the value while the others wait a moment for it.", sentence);
    }

    [Fact]
    public async Task An_unknown_concept_is_a_404_that_tells_what_is_near()
    {
        using var response = await server.Client.GetAsync("/api/concepts/cache%20stampde");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Near to it: Cache", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/concepts/%3Cscript%3E")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.GetAsync("/api/concepts?page=2")).StatusCode);
    }

    [Fact]
    public async Task Every_concept_has_a_page_and_the_index_links_to_it()
    {
        var index = await server.Client.GetStringAsync("/concepts");
        Assert.Contains("href=\"/concepts/Cache%20stampede\"", index, StringComparison.Ordinal);
        var page = await server.Client.GetStringAsync("/concepts/Cache%20stampede");
        Assert.Contains("Avoiding Cache Stampede at DoorDash", page, StringComparison.Ordinal);
        Assert.Contains("<h3>DoorDash</h3>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/concepts\"", await server.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completions_include_concepts() =>
        Assert.Contains("Backpressure", (await Json("/api/suggest?q=backpr")).GetProperty("suggestions").EnumerateArray().Select(text => text.GetString()));

    private async Task<JsonElement> Json(string path)
    {
        using var response = await server.Client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
