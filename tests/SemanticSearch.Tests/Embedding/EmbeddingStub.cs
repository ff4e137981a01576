using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SemanticSearch.Embedding;

namespace SemanticSearch.Tests.Embedding;

/// <summary>
/// An embeddings endpoint on this machine: a text's vector is drawn from its words, so that texts with common words are near each other.
/// Remembers what it was asked; a test can put any other answer in front.
/// </summary>
internal sealed class EmbeddingStub : IDisposable
{
    public const int Dimension = 32;

    private readonly HttpListener _listener = new();
    private readonly TemporaryDirectory _folder = new();
    private readonly Task _serving;
    private readonly int _port = FreePort();

    public EmbeddingStub(string name = "stub")
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _serving = Task.Run(Serve);
        Write(Manifest(name));
    }

    /// <summary>A folder with a manifest that leads here.</summary>
    public string Folder => _folder.Path;

    /// <summary>Every text that was asked for and answered, in order.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>Answers that come before the right ones.</summary>
    public ConcurrentQueue<Answer> Instead { get; } = new();

    public RemoteManifest Manifest(string name = "stub") => new()
    {
        Name = name,
        Url = $"http://127.0.0.1:{_port}/v1",
        Model = $"{name}-embedding",
        Dimension = Dimension,
    };

    public void Write(RemoteManifest manifest) => File.WriteAllText(Path.Combine(Folder, ModelManifest.FileName), manifest.ToJson());

    public void Dispose()
    {
        _listener.Close();
        _serving.GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                await Answer1(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed, or the client hung up.
            }
        }
    }

    private async Task Answer1(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new Request(context.Request.RawUrl!, context.Request.Headers["Authorization"], JsonDocument.Parse(body).RootElement));
        if (!Instead.TryDequeue(out var answer))
            answer = new Answer(200, Right(Requests.Last().Body));
        if (answer.DelayMs > 0)
            await Task.Delay(answer.DelayMs);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.AddHeader(name, value);
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
        context.Response.Close();
    }

    private string Right(JsonElement request)
    {
        var texts = request.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToList();
        foreach (var text in texts)
            Texts.Enqueue(text);
        // Last first: the index counts, not the place.
        var data = texts.Select((text, index) => new { @object = "embedding", index, embedding = VectorOf(text) }).Reverse();
        return JsonSerializer.Serialize(new { @object = "list", data, model = "stub" });
    }

    private static float[] VectorOf(string text)
    {
        var vector = new float[Dimension];
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '.', ','], StringSplitOptions.RemoveEmptyEntries).Append("text"))
        {
            var seed = 0;
            foreach (var letter in word)
                seed = unchecked(seed * 31 + letter);
            var random = new Random(seed);
            for (var i = 0; i < Dimension; i++)
                vector[i] += (float)(random.NextDouble() - 0.5);
        }
        return vector;
    }

    internal sealed record Request(string Path, string? Authorization, JsonElement Body);

    internal sealed record Answer(int Status, string Body)
    {
        public (string Name, string Value)[] Headers { get; init; } = [];

        public int DelayMs { get; init; }
    }
}
