using System.Net;
using System.Text.Json;
using Microsoft.Playwright;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>The answer that a chat model writes, over HTTP and in a browser.</summary>
[Collection(ChatCollection.Name)]
public class ProseTests(ChatServerFixture server, Browser browser) : IClassFixture<Browser>
{
    private static readonly string Query = "q=" + Uri.EscapeDataString(ChatServerFixture.Question);

    [Fact]
    public async Task The_api_writes_only_where_it_is_asked_to()
    {
        await Say();
        var asked = server.Stub.Requests.Count;
        Assert.False((await Answer($"/api/search?{Query}")).TryGetProperty("prose", out _));
        Assert.False((await Answer($"/api/search?{Query}&prose=false")).TryGetProperty("prose", out _));
        Assert.Equal(asked, server.Stub.Requests.Count);
        var prose = (await Answer($"/api/search?{Query}&prose=true")).GetProperty("prose");
        Assert.Equal("Netflix spreads <i>expiry</i> over time.", prose.GetProperty("sentences")[0].GetProperty("text").GetString());
        Assert.Equal((1, 1), (prose.GetProperty("sentences").GetArrayLength(), prose.GetProperty("dropped").GetInt32()));
        Assert.Equal(ChatServerFixture.Quote, prose.GetProperty("sentences")[0].GetProperty("citations")[0].GetProperty("quote").GetString());
    }

