using Microsoft.Extensions.AI;
using SemanticSearch.Chat;
using SemanticSearch.Documents;
using SemanticSearch.Tests.Endpoints;

namespace SemanticSearch.Tests.Chat;

public sealed class RemoteChatClientTests : IDisposable
{
    private readonly ChatStub _stub = new() { Reply = "Good day." };
    private readonly ImpatientTime _time = new();

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task A_request_is_what_the_interface_says()
    {
        const string variable = "SEMSEARCH_TEST_KEY_OF_CHAT";
        Environment.SetEnvironmentVariable(variable, " secret-3 ");
        using var client = Open(_stub.Manifest with { KeyVariable = variable });
        var response = await client.GetResponseAsync([new(ChatRole.System, "Be short."), new(ChatRole.User, "Half \uD83D of it")]);
        Assert.Equal(("Good day.", "stub-chat-2026", ChatFinishReason.Stop, 18L), (response.Text, response.ModelId, response.FinishReason, response.Usage!.TotalTokenCount));
        var request = Assert.Single(_stub.Requests);
        Assert.Equal(("/v1/chat/completions", "Bearer secret-3"), (request.Path, request.Authorization));
        Assert.Equal(
            """{"model":"stub-chat","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"Half \uFFFD of it"}],"temperature":0,"max_tokens":1000,"stream":false}""",
            request.Body.GetRawText());
    }

