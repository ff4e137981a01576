using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace SemanticSearch.Storage;

/// <summary>
/// Writes records of WARC 1.1 (ISO 28500:2017), each a gzip member of its own. Ids are derived from what the record says, so the same
/// exchange always gives the same bytes.
/// </summary>
internal static class WarcRecords
{
    private const string RequestType = "application/http;msgtype=request";
    private const string ResponseType = "application/http;msgtype=response";
    private const string SamePayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    private const string NotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

    /// <summary>The record that opens a file and says who wrote it.</summary>
    public static ReadOnlyMemory<byte> Info(string fileName, DateTimeOffset at, string software)
    {
        var block = Encoding.UTF8.GetBytes($"software: {software}\r\nformat: WARC File Format 1.1\r\n");
        var header = new Header("warcinfo", at).Add("WARC-Filename", fileName).Add("Content-Type", "application/warc-fields");
        return Member(header, fileName, block, default);
    }

    /// <summary>The response (or revisit) and the request that asked for it, compressed; the first one's place is the exchange's place.</summary>
    public static EncodedExchange Encode(HttpExchange exchange)
    {
        var seed = $"{exchange.Url} {exchange.Digest} {exchange.Status}";
        var isRevisit = exchange.SameAs is not null;
        var response = new Header(isRevisit ? "revisit" : "response", exchange.At).Add("WARC-Target-URI", exchange.Url);
        if (exchange.RemoteAddress is not null)
            response.Add("WARC-IP-Address", exchange.RemoteAddress);
        if (exchange.SameAs is { } earlier)
        {
            response.Add("WARC-Profile", exchange.Status == 304 ? NotModified : SamePayload)
                .Add("WARC-Refers-To-Target-URI", earlier.Url).Add("WARC-Refers-To-Date", Header.Time(earlier.At));
        }
        // Of a 304 there is no payload whose digest could be told.
        if (exchange.Status != 304)
            response.Add("WARC-Payload-Digest", exchange.Digest);
        if (exchange.Truncated is not null)
            response.Add("WARC-Truncated", exchange.Truncated);
        response.Add("Content-Type", ResponseType);
        var responseId = response.IdOf(seed);
        var body = isRevisit ? default : exchange.Body;
        var request = new Header("request", exchange.At).Add("WARC-Target-URI", exchange.Url)
            .Add("WARC-Concurrent-To", responseId).Add("Content-Type", RequestType);
        // A body that came compressed gains nothing from a second time.
        var level = body.Length > 0 && exchange.Header("Content-Encoding") is not null ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
        return new EncodedExchange(Member(response, seed, exchange.ResponseHead, body, level), Member(request, seed, exchange.RequestHead, default));
    }

    private static ReadOnlyMemory<byte> Member(Header header, string seed, ReadOnlySpan<byte> head, ReadOnlyMemory<byte> body, CompressionLevel level = CompressionLevel.Fastest)
    {
        var text = header.Text(seed, ArchiveDigest.Of(head, body.Span), head.Length + body.Length);
        // Room for what is written as it is, and as a rule for what is compressed.
        var member = new MemoryStream(text.Length + head.Length + (level == CompressionLevel.NoCompression ? body.Length + body.Length / 256 + 64 : body.Length / 3));
        using (var gzip = new GZipStream(member, level, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
            gzip.Write(head);
            gzip.Write(body.Span);
            gzip.Write("\r\n\r\n"u8);
        }
        return member.GetBuffer().AsMemory(0, (int)member.Length);
    }

    private sealed class Header(string type, DateTimeOffset at)
    {
        private readonly StringBuilder _lines = new();

        public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        public Header Add(string name, string value)
        {
            // What a server sent must not begin a header of ours.
            _lines.Append(name).Append(": ").Append(value.ReplaceLineEndings(" ")).Append("\r\n");
            return this;
        }

        // A name-based UUID (RFC 9562 section 5.8): which bits are which is ours, the version bits say so.
        public string IdOf(string seed)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type} {at.UtcTicks} {seed}"))[..16];
            hash[6] = (byte)(hash[6] & 0x0F | 0x80);
            hash[8] = (byte)(hash[8] & 0x3F | 0x80);
            return $"<urn:uuid:{new Guid(hash, bigEndian: true)}>";
        }

        public string Text(string seed, string blockDigest, int length) => string.Create(
            CultureInfo.InvariantCulture,
            $"WARC/1.1\r\nWARC-Type: {type}\r\nWARC-Record-ID: {IdOf(seed)}\r\nWARC-Date: {Time(at)}\r\n{_lines}WARC-Block-Digest: {blockDigest}\r\nContent-Length: {length}\r\n\r\n");
    }
}

/// <summary>Two gzip members, ready to be appended.</summary>
internal sealed record EncodedExchange(ReadOnlyMemory<byte> Response, ReadOnlyMemory<byte> Request);
