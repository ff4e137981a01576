using System.Text;

namespace SemanticSearch.Storage;

/// <summary>The heads of HTTP messages as bytes, rebuilt from what a client library leaves of them.</summary>
internal static class HttpHeads
{
    public static byte[] Request(Uri url, IEnumerable<KeyValuePair<string, string>> headers) =>
        Head($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n", headers);

    public static byte[] Response(int status, string reason, IEnumerable<KeyValuePair<string, string>> headers) =>
        Head($"HTTP/1.1 {status} {OneLine(reason)}\r\n", headers);

    private static byte[] Head(string start, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var head = new StringBuilder(start);
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");
        return Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
    }

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
