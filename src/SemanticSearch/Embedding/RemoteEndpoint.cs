using System.Text.Json;
using SemanticSearch.Documents;
using SemanticSearch.Endpoints;

namespace SemanticSearch.Embedding;

/// <summary>Sends texts to an embeddings endpoint and takes their vectors.</summary>
internal sealed class RemoteEndpoint(RemoteManifest manifest, string? key, TimeProvider time) : IDisposable
{
    /// <summary>An answer writes a number in at most so many bytes; more is no answer to what was asked.</summary>
    private const int BytesPerNumber = 32;

    private const int BytesBesides = 64 * 1024;

    private readonly ModelEndpoint _endpoint = new(
        new EndpointAccess(
            manifest.Endpoint, manifest.Model, manifest.KeyVariable, manifest.TimeoutSeconds, (long)manifest.BatchItems * manifest.Dimension * BytesPerNumber + BytesBesides),
        key,
        time);

    /// <param name="vectors">Receives the vectors, of length 1, one after the other.</param>
    /// <exception cref="ModelUnavailableException">The endpoint does not answer as it must, however often it is asked.</exception>
    public Task EmbedAsync(IReadOnlyList<string> texts, Memory<float> vectors, int attempts, CancellationToken cancel) =>
        _endpoint.AskAsync(Body(texts), reply => RemoteAnswer.Read(reply, texts.Count, manifest.Dimension, vectors.Span, key), attempts, cancel);

    public void Dispose() => _endpoint.Dispose();

    private byte[] Body(IReadOnlyList<string> texts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model", manifest.Model);
            json.WriteStartArray("input");
            foreach (var text in texts)
                json.WriteStringValue(ModelEndpoint.WellFormed(text));
            json.WriteEndArray();
            json.WriteString("encoding_format", "float");
            if (manifest.SendDimension)
                json.WriteNumber("dimensions", manifest.Dimension);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
