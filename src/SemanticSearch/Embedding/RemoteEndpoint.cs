using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SemanticSearch.Documents;

namespace SemanticSearch.Embedding;

/// <summary>Sends texts to an embeddings endpoint: again after a pause where that may help, with a clear refusal where it will not.</summary>
internal sealed class RemoteEndpoint : IDisposable
{
    /// <summary>An answer writes a number in at most so many bytes; more is no answer to what was asked.</summary>
    private const int BytesPerNumber = 32;

    private const int BytesBesides = 64 * 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Where an endpoint asks for a longer pause, waiting is the user's decision.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly RemoteManifest _manifest;
    private readonly string? _key;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public RemoteEndpoint(RemoteManifest manifest, string? key, TimeProvider time)
    {
        _manifest = manifest;
        _key = key;
        _time = time;
        // A redirect would carry texts and key to an address that nobody named.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !manifest.Endpoint.IsLoopback, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _client = new HttpClient(handler)
        {
            Timeout = TimeSpan.FromSeconds(manifest.TimeoutSeconds),
            MaxResponseContentBufferSize = (long)manifest.BatchItems * manifest.Dimension * BytesPerNumber + BytesBesides,
        };
    }

    /// <param name="vectors">Receives the vectors, of length 1, one after the other.</param>
    /// <exception cref="ModelUnavailableException">The endpoint does not answer as it must, however often it is asked.</exception>
    public async Task EmbedAsync(IReadOnlyList<string> texts, Memory<float> vectors, int attempts, CancellationToken cancel)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await SendAsync(texts, vectors, cancel).ConfigureAwait(false);
            if (outcome is null)
                return;
            var wait = outcome.Wait ?? pause;
            if (!outcome.MayPass || attempt == attempts || wait > LongestPause)
                throw new ModelUnavailableException($"{_manifest.Endpoint}: {outcome.Problem}{Tried(attempt)}", outcome.Reason!);
            await Task.Delay(wait, _time, cancel).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public void Dispose() => _client.Dispose();

    private static string Tried(int attempts) => attempts == 1 ? "" : FormattableString.Invariant($" (after {attempts} attempts)");

    /// <summary>Null when all went well.</summary>
    private async Task<Failure?> SendAsync(IReadOnlyList<string> texts, Memory<float> vectors, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _manifest.Endpoint);
            request.Content = new ByteArrayContent(Body(texts)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            if (_key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            using var response = await _client.SendAsync(request, cancel).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                return Refused(response, body);
            var problem = RemoteAnswer.Read(body, texts.Count, _manifest.Dimension, vectors.Span);
            return problem is null ? null : new Failure(problem, MayPass: false);
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            return new Failure($"no answer within {_manifest.TimeoutSeconds} s; a larger timeoutSeconds in the manifest may help", MayPass: true, Reason: e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new Failure($"the answer is longer than {_client.MaxResponseContentBufferSize:N0} bytes, too long for {texts.Count} vectors of {_manifest.Dimension} numbers", MayPass: false, Reason: e);
        }
        catch (HttpRequestException e)
        {
            return new Failure($"cannot be reached ({e.GetBaseException().Message.TrimEnd('.')})", MayPass: true, Reason: e);
        }
    }

    private byte[] Body(IReadOnlyList<string> texts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model", _manifest.Model);
            json.WriteStartArray("input");
            foreach (var text in texts)
                json.WriteStringValue(WellFormed(text));
            json.WriteEndArray();
            json.WriteString("encoding_format", "float");
            if (_manifest.SendDimension)
                json.WriteNumber("dimensions", _manifest.Dimension);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    // Half of a surrogate pair has no UTF-8.
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private Failure Refused(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var said = RemoteAnswer.ErrorIn(body);
        return status switch
        {
            401 or 403 when _manifest.KeyVariable is { } variable => new Failure($"the key in {variable} is refused ({status}{said})", MayPass: false),
            401 or 403 => new Failure($"a key is wanted ({status}{said}): name the environment variable that holds it as keyVariable in the manifest", MayPass: false),
            404 => new Failure($"there is no such address, or no model {_manifest.Model} ({status}{said}): correct url or model in the manifest", MayPass: false),
            >= 300 and < 400 => new Failure($"leads to {response.Headers.Location} ({status}): write the final address into the manifest", MayPass: false),
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
