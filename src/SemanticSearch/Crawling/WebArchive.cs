using System.Text.Json;
using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>Asks a web archive for its copy of a page that is gone: the availability interface of the Wayback Machine, or one that speaks like it.</summary>
internal sealed class WebArchive
{
    public static readonly Uri DefaultEndpoint = new("https://archive.org/wayback/available");

    private readonly Journey _journey;
    private readonly Uri _endpoint;
    private readonly CrawlLimits _limits;

    public WebArchive(Journey journey, Uri endpoint, CrawlLimits limits)
    {
        _journey = journey;
        _endpoint = endpoint;
        _limits = limits;
    }

    /// <summary>The copy nearest to today; null when there is none, or the archive does not say.</summary>
    public async Task<Snapshot?> FindAsync(string url, VisitRecord record, CancellationToken cancel)
    {
        var question = new UriBuilder(_endpoint) { Query = "url=" + Uri.EscapeDataString(url) }.Uri;
        var landing = await _journey.TravelAsync(question, null, null, record, cancel);
        if (landing.Exchange is not { Status: 200 } answer || landing.Problem is not null)
            return null;
        record.Received(answer);
        var decoded = ContentCoding.Decode(answer.Body, answer.Header("Content-Encoding"), _limits.MaxErrorBodyBytes, _limits.MaxDecodedRatio);
        return decoded.Problem is null ? Read(decoded.Body) : null;
    }

    /// <summary>The copy as the archive received it, without the archive's own frame.</summary>
    public Task<Landing> FetchAsync(Snapshot snapshot, VisitRecord record, CancellationToken cancel) =>
        _journey.TravelAsync(snapshot.RawUrl, null, null, record, cancel);

    // {"archived_snapshots":{"closest":{"available":true,"url":"http://web.archive.org/web/20130919044612/http://example.com/","timestamp":"20130919044612","status":"200"}}}
    private Snapshot? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("archived_snapshots", out var snapshots) || snapshots.ValueKind != JsonValueKind.Object
                || !snapshots.TryGetProperty("closest", out var closest) || closest.ValueKind != JsonValueKind.Object
                || Text(closest, "url") is not { } url || Text(closest, "timestamp") is not { } timestamp
                || Text(closest, "status") is { } status && status != "200")
            {
                return null;
            }
            return Find(url, timestamp);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private Snapshot? Find(string url, string timestamp)
    {
        // The interface still writes http; the archive itself has long answered over https.
        if (_endpoint.Scheme == "https" && url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            url = "https://" + url[7..];
        var mark = $"/{timestamp}/";
        var at = url.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0 || timestamp.Length is < 4 or > 14 || timestamp.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        // "id_" asks for the bytes as they were received.
        var raw = WebAddress.Parse(url.Insert(at + mark.Length - 1, "id_"), 2 * _limits.MaxUrlChars);
        return raw.Url is null ? null : new Snapshot(url, raw.Url);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Url">For people to open.</param>
/// <param name="RawUrl">The copy without the archive's frame.</param>
internal sealed record Snapshot(string Url, Uri RawUrl);