    [Theory]
    [InlineData(401, "", "a key is wanted")]
    [InlineData(200, "<html>", "answers no JSON")]
    [InlineData(200, """{"choices":[]}""", "is empty")]
    public async Task When_the_endpoint_fails_the_search_answers_and_a_note_says_why(int status, string body, string says)
    {
        foreach (var path in (string[])["/api/search?", "/search?"])
        {
            server.Stub.Instead.Enqueue(new(status, body));
            var text = WebUtility.HtmlDecode(await server.Client.GetStringAsync($"{path}{Query}&prose=true"));
            Assert.Contains($"{server.Stub.Manifest.Url}/chat/completions: ", text, StringComparison.Ordinal);
            Assert.Contains(says, text, StringComparison.Ordinal);
            Assert.Contains("we let one request refresh the key while the others wait", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_of_the_link_holds_the_answer_encoded_and_may_be_kept_a_while()
    {
        await Say();
        using var response = await server.Client.GetAsync($"/search?{Query}&prose=true");
        Assert.Equal("max-age=600, private", response.Headers.CacheControl!.ToString());
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains("Netflix spreads &lt;i&gt;expiry&lt;/i&gt; over time.", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://netflix.example/caching#:~:text=add%20jitter%20to%20expiry\">add jitter to expiry times</a>", html, StringComparison.Ordinal);
        Assert.Contains("Caching &lt;b&gt;at scale&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("One sentence failed this check and was left out.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-from", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_of_markup_from_an_article_without_an_address_stays_text()
    {
        var number = await server.NumberOf("is avoided by companies");
        server.Stub.Reply = $"Locks are used by some of them. [{number}: \"<script>alert('stampede')</script> is avoided by companies\"]";
        var html = await server.Client.GetStringAsync($"/search?{Query}&prose=true");
        Assert.Contains("Locks are used by some of them.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_site_and_no_look_at_the_headers_makes_the_model_work()
    {
        await Say();
        var asked = server.Stub.Requests.Count;
        using var foreign = new HttpRequestMessage(HttpMethod.Get, $"/api/search?{Query}&prose=true") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var refused = await server.Client.SendAsync(foreign);
        Assert.Contains("pages of other sites", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/search?{Query}&prose=true");
        using var answered = await server.Client.SendAsync(head);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal(asked, server.Stub.Requests.Count);
    }

    [Fact]
    public async Task Who_goes_away_ends_the_request_to_the_model()
    {
        await Say();
        var gate = new TaskCompletionSource();
        var asked = server.Stub.Requests.Count;
        server.Stub.Endpoint.Gate = gate.Task;
        using (var stop = new CancellationTokenSource())
        {
            var request = server.Client.GetAsync($"/api/search?{Query}&prose=true", stop.Token);
            while (server.Stub.Requests.Count == asked)
                await Task.Delay(10);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }
        // A turn is free again, and the next one is answered.
        gate.SetResult();
        Assert.Contains("Netflix spreads", await server.Client.GetStringAsync($"/api/search?{Query}&prose=true"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/search?prose=maybe&q=a", 400)]
    [InlineData("/api/search?prose=true", 400)]
    [InlineData("/search?prose=true", 200)]
    [InlineData("/api/search?prose=true&q=xyzzyplugh", 200)]
    public async Task Odd_requests_are_answered(string path, int status)
    {
        using var response = await server.Client.GetAsync(path);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [SkippableFact]
    public async Task The_hits_stand_while_the_model_writes_and_its_answer_is_put_beside_them()
    {
        await Say();
        var gate = new TaskCompletionSource();
        server.Stub.Endpoint.Gate = gate.Task;
        var page = await browser.OpenAsync(server.Address);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync($"/search?{Query}");
        Assert.Equal(3, await page.Locator(".hit").CountAsync());
        Assert.True(await page.GetByText("stub-chat reads these articles").IsVisibleAsync());
        Assert.False(await page.GetByText("Let stub-chat write an answer").IsVisibleAsync());
        gate.SetResult();
        await page.GetByText("Netflix spreads <i>expiry</i> over time.").WaitForAsync();
        Assert.Equal("add jitter to expiry times Caching <b>at scale</b>, Netflix", await page.Locator(".prose .sources li").InnerTextAsync());
        Assert.Equal("https://netflix.example/caching#:~:text=add%20jitter%20to%20expiry", await page.Locator(".prose .sources a").GetAttributeAsync("href"));
        Assert.Null(await page.Locator("#prose").GetAttributeAsync("aria-busy"));
        Assert.Empty(complaints);
    }

    [SkippableFact]
    public async Task Without_scripts_a_link_asks_for_the_answer()
    {
        await Say();
        var page = await browser.OpenAsync(server.Address, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.GotoAsync($"/search?{Query}");
        await page.GetByText("Let stub-chat write an answer from these articles").ClickAsync();
        Assert.EndsWith("&prose=true", page.Url, StringComparison.Ordinal);
        Assert.True(await page.GetByText("Netflix spreads <i>expiry</i> over time.").IsVisibleAsync());
        Assert.Equal(3, await page.Locator(".hit").CountAsync());
    }

    [SkippableFact]
    public async Task When_the_endpoint_is_down_the_page_says_so_in_place()
    {
        server.Stub.Instead.Enqueue(new(401, ""));
        var page = await browser.OpenAsync(server.Address);
        await page.GotoAsync($"/search?{Query}&mode=keyword");
        await page.GetByText("a key is wanted (401)").WaitForAsync();
        Assert.Equal(3, await page.Locator(".hit").CountAsync());
    }

    /// <summary>The model says one thing that it can prove, in markup, and one that it cannot.</summary>
    private async Task Say()
    {
        server.Stub.Endpoint.Gate = Task.CompletedTask;
        var number = await server.NumberOf(ChatServerFixture.Quote);
        server.Stub.Reply = $"Netflix spreads <i>expiry</i> over time. [{number}: \"{ChatServerFixture.Quote}\"]\nAll is well. [{number}: \"all is well at every company\"]";
    }

    private async Task<JsonElement> Answer(string path) => JsonDocument.Parse(await server.Client.GetStringAsync(path)).RootElement.GetProperty("answer");
}

/// <summary>A server without a chat model.</summary>
[Collection(ServedCollection.Name)]
public class NoProseTests(SearchServerFixture server)
{
    [Fact]
    public async Task Without_a_chat_model_no_page_speaks_of_one_and_the_api_says_how_to_name_one()
    {
        Assert.DoesNotContain("id=\"prose\"", await server.Client.GetStringAsync("/search?q=leases+thundering+herds&prose=true"), StringComparison.Ordinal);
        Assert.Contains("semsearch serve` with --chat FILE", await server.Client.GetStringAsync("/api/search?q=leases+thundering+herds&prose=true"), StringComparison.Ordinal);
    }
}
