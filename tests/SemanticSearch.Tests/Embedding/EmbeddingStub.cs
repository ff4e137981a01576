using System.Collections.Concurrent;
using System.Text.Json;
using SemanticSearch.Embedding;
using SemanticSearch.Tests.Endpoints;

namespace SemanticSearch.Tests.Embedding;

/// <summary>
/// An embeddings endpoint on this machine: a text's vector is drawn from its words, so that texts with common words are near each other.
/// </summary>
internal sealed class EmbeddingStub : IDisposable
{
    public const int Dimension = 32;

    private readonly EndpointStub _endpoint;
    private readonly TemporaryDirectory _folder = new();

    public EmbeddingStub(string name = "stub")
    {
        _endpoint = new EndpointStub(Right);
        Write(Manifest(name));
    }

    /// <summary>A folder with a manifest that leads here.</summary>
    public string Folder => _folder.Path;

    /// <summary>Every text that was asked for and answered, in order.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    public ConcurrentQueue<StubRequest> Requests => _endpoint.Requests;

    /// <summary>Answers that come before the right ones.</summary>
    public ConcurrentQueue<StubAnswer> Instead => _endpoint.Instead;

    public RemoteManifest Manifest(string name = "stub") => new()
    {
        Name = name,
        Url = _endpoint.Url,
        Model = $"{name}-embedding",
        Dimension = Dimension,
    };

    public void Write(RemoteManifest manifest) => File.WriteAllText(Path.Combine(Folder, ModelManifest.FileName), manifest.ToJson());

    public void Dispose()
    {
        _endpoint.Dispose();
        _folder.Dispose();
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
}
