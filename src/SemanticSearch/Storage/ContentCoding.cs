using System.IO.Compression;
using System.Runtime.InteropServices;

namespace SemanticSearch.Storage;

/// <summary>
/// Undoes the content codings of HTTP (RFC 9110 section 8.4) under limits, since a few kilobytes can stand for gigabytes. The ratio
/// counts only beyond <see cref="FreeBytes"/>: a short page of equal lines is no attack.
/// </summary>
internal static class ContentCoding
{
    /// <summary>Several in a row are allowed by the standard and used by nobody.</summary>
    public const int MaxCodings = 2;

    public const int FreeBytes = 1 << 20;

    /// <param name="header">The Content-Encoding header; null for none.</param>
    /// <param name="maxBytes">Decoded bytes, at most.</param>
    /// <param name="maxRatio">Decoded bytes for each byte received, at most.</param>
    public static DecodedBody Decode(ReadOnlyMemory<byte> body, string? header, int maxBytes, int maxRatio)
    {
        var codings = (header ?? "").ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(coding => coding != "identity").ToArray();
        if (codings.Length > MaxCodings)
            return new DecodedBody(default, $"more than {MaxCodings} content codings");
        for (var i = codings.Length - 1; i >= 0; i--)
        {
            if (body.Length == 0)
                break;
            var decoded = Undo(body, codings[i], maxBytes, maxRatio);
            if (decoded.Problem is not null)
                return decoded;
            body = decoded.Body;
        }
        return body.Length <= maxBytes ? new DecodedBody(body, null) : new DecodedBody(default, TooLong(maxBytes));
    }

    private static DecodedBody Undo(ReadOnlyMemory<byte> body, string coding, int maxBytes, int maxRatio)
    {
        var allowed = Math.Min(maxBytes, Math.Max(FreeBytes, (long)body.Length * maxRatio));
        try
        {
            using var source = Reader(body);
            using var decoder = Decoder(source, coding, body.Span);
            if (decoder is null)
                return new DecodedBody(default, $"content coding {(coding.Length > 30 ? coding[..30] : coding)} is not known");
            using var decoded = new ChunkedBuffer();
            for (int read; (read = decoder.Read(decoded.Room.Span)) > 0;)
            {
                if (decoded.Length + read > allowed)
                    return new DecodedBody(default, allowed < maxBytes ? $"grows to more than {maxRatio} times its size" : TooLong(maxBytes));
                decoded.Advance(read);
            }
            return new DecodedBody(decoded.ToArray(), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException)
        {
            return new DecodedBody(default, $"damaged {coding} body");
        }
    }

    private static MemoryStream Reader(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);

    private static Stream? Decoder(Stream source, string coding, ReadOnlySpan<byte> body) => coding switch
    {
        "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
        "br" => new BrotliStream(source, CompressionMode.Decompress),
        // "deflate" means zlib (RFC 9110 section 8.4.1.2), but some servers send the bare data.
        "deflate" when (body[0] & 0x0F) == 8 && body.Length > 1 && (body[0] << 8 | body[1]) % 31 == 0 => new ZLibStream(source, CompressionMode.Decompress),
        "deflate" => new DeflateStream(source, CompressionMode.Decompress),
        _ => null,
    };

    private static string TooLong(int maxBytes) => $"longer than {maxBytes:N0} bytes when decompressed";
}

/// <param name="Problem">null when all is well.</param>
internal readonly record struct DecodedBody(ReadOnlyMemory<byte> Body, string? Problem);
