using System.Net;
using System.Text;

namespace SemanticSearch.Crawling;

/// <summary>
/// A quick look at a page: its title, its first heading, and the beginning of what a reader would see. One pass without a tree,
/// enough to tell a page from an error page; the article is read by others.
/// </summary>
internal sealed record HtmlGlance(string Title, string Heading, string Text, bool HasPasswordField)
{
    /// <summary>Longer pages are looked at so far.</summary>
    private const int MaxBytes = 128 << 10;

    /// <summary>Visible characters after which a page is surely no error page.</summary>
    public const int MaxTextChars = 8_000;

    private static readonly string[] Hidden = ["script", "style", "noscript", "template", "svg", "head"];

    public static HtmlGlance Of(ReadOnlySpan<byte> body)
    {
        // Latin-1 never fails, and what is looked for is ASCII.
        var html = Encoding.Latin1.GetString(body[..Math.Min(body.Length, MaxBytes)]);
        var text = new StringBuilder();
        var hasPassword = false;
        for (var at = 0; at < html.Length && text.Length < MaxTextChars;)
        {
            var open = html.IndexOf('<', at);
            AppendText(text, html.AsSpan(at, (open < 0 ? html.Length : open) - at));
            if (open < 0)
                break;
            if (html.AsSpan(open).StartsWith("<!--"))
            {
                at = After(html, "-->", open + 4);
                continue;
            }
            var close = html.IndexOf('>', open);
            if (close < 0)
                break;
            var tag = html.AsSpan(open + 1, close - open - 1);
            hasPassword |= tag.StartsWith("input", StringComparison.OrdinalIgnoreCase) && tag.Contains("password", StringComparison.OrdinalIgnoreCase);
            at = HiddenName(tag) is { } name ? After(html, $"</{name}", close) : close + 1;
            text.Append(' ');
        }
        return new HtmlGlance(Content(html, "title"), Content(html, "h1"), OneSpaced(text.ToString()), hasPassword);
    }

    private static string? HiddenName(ReadOnlySpan<char> tag)
    {
        foreach (var name in Hidden)
        {
            if (tag.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (tag.Length == name.Length || !char.IsAsciiLetterOrDigit(tag[name.Length])) && !tag.EndsWith('/'))
                return name;
        }
        return null;
    }

    private static int After(string html, string end, int from)
    {
        var found = html.IndexOf(end, from, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found + end.Length;
    }

    private static void AppendText(StringBuilder text, ReadOnlySpan<char> piece)
    {
        if (!piece.IsWhiteSpace())
            text.Append(piece[..Math.Min(piece.Length, MaxTextChars)]);
    }

    private static string Content(string html, string element)
    {
        var open = html.IndexOf("<" + element, StringComparison.OrdinalIgnoreCase);
        var start = open < 0 ? -1 : html.IndexOf('>', open);
        if (start < 0)
            return "";
        var end = html.IndexOf("</" + element, start, StringComparison.OrdinalIgnoreCase);
        var content = html[(start + 1)..(end < 0 ? Math.Min(html.Length, start + 300) : Math.Min(end, start + 1_000))];
        var text = new StringBuilder();
        var isTag = false;
        foreach (var c in content)
        {
            isTag = c == '<' || isTag && c != '>';
            if (!isTag && c != '>')
                text.Append(c);
        }
        return OneSpaced(text.ToString());
    }

    private static string OneSpaced(string text) =>
        string.Join(' ', WebUtility.HtmlDecode(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
