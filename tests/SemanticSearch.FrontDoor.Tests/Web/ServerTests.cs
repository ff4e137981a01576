using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using SemanticSearch.Documents;
using SemanticSearch.Web;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>Pages over HTTP, hostile requests, and addresses that cannot be served.</summary>
[Collection(ServedCollection.Name)]
public partial class ServerTests(SearchServerFixture server)
{
    private static readonly ServeOptions NoVectors = new() { FillsVectors = false };

    [Theory]
    [InlineData("/")]
    [InlineData("/search")]
    [InlineData("/search?q=cache&utm_source=newsletter")]
    [InlineData("/?q=cache")]
    [InlineData("/search?topic=Scalability")]
    [InlineData("/search?q=cache&explain=true&offset=10&kind=article")]
    [InlineData("/search?q=xyzzyplugh")]
    [InlineData("/search?q=zebrafish")]
    public async Task A_page_is_html_with_strict_headers(string path)
    {
        using var response = await server.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await AssertPage(response);
    }

    [Theory]
    [InlineData("/nothing-here", 404, "Page not found")]
    [InlineData("/search/", 200, "How did others build it?")]
    [InlineData("/search?kind=video", 400, "'kind' is 'video'")]
    [InlineData("/search?q=a&top=x", 400, "'top' is 'x'")]
    [InlineData("/search?q=a&offset=123456", 400, "'offset'")]
    public async Task What_cannot_be_shown_is_told_in_the_same_look(string path, int status, string tells)
    {
        using var response = await server.Client.GetAsync(path);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(tells, WebUtility.HtmlDecode(await AssertPage(response)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Style_script_and_icon_may_be_kept_for_ever()
    {
        var html = await server.Client.GetStringAsync("/");
        string[] assets = [.. Asset().Matches(html).Select(match => match.Groups[1].Value)];
        Assert.Equal(3, assets.Length);
        foreach (var path in assets)
        {
            using var response = await server.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
        }
    }

    [Fact]
    public async Task Only_asked_for_hits_that_are_passed_show_the_way_back()
    {
        var html = await server.Client.GetStringAsync("/search?q=stampede&offset=9000");
        Assert.Contains("Back to the first page", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_alone_shows_what_it_holds()
    {
        var html = await server.Client.GetStringAsync("/search?topic=Availability");
        Assert.Matches("<h1>[0-9]+ articles", html);
    }

    [Theory]
    [InlineData("plain", 100_000)]
    [InlineData("<script>alert(1)</script>", 1)]
    [InlineData("'\" onfocus=alert(1) x=", 1)]
    [InlineData("مرحبا بالعالم \u202E", 100)]
    [InlineData("🚀", 50_000)]
    [InlineData("漢字", 50_000)]
    [InlineData("nul\0nul \u0001\u007F", 1)]
    [InlineData("\" ( [ { * ? ~ ^ : \\ / -- OR AND NOT", 50)]
    [InlineData("topic: kind:none year:x..y org:\"", 1)]
    public async Task Any_query_is_answered_and_never_becomes_markup(string piece, int times)
    {
        var query = Uri.EscapeDataString(string.Concat(Enumerable.Repeat(piece, times)));
        foreach (var path in new[] { "/search?q=", "/api/search?q=", "/api/suggest?q=" })
        {
            using var response = await server.Client.GetAsync(path + query);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var text = await response.Content.ReadAsStringAsync();
            if (path[1] == 's')
                await AssertPage(response);
            if (path == "/search?q=" && piece.Length * times > SearchRequest.MaxQueryChars)
                Assert.Contains("The query was cut", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 1, 1_500_000);
        }
    }

    [Theory]
    [InlineData("/search?q=%FF%FE%80")]
    [InlineData("/search?q=%ED%A0%80")]
    [InlineData("/search?q=%zz%")]
    [InlineData("/search?&&&==&q")]
    [InlineData("/%3Cscript%3E")]
    [InlineData("/search?topic=%3Cimg+src=x%3E&org=%00")]
    public async Task Broken_encodings_are_answered_too(string path)
    {
        var answer = await SendRaw($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (200|400|404) ", answer);
        Assert.DoesNotContain("<img", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_beyond_every_limit_is_refused_as_too_long()
    {
        var answer = await SendRaw($"GET /search?q={new string('a', 3_000_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_occupied_address_is_named()
    {
        var failure = await Assert.ThrowsAsync<ServeException>(() => SearchServer.RunAsync(server.DataDirectory, [server.Address], NoVectors));
        Assert.Contains(server.Address, failure.Message, StringComparison.Ordinal);
        Assert.Contains("in use", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("https://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://search.example:5080")]
    [InlineData("http://127.0.0.1:5080/path")]
    public void An_address_that_cannot_be_served_is_refused_before_anything_is_opened(string url)
    {
        var failure = Assert.Throws<ServeException>(() => SearchServer.Create(server.DataDirectory, [url]));
        Assert.Contains($"'{url}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_directory_without_an_index_is_told()
    {
        var empty = Directory.CreateTempSubdirectory("semsearch-empty-").FullName;
        Assert.Throws<DataProblemException>(() => SearchServer.Create(empty, ["http://127.0.0.1:0"]));
        Directory.Delete(empty, recursive: true);
    }

    [Fact]
    public async Task A_running_server_tells_its_address_and_ends_when_told()
    {
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource<string>();
        var running = SearchServer.RunAsync(server.DataDirectory, ["http://127.0.0.1:0"], NoVectors, urls => started.SetResult(urls.Single()), stop.Token);
        var address = await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.DoesNotMatch(":0$", address);
        using var client = new HttpClient();
        Assert.Contains("live", await client.GetStringAsync(address + "/health/live"), StringComparison.Ordinal);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<string> AssertPage(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("default-src 'none';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
        // The only script element is our own, with a source; no handler attribute, no inline style, no address but http(s).
        Assert.Single(Script().Matches(html));
        Assert.DoesNotMatch("<[^>]*\\s(on[a-z]+|style)=", Quoted().Replace(html, "\"\""));
        Assert.DoesNotMatch("(href|src)=\"(javascript|data):", html);
        Assert.DoesNotContain('\0', html);
        return html;
    }

    private async Task<string> SendRaw(string request)
    {
        var address = new Uri(server.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // Refused before all was sent; the answer is there to read.
        }
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex("(?:href|src)=\"(/[a-z]+-[0-9a-f]{10}\\.[a-z]+)\"")]
    private static partial Regex Asset();

    [GeneratedRegex("<script")]
    private static partial Regex Script();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();
}
