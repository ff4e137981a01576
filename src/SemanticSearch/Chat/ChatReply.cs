using System.Text.Json;
using Microsoft.Extensions.AI;
using SemanticSearch.Endpoints;

namespace SemanticSearch.Chat;

/// <summary>What a chat endpoint answers: <c>{"choices":[{"message":{"content":"..."},"finish_reason":"stop"}],"usage":{...}}</c>.</summary>
internal static class ChatReply
{
    /// <returns>The response, or what is wrong.</returns>
    /// <param name="key">Is not repeated.</param>
    public static (ChatResponse? Response, string? Problem) Read(byte[] body, string? key)
    {
        // A stream of events is no JSON and would be told as such: that says nothing to whoever runs the endpoint.
        if (body.AsSpan().TrimStart(" \r\n"u8).StartsWith("data:"u8) || body.AsSpan().StartsWith("event:"u8))
            return (null, "answers a stream of events although \"stream\": false was sent: an endpoint that can answer in one piece is needed");
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement, body, key);
        }
        catch (JsonException)
        {
            return (null, $"answers no JSON: {EndpointReply.Shown(body, key)}; is url the address of an API?");
        }
        catch (InvalidOperationException)
        {
            return (null, "answers JSON of another shape than a chat endpoint's");
        }
    }

    private static (ChatResponse? Response, string? Problem) Read(JsonElement root, byte[] body, string? key)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
            return (null, $"answers an error{EndpointReply.ErrorIn(body, key)}");
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
            return (null, $"answers without \"choices\": {EndpointReply.Shown(body, key)}");
        if (choices.GetArrayLength() == 0)
            return (null, "answers no choice at all (\"choices\" is empty): the model made nothing; another model may");
        if (!choices[0].TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            return (null, "answers a choice without \"message\"");
        if (Text(message, "refusal") is { Length: > 0 } refusal)
            return (null, $"refuses: {EndpointReply.OneLine(EndpointReply.WithoutKey(refusal, key))}");
        var finish = Text(choices[0], "finish_reason");
        if (Text(message, "content") is not { } content || string.IsNullOrWhiteSpace(content))
            return (null, finish == "length" ? "answers no text before its limit of tokens: a larger maximumTokens in the manifest may help" : $"answers a message without text (finish_reason: {finish ?? "none"})");
        return (new ChatResponse(new ChatMessage(ChatRole.Assistant, content))
        {
            ModelId = Text(root, "model"),
            ResponseId = Text(root, "id"),
            FinishReason = finish is null ? null : new ChatFinishReason(finish),
            Usage = UsageOf(root),
        }, null);
    }

    private static UsageDetails? UsageOf(JsonElement root) => !root.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object ? null : new UsageDetails
    {
        InputTokenCount = Number(usage, "prompt_tokens"),
        OutputTokenCount = Number(usage, "completion_tokens"),
        TotalTokenCount = Number(usage, "total_tokens"),
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
