using System.Net;
using System.Net.Sockets;

namespace SemanticSearch.Crawling;

/// <summary>
/// The one way out. Each connection looks its host up once, checks every address of the answer, and connects to an address that was
/// checked; so a name that answers differently the next time gains nothing. Redirects, cookies, proxies, decompression and stored
/// credentials are off: what is done, is done in sight.
/// </summary>
internal sealed class GuardedNetwork : IDisposable
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPAddress, bool> _isAllowed;
    private readonly HttpMessageInvoker _client;

    /// <param name="resolve">Host name -> addresses; <see cref="ResolveAsync"/> outside tests.</param>
    public GuardedNetwork(CrawlLimits limits, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> isAllowed)
    {
        _resolve = resolve;
        _isAllowed = isAllowed;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = limits.MaxConnectTime,
            MaxResponseHeadersLength = limits.MaxHeaderKiB,
            MaxConnectionsPerServer = 1,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        });
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => _client.SendAsync(request, cancel);

    public void Dispose() => _client.Dispose();

    /// <summary>The system's resolver, which blocks: on a thread of its own, so that dead name servers do not stop the others' work.</summary>
    public static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) =>
        Task.Factory.StartNew(() => Dns.GetHostAddresses(host), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancel);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await _resolve(host, cancel);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        // One guarded address spoils the answer: honest names do not mix them.
        if (Array.Find(addresses, address => !_isAllowed(address)) is { } guarded)
            throw new GuardedAddressException(literal is null ? $"{host} is {guarded}, which is not on the public internet" : $"{guarded} is not on the public internet");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host lies where a crawler must not go.</summary>
internal sealed class GuardedAddressException : Exception
{
    public GuardedAddressException()
    {
    }

    public GuardedAddressException(string message)
        : base(message)
    {
    }

    public GuardedAddressException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
