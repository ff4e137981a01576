using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using SemanticSearch.Web;

namespace SemanticSearch.FrontDoor.Tests;

/// <summary>
/// The real server on a free port over a fresh data directory: the built-in reading list, and a few articles with text. One for all
/// tests that only read.
/// </summary>
public sealed class SearchServerFixture : IAsyncLifetime
{
    private WebApplication? _app;

    /// <summary>An article whose text tries to be markup, in the page and in Markdown.</summary>
    public const string HostileId = "hostile/<1>?&x=%2F";

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("semsearch-web-").FullName;

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    public HttpClient Client { get; private set; } = new();

    public async Task InitializeAsync()
    {
        var importer = new Importer(DataDirectory);
        importer.ImportList();
        importer.ImportFile(WriteArticles());
        new Indexer(DataDirectory).Index();
        _app = SearchServer.Create(DataDirectory, ["http://127.0.0.1:0"], new ServeOptions { FillsVectors = false });
        await _app.StartAsync();
        Address = _app.Urls.Single();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private string WriteArticles()
    {
        var path = Path.Combine(DataDirectory, "articles.jsonl");
        object[] articles =
        [
            new
            {
                _id = "leases", url = "https://example.org/leases", title = "Leases against thundering herds", published = "2013-04-02",
                text = "## Thundering herds\n\nWhen a **popular key** expires, [every server](https://example.org/x) asks the `database` at once.\n\n"
                    + string.Concat(Enumerable.Repeat("A lease lets one caller compute the value while the others wait a moment for it. ", 12)),
            },
            new
            {
                _id = HostileId, url = "javascript:alert(1)", title = "<script>alert('zebrafish')</script> \"title\"",
                text = "<script>alert('zebrafish')</script> <img src=x onerror=alert(1)> [zebrafish](javascript:alert(2)) \u202Ereversed\u0000 \uD83D\uDE80",
            },
        ];
        File.WriteAllLines(path, articles.Select(article => JsonSerializer.Serialize(article)));
        return path;
    }
}

/// <summary>Test classes of this collection share one server.</summary>
[CollectionDefinition(Name)]
public sealed class ServedCollection : ICollectionFixture<SearchServerFixture>
{
    public const string Name = "Served";
}
