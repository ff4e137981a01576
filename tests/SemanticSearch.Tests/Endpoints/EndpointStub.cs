using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SemanticSearch.Tests.Endpoints;

/// <summary>An endpoint of a model on this machine. Remembers what it was asked; a test can put any other answer in front of the right one.</summary>
internal sealed class EndpointStub : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;
    private readonly Func<JsonElement, string> _right;

    /// <param name="right">The body of a right answer to a request's body.</param>
    public EndpointStub(Func<JsonElement, string> right)
    {
        _right = right;
        var port = FreePort();
        Url = $"http://127.0.0.1:{port}/v1";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _serving = Task.Run(Serve);
    }

    public string Url { get; }

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    /// <summary>Answers that come before the right ones.</summary>
    public ConcurrentQueue<StubAnswer> Instead { get; } = new();

    /// <summary>No answer before this is completed.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Is completed when a client has hung up before its answer was there.</summary>
    public TaskCompletionSource HungUp { get; } = new();

    public void Dispose()
    {
        _closing.SetResult();
        _listener.Close();
        _serving.GetAwaiter().GetResult();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (!_closing.Task.IsCompleted)
        {
            try
            {
                var answer = AnswerNext();
                // A listener that is closed just before it is asked for the next request never answers.
                if (await Task.WhenAny(answer, _closing.Task) == answer)
                    await answer;
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed, or the client hung up.
                HungUp.TrySetResult();
            }
        }
    }

    private async Task AnswerNext()
    {
        var context = await _listener.GetContextAsync();
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
        Requests.Enqueue(new StubRequest(context.Request.RawUrl!, context.Request.Headers["Authorization"], body));
        await Gate;
        if (!Instead.TryDequeue(out var answer))
            answer = new StubAnswer(200, _right(body));
        if (answer.DelayMs > 0)
            await Task.Delay(answer.DelayMs);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.AddHeader(name, value);
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
        context.Response.Close();
    }
}

internal sealed record StubRequest(string Path, string? Authorization, JsonElement Body);

internal sealed record StubAnswer(int Status, string Body)
{
    public (string Name, string Value)[] Headers { get; init; } = [];

    public int DelayMs { get; init; }
}
