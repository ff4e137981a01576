using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using SemanticSearch.Chat;
using SemanticSearch.Tests.Chat;
using SemanticSearch.Web;

namespace SemanticSearch.FrontDoor.Tests;

/// <summary>Three articles with text, a chat model on this machine, and the real server with it.</summary>
public sealed class ChatServerFixture : IAsyncLifetime
{
    public const string Question = "how do companies avoid cache stampede";

    /// <summary>Verbatim in the article of Netflix.</summary>
    public const string Quote = "add jitter to expiry times";

    private readonly Lazy<RemoteChatClient> _chat;
    private WebApplication? _app;

    public ChatServerFixture()
    {
        _chat = new(() => new RemoteChatClient(Stub.Manifest));
        WriteManifest(Stub.Manifest);
    }

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("semsearch-chat-").FullName;

    public string ManifestFile => Path.Combine(DataDirectory, "chat.json");

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    public HttpClient Client { get; private set; } = new();

    internal ChatStub Stub { get; } = new();

    public async Task InitializeAsync()
    {
        var path = Path.Combine(DataDirectory, "articles.jsonl");
        object[] articles =
        [
            new
            {
                _id = "doordash", url = "https://doordash.example/stampede", title = "Avoiding Cache Stampede", organisations = new[] { "DoorDash" },
                text = "To avoid a cache stampede we let one request refresh the key while the others wait. Nothing else changed in that year of work.",
            },
            new
            {
                _id = "netflix", url = "https://netflix.example/caching", title = "Caching <b>at scale</b>", organisations = new[] { "Netflix" },
                text = "Our clients add jitter to expiry times to avoid a stampede on the cache.",
            },
            new { _id = "script", url = "javascript:alert(1)", title = "Notes", text = "A cache stampede <script>alert('stampede')</script> is avoided by companies with locks on every key." },
        ];
        File.WriteAllLines(path, articles.Select(article => JsonSerializer.Serialize(article)));
        new Importer(DataDirectory).ImportFile(path);
        new Indexer(DataDirectory).Index();
        _app = SearchServer.Create(DataDirectory, ["http://127.0.0.1:0"], new ServeOptions { FillsVectors = false, Chat = _chat.Value });
        await _app.StartAsync();
        Address = _app.Urls.Single();
        Client = new HttpClient { BaseAddress = new Uri(Address) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        _chat.Value.Dispose();
        Stub.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }

    public void WriteManifest(ChatManifest manifest) => File.WriteAllText(ManifestFile, manifest.ToJson());

    /// <summary>Under which number the passage that says this is sent.</summary>
    internal async Task<string> NumberOf(string words)
    {
        Stub.Reply = "NONE";
        await Client.GetStringAsync($"/api/search?prose=true&q={Uri.EscapeDataString(Question)}");
        var before = ChatStub.UserText(Stub.Requests.Last()).Split(words)[0];
        return before[(before.LastIndexOf("<passage ", StringComparison.Ordinal) + "<passage ".Length)..].Split(' ')[0];
    }
}

/// <summary>Test classes of this collection share one server, and run one after the other: they tell the model what to say.</summary>
[CollectionDefinition(Name)]
public sealed class ChatCollection : ICollectionFixture<ChatServerFixture>
{
    public const string Name = "Chat";
}
