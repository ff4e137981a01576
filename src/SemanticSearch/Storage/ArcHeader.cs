using System.Globalization;

namespace SemanticSearch.Storage;

/// <summary>The one-line header of a record in an ARC file, WARC's predecessor: address, IP, 14 digits of time, media type, length.</summary>
internal sealed record ArcHeader(string Type, List<KeyValuePair<string, string>> Headers, long Length)
{
    /// <summary>null when the line is none. An address may hold blanks, so the fields are counted from the end.</summary>
    public static ArcHeader? Parse(string line)
    {
        var fields = line.Split(' ');
        if (fields.Length < 5 || !long.TryParse(fields[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var url = string.Join(' ', fields[..^4]);
        if (!url.Contains("://", StringComparison.Ordinal))
            return null;
        if (!DateTimeOffset.TryParseExact(fields[^3], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        var headers = new List<KeyValuePair<string, string>>
        {
            new("WARC-Target-URI", url),
            new("WARC-Date", date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new("Content-Type", fields[^2]),
        };
        return new ArcHeader(url.StartsWith("filedesc:", StringComparison.Ordinal) ? "warcinfo" : "response", headers, length);
    }
}
