using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SemanticSearch.Documents;
using SemanticSearch.Endpoints;

namespace SemanticSearch.Chat;

/// <summary>A conversation -> what the model says next, by an OpenAI-compatible <c>/v1/chat/completions</c>, as a <see cref="ChatManifest"/> describes it. Text only. Thread-safe.</summary>
public sealed class RemoteChatClient : IChatClient
{
    /// <summary>Somebody waits for the answer.</summary>
    private const int Attempts = 2;

    /// <summary>A token is written in so many bytes at most, escapes included.</summary>
    private const int BytesPerToken = 64;

    private const int BytesBesides = 64 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ChatManifest _manifest;
    private readonly string? _key;
    private readonly ModelEndpoint _endpoint;
    private readonly SemaphoreSlim _turns;
    private readonly ChatClientMetadata _metadata;

    /// <summary>Prepares to use the endpoint; nothing is sent yet.</summary>
    /// <param name="time">Whose seconds the pauses between attempts are; null: the system's.</param>
    /// <exception cref="DataProblemException">The manifest is not usable, or the key's variable is not set.</exception>
    public RemoteChatClient(ChatManifest manifest, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        manifest.Validate(manifest.Place);
        _manifest = manifest;
        _key = EndpointAccess.KeyIn(manifest.KeyVariable, manifest.Model);
        _endpoint = new ModelEndpoint(manifest.Access((long)manifest.MaximumTokens * BytesPerToken + BytesBesides, LongestPause), _key, time ?? TimeProvider.System);
        _turns = new SemaphoreSlim(manifest.ParallelRequests);
        _metadata = new ChatClientMetadata("openai", manifest.Endpoint, manifest.Model);
    }

    /// <exception cref="ModelUnavailableException">The endpoint does not answer as it must; names it and says what to do.</exception>
    /// <exception cref="NotSupportedException">Something other than text is sent or asked for.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var body = Body(messages, options);
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ChatResponse? response = null;
            await _endpoint.AskAsync(body, Take, Attempts, cancellationToken).ConfigureAwait(false);
            return response!;

            string? Take(byte[] reply)
            {
                (response, var problem) = ChatReply.Read(reply, _key);
                return problem;
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The whole response, in one piece when it is there.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return _metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        _endpoint.Dispose();
        _turns.Dispose();
    }

    private byte[] Body(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (options?.Tools is { Count: > 0 } || options?.ResponseFormat is ChatResponseFormatJson)
            throw new NotSupportedException("This client sends and takes text: it has no tools and no JSON format.");
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model", options?.ModelId ?? _manifest.Model);
            json.WriteStartArray("messages");
            if (options?.Instructions is { Length: > 0 } instructions)
                Write(json, "system", instructions);
            foreach (var message in messages)
                Write(json, message.Role.Value, TextOf(message));
            json.WriteEndArray();
            if ((options?.Temperature ?? _manifest.Temperature) is { } temperature)
                json.WriteNumber("temperature", temperature);
            if (options?.TopP is { } top)
                json.WriteNumber("top_p", top);
            if (options?.Seed is { } seed)
                json.WriteNumber("seed", seed);
            json.WriteNumber(_manifest.TokensField, Math.Min(options?.MaxOutputTokens ?? int.MaxValue, _manifest.MaximumTokens));
            if (options?.StopSequences is { Count: > 0 } stops)
            {
                json.WriteStartArray("stop");
                foreach (var stop in stops)
                    json.WriteStringValue(stop);
                json.WriteEndArray();
            }
            json.WriteBoolean("stream", false);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", ModelEndpoint.WellFormed(text));
        json.WriteEndObject();
    }

    private static string TextOf(ChatMessage message) => message.Contents.All(content => content is TextContent)
        ? message.Text
        : throw new NotSupportedException("This client sends text only; a message holds something else.");
}
