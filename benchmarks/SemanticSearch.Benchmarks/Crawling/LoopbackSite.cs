using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SemanticSearch.Benchmarks.Crawling;

/// <summary>
/// A web server on this machine that answers every host name and writes whatever bytes it is told to, broken ones too. It logs each
/// request, so that a crawler's manners can be read from the server's side.
/// </summary>
public sealed class LoopbackSite : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<LoopbackRequest, LoopbackReply> _answer;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<LoopbackRequest> _log = new();

    /// <param name="time">The clock of the log.</param>
    public LoopbackSite(Func<LoopbackRequest, LoopbackReply> answer, TimeProvider? time = null)
    {
        _answer = answer;
        _time = time ?? TimeProvider.System;
        // All of 127.0.0.0/8 is this machine: many hosts without a name server.
        _listener = new TcpListener(IPAddress.Any, 0);
        _listener.Start(512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>Requests in the order in which they came.</summary>
    public IReadOnlyList<LoopbackRequest> Log => [.. _log];

    public string Url(string host, string path) => $"http://{host}:{Port}{path}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                using var stream = new NetworkStream(socket);
                using var reader = new StreamReader(stream, Encoding.Latin1, false, 4096, leaveOpen: true);
                while (await ReadAsync(reader) is { } request)
                {
                    _log.Enqueue(request);
                    var reply = _answer(request);
                    // Before the bytes go: the client may have read them and asked again before this thread goes on.
                    request.EndedAt = _time.GetUtcNow();
                    await reply.WriteAsync(stream, socket, _stop.Token);
                    if (reply.Closes)
                        return;
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has had enough; that is its right.
            }
        }
    }

    private async Task<LoopbackRequest?> ReadAsync(StreamReader reader)
    {
        var first = await reader.ReadLineAsync(_stop.Token);
        if (first?.Split(' ') is not [_, var target, _])
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (string? line; (line = await reader.ReadLineAsync(_stop.Token)) is { Length: > 0 };)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        return new LoopbackRequest(headers.GetValueOrDefault("Host", "").Split(':')[0], target, headers) { At = _time.GetUtcNow() };
    }
}

/// <param name="Host">Without port.</param>
/// <param name="Path">With query.</param>
public sealed record LoopbackRequest(string Host, string Path, IReadOnlyDictionary<string, string> Headers)
{
    public DateTimeOffset At { get; init; }

    /// <summary>When the answer was ready to be sent; null before.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