    [Fact]
    public async Task Options_and_what_some_models_demand_are_sent()
    {
        using var client = Open(_stub.Manifest with { Temperature = null, TokensField = "max_completion_tokens", MaximumTokens = 500 });
        var options = new ChatOptions { ModelId = "other", Instructions = "Be kind.", Temperature = 0.5f, MaxOutputTokens = 9_000, StopSequences = ["END"], Seed = 7, TopP = 0.5f };
        await client.GetResponseAsync("Hello", options);
        await client.GetResponseAsync("Hello");
        Assert.Equal(
            """{"model":"other","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hello"}],"temperature":0.5,"top_p":0.5,"seed":7,"max_completion_tokens":500,"stop":["END"],"stream":false}""",
            _stub.Requests.First().Body.GetRawText());
        Assert.False(_stub.Requests.Last().Body.TryGetProperty("temperature", out _));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync("Hello", new ChatOptions { ResponseFormat = ChatResponseFormat.Json }));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(new ChatMessage(ChatRole.User, [new UriContent("http://127.0.0.1/i.png", "image/png")])));
    }

    [Fact]
    public async Task It_is_a_client_like_any_other()
    {
        IChatClient[] clients = [Open()];
        using var client = clients[0];
        Assert.Same(client, client.GetService<RemoteChatClient>());
        Assert.Equal("stub-chat", client.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Equal("Good day.", string.Concat(await Pieces(client)));
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided"}}""", "a key is wanted (401: Incorrect API key provided)")]
    [InlineData(404, "", "no model stub-chat (404): correct url or model in the manifest")]
    [InlineData(400, """{"error":{"message":"use 'max_completion_tokens' instead"}}""", "refuses the request (400: use 'max_completion_tokens' instead)")]
    [InlineData(302, "", "leads to http://127.0.0.1/elsewhere (302)")]
    [InlineData(200, "<html>Welcome</html>", "answers no JSON: \"<html>Welcome</html>\"; is url the address of an API?")]
    [InlineData(200, "{\"choices\": [", "answers no JSON: ")]
    [InlineData(200, "", "answers no JSON: \"\"")]
    [InlineData(200, "[]", "answers without \"choices\"")]
    [InlineData(200, """{"choices":[]}""", "\"choices\" is empty")]
    [InlineData(200, """{"choices":[7]}""", "of another shape")]
    [InlineData(200, """{"choices":[{}]}""", "without \"message\"")]
    [InlineData(200, """{"choices":[{"message":{"content":null},"finish_reason":"content_filter"}]}""", "without text (finish_reason: content_filter)")]
    [InlineData(200, """{"choices":[{"message":{"content":""},"finish_reason":"length"}]}""", "a larger maximumTokens")]
    [InlineData(200, """{"choices":[{"message":{"content":null,"refusal":"I cannot."}}]}""", "refuses: I cannot.")]
    [InlineData(200, """{"error":{"message":"model is loading"}}""", "answers an error: model is loading")]
    [InlineData(200, "data: {\"choices\":[]}\n\ndata: [DONE]\n", "answers a stream of events although \"stream\": false was sent")]
    public async Task What_waiting_cannot_mend_is_told_at_once(int status, string body, string says)
    {
        _stub.Instead.Enqueue(new(status, body) { Headers = status == 302 ? [("Location", "http://127.0.0.1/elsewhere")] : [] });
        var message = await Refusal(_stub.Manifest);
        Assert.StartsWith($"{_stub.Manifest.Url}/chat/completions: ", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Single(_stub.Requests);
        Assert.Empty(_time.Pauses);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_endpoint_is_asked_once_more(int status)
    {
        _stub.Instead.Enqueue(new(status, ""));
        using (var client = Open())
            Assert.Equal("Good day.", (await client.GetResponseAsync("Hello")).Text);
        Assert.Equal([0.5], _time.Pauses);
        _stub.Instead.Enqueue(new(status, ""));
        _stub.Instead.Enqueue(new(status, ""));
        Assert.EndsWith($"is busy or broken ({status}) (after 2 attempts)", await Refusal(_stub.Manifest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_longer_pause_than_somebody_waits_is_not_taken()
    {
        _stub.Instead.Enqueue(new(429, """{"error":{"message":"quota exceeded"}}""") { Headers = [("Retry-After", "20")] });
        Assert.Contains("429: quota exceeded", await Refusal(_stub.Manifest), StringComparison.Ordinal);
        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task A_reply_without_end_is_not_read()
    {
        _stub.Instead.Enqueue(new(200, new string(' ', 200_000)));
        Assert.Contains("longer than 129,536 bytes", await Refusal(_stub.Manifest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_or_too_slow_is_named()
    {
        Assert.StartsWith("http://127.0.0.1:1/v1/chat/completions: cannot be reached (", await Refusal(_stub.Manifest with { Url = "http://127.0.0.1:1/v1/" }), StringComparison.Ordinal);
        _stub.Instead.Enqueue(new(200, "") { DelayMs = 1_500 });
        _stub.Instead.Enqueue(new(200, "") { DelayMs = 1_500 });
        Assert.Contains("no answer within 1 s", await Refusal(_stub.Manifest with { TimeoutSeconds = 1 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"no such key: secret-4-of-many-letters"}}""")]
    [InlineData(500, """{"error":{"message":"secret-4-of-many-letters"}}""")]
    [InlineData(302, "")]
    [InlineData(200, "your key is secret-4-of-many-letters")]
    [InlineData(200, "                                                                                                                                                 your key is secret-4-of-many-letters")]
    [InlineData(200, """{"no choices":"secret-4-of-many-letters"}""")]
    [InlineData(200, """{"error":"secret-4-of-many-letters"}""")]
    [InlineData(200, """{"choices":[{"message":{"refusal":"secret-4-of-many-letters"}}]}""")]
    public async Task An_endpoint_that_repeats_the_key_does_not_make_it_known(int status, string body)
    {
        const string variable = "SEMSEARCH_TEST_ECHOED_KEY";
        Environment.SetEnvironmentVariable(variable, "secret-4-of-many-letters");
        for (var i = 0; i < 2; i++)
            _stub.Instead.Enqueue(new(status, body) { Headers = status == 302 ? [("Location", "http://127.0.0.1/?key=secret-4-of-many-letters")] : [] });
        var message = await Refusal(_stub.Manifest with { KeyVariable = variable });
        Assert.DoesNotContain("secret", message.Replace("***", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "set the environment variable SEMSEARCH_TEST_BAD_KEY")]
    [InlineData("a b", "holds blanks or characters that no key has")]
    [InlineData("schlüssel", "holds blanks or characters that no key has")]
    public void A_key_that_cannot_be_is_told_before_anything_is_sent(string? key, string says)
    {
        Environment.SetEnvironmentVariable("SEMSEARCH_TEST_BAD_KEY", key);
        var message = Assert.Throws<ModelUnavailableException>(() => Open(_stub.Manifest with { KeyVariable = "SEMSEARCH_TEST_BAD_KEY" })).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain("schlüssel", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_request_ends_at_once()
    {
        var gate = new TaskCompletionSource();
        _stub.Endpoint.Gate = gate.Task;
        using var client = Open(_stub.Manifest with { ParallelRequests = 1 });
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        // The second one waits for its turn.
        var waiting = new[] { client.GetResponseAsync("Hello", cancellationToken: stop.Token), client.GetResponseAsync("Hello", cancellationToken: stop.Token) };
        foreach (var request in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.InRange(_stub.Requests.Count, 0, 1);
        gate.SetResult();
        Assert.Equal("Good day.", (await client.GetResponseAsync("Hello")).Text);
    }

    private RemoteChatClient Open(ChatManifest? manifest = null) => new(manifest ?? _stub.Manifest, _time);

    private async Task<string> Refusal(ChatManifest manifest)
    {
        using var client = Open(manifest);
        return (await Assert.ThrowsAsync<ModelUnavailableException>(() => client.GetResponseAsync("Hello"))).Message;
    }

    private static async Task<List<string>> Pieces(IChatClient client)
    {
        var pieces = new List<string>();
        await foreach (var update in client.GetStreamingResponseAsync("Hello"))
            pieces.Add(update.Text);
        return pieces;
    }
}
