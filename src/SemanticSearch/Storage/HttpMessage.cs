using System.Globalization;
using System.Text;

namespace SemanticSearch.Storage;

/// <summary>An HTTP response as an archive keeps it: status, headers, and the body with transfer codings undone and content codings kept.</summary>
internal sealed record HttpMessage(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    private const int MaxHeadBytes = 1 << 18;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public string? Header(string name) => Find(Headers, name);

    /// <summary>The first header of this name; null when there is none.</summary>
    public static string? Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        foreach (var (key, value) in headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        return null;
    }

    /// <summary>Reads the block of a response record; null when it does not begin with an HTTP status line.</summary>
    public static HttpMessage? Parse(ReadOnlyMemory<byte> block)
    {
        var head = block.Span[..Math.Min(block.Length, MaxHeadBytes)];
        if (NextLine(ref head) is not { } first || StatusOf(first) is not { } status)
            return null;
        var headers = ReadHeaders(ref head);
        var body = block[(Math.Min(block.Length, MaxHeadBytes) - head.Length)..];
        var isChunked = Find(headers, "Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) ?? false;
        return new HttpMessage(status, headers, isChunked ? WithoutChunks(body) : body);
    }

    /// <summary>Header lines up to the empty one, which is consumed; a line that begins with a blank continues the one before it.</summary>
    public static List<KeyValuePair<string, string>> ReadHeaders(ref ReadOnlySpan<byte> text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (NextLine(ref text) is { Length: > 0 } line)
            AddHeader(headers, line);
        return headers;
    }

    public static void AddHeader(List<KeyValuePair<string, string>> headers, string line)
    {
        if (line[0] is ' ' or '\t' && headers.Count > 0)
        {
            headers[^1] = new(headers[^1].Key, headers[^1].Value + " " + line.Trim());
            return;
        }
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
    }

    /// <summary>UTF-8 where it is that, else Latin-1, which has a character for every byte.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static string? NextLine(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        if (end < 0)
            return null;
        var line = Text(text[..end].TrimEnd((byte)'\r'));
        text = text[(end + 1)..];
        return line;
    }

    // "HTTP/1.1 200 OK"; RFC 9112 section 4.
    private static int? StatusOf(string line)
    {
        var parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 2 && parts[0].StartsWith("HTTP/", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and < 1000
            ? status : null;
    }

    // RFC 9112 section 7.1. Archives hold bodies that were written without their chunks though the header stayed: those are taken as they are.
    private static ReadOnlyMemory<byte> WithoutChunks(ReadOnlyMemory<byte> body)
    {
        var plain = new MemoryStream();
        var rest = body.Span;
        for (var isFirst = true; ; isFirst = false)
        {
            var before = rest;
            if (NextLine(ref rest) is not { } line || ChunkSize(line) is not { } size)
            {
                if (isFirst)
                    return body;
                plain.Write(before);
                break;
            }
            plain.Write(rest[..Math.Min(size, rest.Length)]);
            if (size == 0 || size >= rest.Length)
                break;
            rest = rest[size..];
            NextLine(ref rest);
        }
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    private static int? ChunkSize(string line)
    {
        var digits = line.Split(';')[0].Trim();
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size >= 0 ? size : null;
    }
}
