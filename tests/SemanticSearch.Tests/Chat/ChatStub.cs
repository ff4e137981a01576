using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using SemanticSearch.Chat;
using SemanticSearch.Tests.Endpoints;

namespace SemanticSearch.Tests.Chat;

/// <summary>A chat endpoint on this machine. Its reply is what a test says; where that says nothing, it repeats the beginning of each passage with a right citation.</summary>
internal sealed partial class ChatStub : IDisposable
{
    private readonly EndpointStub _endpoint;

    public ChatStub() => _endpoint = new EndpointStub(request => Body(Reply ?? Repeat(request)));

    /// <summary>What the model says; null: it repeats.</summary>
    public string? Reply { get; set; }

    public ConcurrentQueue<StubRequest> Requests => _endpoint.Requests;

    public ConcurrentQueue<StubAnswer> Instead => _endpoint.Instead;

    public EndpointStub Endpoint => _endpoint;

    public ChatManifest Manifest => new() { Url = _endpoint.Url, Model = "stub-chat" };

    public static string Body(string content, string finish = "stop") => JsonSerializer.Serialize(new
    {
        id = "1",
        model = "stub-chat-2026",
        choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = finish } },
        usage = new { prompt_tokens = 11, completion_tokens = 7, total_tokens = 18 },
    });

    /// <summary>What was sent as question and passages.</summary>
    public static string UserText(StubRequest request) => request.Body.GetProperty("messages")[1].GetProperty("content").GetString()!;

    public void Dispose() => _endpoint.Dispose();

    private static string Repeat(JsonElement request)
    {
        var text = request.GetProperty("messages")[1].GetProperty("content").GetString()!;
        var sentences = Passage().Matches(text).Select(passage => $"It is written: {passage.Groups[2].Value}. [{passage.Groups[1].Value}: \"{passage.Groups[2].Value}\"]");
        return string.Join('\n', sentences);
    }

    [GeneratedRegex(@"<passage ([0-9]+) \w+>\nFrom: [^\n]*\n\W*(\w[^\n.""\[]{25,120})")]
    private static partial Regex Passage();
}
