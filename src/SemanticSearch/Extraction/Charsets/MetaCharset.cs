using System.Buffers;
using System.Text;

namespace SemanticSearch.Extraction.Charsets;

/// <summary>The encoding that a page names in its own head: <c>meta charset</c>, <c>meta http-equiv</c>, or an XML declaration.</summary>
internal static class MetaCharset
{
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\"';/>?");

    public static string? Read(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head);
        if (text.TrimStart().StartsWith("<?xml", StringComparison.Ordinal) && After(text, text.IndexOf("encoding", StringComparison.Ordinal) + "encoding".Length) is { } declared
            && text.IndexOf("?>", StringComparison.Ordinal) > text.IndexOf("encoding", StringComparison.Ordinal))
            return declared;
        for (var at = text.IndexOf("<meta", StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf("<meta", at + 5, StringComparison.OrdinalIgnoreCase))
        {
            var end = text.IndexOf('>', at);
            var tag = text[at..(end < 0 ? text.Length : end)];
            var charset = tag.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
            if (charset >= 0 && After(tag, charset + "charset".Length) is { } named)
                return named;
        }
        return null;
    }

    // = value, quoted or not.
    private static string? After(string text, int at)
    {
        var rest = text.AsSpan(Math.Min(at, text.Length)).TrimStart();
        if (!rest.StartsWith("="))
            return null;
        rest = rest[1..].TrimStart(" \t\r\n\"'");
        var end = rest.IndexOfAny(ValueEnds);
        var value = end < 0 ? rest : rest[..end];
        return value.IsEmpty ? null : value.ToString();
    }
}
