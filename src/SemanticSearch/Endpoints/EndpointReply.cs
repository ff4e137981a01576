using System.Text;
using System.Text.Json;

namespace SemanticSearch.Endpoints;

/// <summary>What is told of a reply that was not expected: little of it, on one line, and never the key.</summary>
internal static class EndpointReply
{
    /// <summary>So much of a text that was not expected is repeated.</summary>
    private const int ShownChars = 160;

    /// <summary>So much is looked at; a key that begins in what is shown ends in it.</summary>
    private const int SeenBytes = 8 * 1024;

    /// <summary>What an error says, <c>{"error":{"message":"..."}}</c>, as ": its words"; empty where it says nothing readable.</summary>
    /// <param name="key">Is not repeated, whatever the endpoint says.</param>
    public static string ErrorIn(byte[] body, string? key)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error))
            {
                var message = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var text) ? text : error;
                return message.ValueKind == JsonValueKind.String ? $": {OneLine(WithoutKey(message.GetString()!, key))}" : "";
            }
            return "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>The beginning of a reply, in quotation marks.</summary>
    /// <param name="key">Is not repeated.</param>
    public static string Shown(byte[] body, string? key) =>
        $"\"{OneLine(WithoutKey(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, SeenBytes))), key))}\"";

    public static string WithoutKey(string text, string? key) => string.IsNullOrEmpty(key) ? text : text.Replace(key, "***", StringComparison.Ordinal);

    /// <summary>The beginning of a text, without what steers a terminal.</summary>
    public static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= ShownChars ? line : line[..ShownChars] + "...";
    }
}
