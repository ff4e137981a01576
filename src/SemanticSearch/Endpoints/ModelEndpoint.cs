using System.Net;
using System.Net.Http.Headers;
using SemanticSearch.Documents;

namespace SemanticSearch.Endpoints;

/// <summary>Asks the endpoint of a model: again after a pause where that may help, with a clear refusal where it will not. Thread-safe.</summary>
internal sealed class ModelEndpoint : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly EndpointAccess _access;
    private readonly string? _key;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public ModelEndpoint(EndpointAccess access, string? key, TimeProvider time)
    {
        _access = access;
        _key = key;
        _time = time;
        // A redirect would carry texts and key to an address that nobody named.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !access.Address.IsLoopback, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _client = new HttpClient(handler)
        {
            Timeout = TimeSpan.FromSeconds(access.TimeoutSeconds),
            MaxResponseContentBufferSize = access.MaxReplyBytes,
        };
    }

    /// <param name="body">JSON.</param>
    /// <param name="read">Takes what it wants from the reply's body; returns what is wrong with it, or null.</param>
    /// <exception cref="ModelUnavailableException">The endpoint does not answer as it must, however often it is asked.</exception>
    public async Task AskAsync(byte[] body, Func<byte[], string?> read, int attempts, CancellationToken cancel)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await SendAsync(body, read, cancel).ConfigureAwait(false);
            if (outcome is null)
                return;
            var wait = outcome.Wait ?? pause;
            if (!outcome.MayPass || attempt == attempts || wait > _access.LongestPause)
                throw new ModelUnavailableException(EndpointReply.WithoutKey($"{_access.Address}: {outcome.Problem}{Tried(attempt)}", _key), outcome.Reason!);
            await Task.Delay(wait, _time, cancel).ConfigureAwait(false);
            pause = pause * 2 < _access.LongestPause ? pause * 2 : _access.LongestPause;
        }
    }

    /// <summary>Half of a surrogate pair has no UTF-8; it is replaced.</summary>
    public static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    public void Dispose() => _client.Dispose();

    private static string Tried(int attempts) => attempts == 1 ? "" : FormattableString.Invariant($" (after {attempts} attempts)");

    /// <summary>Null when all went well.</summary>
    private async Task<Failure?> SendAsync(byte[] body, Func<byte[], string?> read, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _access.Address);
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            if (_key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            using var response = await _client.SendAsync(request, cancel).ConfigureAwait(false);
            var reply = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                return Refused(response, reply);
            var problem = read(reply);
            return problem is null ? null : new Failure(problem, MayPass: false);
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            return new Failure($"no answer within {_access.TimeoutSeconds} s; a larger timeoutSeconds in the manifest may help", MayPass: true, Reason: e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new Failure(FormattableString.Invariant($"the answer is longer than {_access.MaxReplyBytes:N0} bytes, too long for what was asked"), MayPass: false, Reason: e);
        }
        catch (HttpRequestException e)
        {
            return new Failure($"cannot be reached ({e.GetBaseException().Message.TrimEnd('.')}): is it running, and is url in {_access.Settings} right?", MayPass: true, Reason: e);
        }
    }

    private Failure Refused(HttpResponseMessage response, byte[] reply)
    {
        var status = (int)response.StatusCode;
        var said = EndpointReply.ErrorIn(reply, _key);
        return status switch
        {
            401 or 403 when _access.KeyVariable is { } variable => new Failure($"the key in {variable} is refused ({status}{said})", MayPass: false),
            401 or 403 => new Failure($"a key is wanted ({status}{said}): {_access.KeyAdvice}", MayPass: false),
            404 => new Failure($"there is no such address, or no model {_access.Model} ({status}{said}): correct url or model in {_access.Settings}", MayPass: false),
            >= 300 and < 400 => new Failure($"leads to {response.Headers.Location} ({status}): write the final address into {_access.Settings}", MayPass: false),
            408 or 429 or >= 500 => new Failure($"is busy or broken ({status}{said})", MayPass: true, Wait(response)),
            _ => new Failure($"refuses the request ({status}{said})", MayPass: false),
        };
    }

    private TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > _time.GetUtcNow() ? date - _time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    /// <param name="MayPass">Sending the same again may succeed.</param>
    /// <param name="Wait">The pause that the endpoint asks for.</param>
    private sealed record Failure(string Problem, bool MayPass, TimeSpan? Wait = null, Exception? Reason = null);
}
