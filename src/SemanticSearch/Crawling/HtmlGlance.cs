using System.Buffers;
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

    // In bytes as they came: what is looked for is ASCII, and of most pages only a piece is ever made a string.
    private static readonly byte[][] Hidden = [.. new[] { "script", "style", "noscript", "template", "svg", "head" }.Select(Encoding.ASCII.GetBytes)];

    public static HtmlGlance Of(ReadOnlySpan<byte> body)
    {
        var html = body[..Math.Min(body.Length, MaxBytes)];
        var text = new GlanceText();
        var hasPassword = false;
        for (var at = 0; at < html.Length && text.Length < MaxTextChars;)
        {
            var open = Find(html, "<"u8, at);
            text.Append(html[at..open]);
            if (html[open..].StartsWith("<!--"u8))
            {
                at = Math.Min(html.Length, Find(html, "-->"u8, open + 4) + 3);
                continue;
            }
            var close = Find(html, ">"u8, open);
            if (close == html.Length)
                break;
            var tag = html[(open + 1)..close];
            hasPassword |= StartsWith(tag, "input"u8) && Encoding.Latin1.GetString(tag).Contains("password", StringComparison.OrdinalIgnoreCase);
            at = HiddenName(tag) is { } name ? Math.Min(html.Length, FindEndTag(html, name, close) + 2 + name.Length) : close + 1;
            text.Append(" "u8, isBlankKept: true);
        }
        return new HtmlGlance(Content(html, "title"u8), Content(html, "h1"u8), OneSpaced(text.Take()), hasPassword);
    }

    private static byte[]? HiddenName(ReadOnlySpan<byte> tag)
    {
        foreach (var name in Hidden)
        {
            if (StartsWith(tag, name) && (tag.Length == name.Length || !char.IsAsciiLetterOrDigit((char)tag[name.Length])) && !tag.EndsWith("/"u8))
                return name;
        }
        return null;
    }

    // This and the next give the length where there is nothing to find.
    private static int Find(ReadOnlySpan<byte> html, ReadOnlySpan<byte> mark, int from)
    {
        var found = from >= html.Length ? -1 : html[from..].IndexOf(mark);
        return found < 0 ? html.Length : from + found;
    }

    private static int FindEndTag(ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, int from)
    {
        var at = Find(html, "</"u8, from);
        while (at < html.Length && !StartsWith(html[(at + 2)..], name))
            at = Find(html, "</"u8, at + 2);
        return at;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) => text.Length >= name.Length && Ascii.EqualsIgnoreCase(text[..name.Length], name);

    private static string Content(ReadOnlySpan<byte> html, ReadOnlySpan<byte> element)
    {
        var open = Find(html, "<"u8, 0);
        while (open < html.Length && !StartsWith(html[(open + 1)..], element))
            open = Find(html, "<"u8, open + 1);
        var start = Find(html, ">"u8, open);
        if (start == html.Length)
            return "";
        var end = FindEndTag(html, element, start);
        var content = html[(start + 1)..(end == html.Length ? Math.Min(html.Length, start + 300) : Math.Min(end, start + 1_000))];
        var text = new StringBuilder();
        var isTag = false;
        foreach (var c in content)
        {
            isTag = c == '<' || isTag && c != '>';
            if (!isTag && c != '>')
                text.Append((char)c);
        }
        return OneSpaced(text.ToString());
    }

    private static string OneSpaced(string text) =>
        string.Join(' ', WebUtility.HtmlDecode(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Gathers visible text; Latin-1 never fails.</summary>
    private ref struct GlanceText()
    {
        private readonly char[] _chars = ArrayPool<char>.Shared.Rent(2 * MaxTextChars + 1);

        public int Length { get; private set; }

        public void Append(ReadOnlySpan<byte> piece, bool isBlankKept = false)
        {
            var count = Encoding.Latin1.GetChars(piece[..Math.Min(piece.Length, MaxTextChars)], _chars.AsSpan(Length));
            if (isBlankKept || !_chars.AsSpan(Length, count).IsWhiteSpace())
                Length += count;
        }

        /// <summary>Once, at the end.</summary>
        public readonly string Take()
        {
            var text = new string(_chars, 0, Length);
            ArrayPool<char>.Shared.Return(_chars);
            return text;
        }
    }
}
