using System.Net.Sockets;
using System.Text;

namespace SemanticSearch.Benchmarks.Crawling;

/// <summary>What the loopback server writes, from an ordinary page to every kind of mischief.</summary>
public sealed class LoopbackReply
{
    private readonly Func<NetworkStream, Socket, CancellationToken, Task> _write;

    private LoopbackReply(Func<NetworkStream, Socket, CancellationToken, Task> write, bool closes)
    {
        _write = write;
        Closes = closes;
    }

    /// <summary>The connection ends after it.</summary>
    public bool Closes { get; }

    public static LoopbackReply Page(string html, params string[] headers) => Body(200, Encoding.UTF8.GetBytes(html), ["Content-Type: text/html; charset=utf-8", .. headers]);

    public static LoopbackReply Text(string text) => Body(200, Encoding.UTF8.GetBytes(text), ["Content-Type: text/plain"]);

    public static LoopbackReply Status(int status, params string[] headers) => Body(status, Encoding.UTF8.GetBytes($"status {status}"), headers);

    public static LoopbackReply Redirect(string location, int status = 302) => Body(status, [], [$"Location: {location}"]);

    public static LoopbackReply Body(int status, byte[] body, params string[] headers)
    {
        // 304 has no body, RFC 9110 section 15.4.5.
        var content = status == 304 ? [] : body;
        var head = Head(status, status == 304 ? headers : [.. headers, $"Content-Length: {content.Length}"]);
        return new(async (stream, _, cancel) =>
        {
            await stream.WriteAsync((byte[])[.. head, .. content], cancel);
        }, closes: false);
    }

    /// <summary>These bytes and then the end of the connection.</summary>
    public static LoopbackReply Raw(string bytes) => new((stream, _, cancel) => stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), cancel).AsTask(), closes: true);

    /// <summary>The head, and then the same piece again and again.</summary>
    /// <param name="pause">Awaited before each piece.</param>
    public static LoopbackReply Endless(byte[] piece, Func<CancellationToken, Task>? pause = null, params string[] headers) => new(
        async (stream, _, cancel) =>
        {
            await stream.WriteAsync(Head(200, headers), cancel);
            while (true)
            {
                if (pause is not null)
                    await pause(cancel);
                await stream.WriteAsync(piece, cancel);
            }
        },
        closes: true);

    /// <summary>Nothing at all, until the client goes.</summary>
    public static LoopbackReply Silence() => new((_, _, cancel) => Task.Delay(Timeout.Infinite, cancel), closes: true);

    /// <summary>A reset connection instead of an end.</summary>
    public static LoopbackReply Reset() => new(
        (_, socket, _) =>
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
            return Task.CompletedTask;
        },
        closes: true);

    public Task WriteAsync(NetworkStream stream, Socket socket, CancellationToken cancel) => _write(stream, socket, cancel);

    private static byte[] Head(int status, params string[] headers) =>
        Encoding.Latin1.GetBytes($"HTTP/1.1 {status} Status\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");
}
