using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>One request, one result, within the limits. Never throws for what a server does.</summary>
internal sealed class Fetcher
{
    private readonly GuardedNetwork _network;
    private readonly CrawlLimits _limits;
    private readonly TimeProvider _time;
    private readonly string _userAgent;

    public Fetcher(GuardedNetwork network, CrawlLimits limits, TimeProvider time, string userAgent)
    {
        _network = network;
        _limits = limits;
        _time = time;
        _userAgent = userAgent;
    }

    /// <param name="longBody">Waited for before a long body is read on.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it; a time limit is a result.</exception>
    public async Task<FetchResult> FetchAsync(FetchRequest request, LongBodyPlace longBody, CancellationToken cancel)
    {
        var started = _time.GetTimestamp();
        using var message = Message(request);
        using var limit = new CancellationTokenSource(Shorter(_limits.MaxConnectTime + _limits.MaxAnswerTime, request.TimeLeft), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var at = _time.GetUtcNow();
            using var response = await _network.SendAsync(message, both.Token);
            limit.CancelAfter(Shorter(_limits.MaxBodyTime, request.TimeLeft - _time.GetElapsedTime(started)));
            var maxBytes = response.StatusCode == HttpStatusCode.OK ? request.MaxBytes ?? _limits.MaxBodyBytes : _limits.MaxErrorBodyBytes;
            var (body, problem) = await ReadBodyAsync(response, maxBytes, longBody, limit.Token, both.Token, cancel);
            var exchange = Exchange(request, message, response, at, body, problem);
            // A cut error page is still an error page.
            if (response.StatusCode != HttpStatusCode.OK && problem?.Kind == FetchProblemKind.BadAnswer)
                problem = null;
            return new FetchResult(exchange, problem, _time.GetElapsedTime(started)) { RetryAfter = RetryAfter(response, at) };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or SocketException or GuardedAddressException or UriFormatException)
        {
            cancel.ThrowIfCancellationRequested();
            return new FetchResult(null, Explain(e), _time.GetElapsedTime(started));
        }
    }

    private HttpRequestMessage Message(FetchRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, request.Url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5");
        message.Headers.TryAddWithoutValidation("Accept-Language", "en,*;q=0.5");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        // Sent back exactly as the server gave them, even where they are not as a standard wants them.
        if (request.ETag is not null)
            message.Headers.TryAddWithoutValidation("If-None-Match", request.ETag);
        if (request.LastModified is not null)
            message.Headers.TryAddWithoutValidation("If-Modified-Since", request.LastModified);
        return message;
    }

    private static async Task<(ReadOnlyMemory<byte> Body, FetchProblem? Problem)> ReadBodyAsync(
        HttpResponseMessage response, int maxBytes, LongBodyPlace longBody, CancellationToken limit, CancellationToken either, CancellationToken cancel)
    {
        using var body = new ChunkedBuffer();
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(either);
            for (int read; (read = await stream.ReadAsync(body.Room, either)) > 0;)
            {
                var room = maxBytes - body.Length;
                body.Advance(Math.Min(read, room));
                if (read > room)
                    return (body.ToArray(), new FetchProblem(FetchProblemKind.BadAnswer, $"the body is longer than {maxBytes:N0} bytes") { Cut = "length" });
                await longBody.EnterAsync(body.Length, either);
            }
            return (body.ToArray(), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && limit.IsCancellationRequested)
        {
            return (body.ToArray(), new FetchProblem(FetchProblemKind.BadAnswer, "the body takes too long") { Cut = "time" });
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (body.ToArray(), new FetchProblem(FetchProblemKind.Network, "the connection broke off before the end of the body") { Cut = "disconnect" });
        }
    }

    private static HttpExchange Exchange(
        FetchRequest request, HttpRequestMessage message, HttpResponseMessage response, DateTimeOffset at, ReadOnlyMemory<byte> body, FetchProblem? problem)
    {
        var headers = Headers(response.Headers.NonValidated).Concat(Headers(response.Content.Headers.NonValidated))
            .Where(header => !header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)).ToList();
        return new HttpExchange
        {
            Url = request.Url.AbsoluteUri,
            At = at,
            RequestHead = HttpHeads.Request(request.Url, Headers(message.Headers.NonValidated)),
            Status = (int)response.StatusCode,
            ResponseHead = HttpHeads.Response((int)response.StatusCode, response.ReasonPhrase ?? "", headers),
            Headers = headers,
            Body = body,
            Digest = ArchiveDigest.Of(body.Span),
            Truncated = problem?.Cut,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(HttpHeadersNonValidated headers) =>
        headers.SelectMany(header => header.Value, (header, value) => new KeyValuePair<string, string>(header.Key, value));

    // RFC 9110 section 10.2.3: seconds, or a date.
    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            return null;
        var header = response.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.First().Trim() : "";
        if (uint.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        if (DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) && until > now)
            return until - now;
        return TimeSpan.Zero;
    }

    private static FetchProblem Explain(Exception e)
    {
        // Ending a request breaks its socket, so the reason lies outside, not in the innermost exception.
        if (e is OperationCanceledException)
            return new FetchProblem(FetchProblemKind.Network, "no answer in time");
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case GuardedAddressException guarded:
                    return new FetchProblem(FetchProblemKind.Guarded, guarded.Message);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return new FetchProblem(FetchProblemKind.UnknownHost, "the host name is not known");
                case SocketException socket:
                    return new FetchProblem(FetchProblemKind.Network, SocketReason(socket));
                case AuthenticationException:
                    return new FetchProblem(FetchProblemKind.Tls, "no secure connection (certificate or protocol)");
            }
        }
        return e is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError }
            ? new FetchProblem(FetchProblemKind.BadAnswer, "the answer's header is no HTTP or too long")
            : new FetchProblem(FetchProblemKind.Network, "the connection broke off");
    }

    private static string SocketReason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "the connection is refused",
        SocketError.TryAgain => "the name servers do not answer",
        SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostUnreachable => "the network cannot be reached",
        SocketError.ConnectionReset => "the connection broke off",
        _ => "no connection",
    };

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b > TimeSpan.Zero ? b : TimeSpan.FromMilliseconds(1);
}

/// <param name="Url">http or https, checked by the caller.</param>
/// <param name="TimeLeft">Of the page's time.</param>
internal sealed record FetchRequest(Uri Url, TimeSpan TimeLeft)
{
    /// <summary>Of an answer 200; null: the limit of a page.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>As the server gave it at the last visit; null: ask unconditionally.</summary>
    public string? ETag { get; init; }

    public string? LastModified { get; init; }
}
