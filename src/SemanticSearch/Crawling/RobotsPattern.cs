using System.Globalization;
using System.Text;

namespace SemanticSearch.Crawling;

/// <summary>One allow or disallow rule. "*" stands for any characters, "$" at the end for the end of the path; all else is a prefix.</summary>
/// <param name="Text">Normalised: <see cref="Normalize"/>.</param>
internal sealed record RobotsPattern(string Text, bool IsAllow)
{
    /// <summary>Longer patterns are cut: what they say beyond is no path of ours.</summary>
    public const int MaxChars = 2_048;

    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>A rule as written; null for an empty one, which matches nothing.</summary>
    public static RobotsPattern? Create(string text, bool isAllow)
    {
        if (text.Length == 0)
            return null;
        if (text.Length > MaxChars)
            text = text[..MaxChars];
        // Rules begin with a slash or a star; real files forget it.
        if (text[0] is not ('/' or '*'))
            text = "/" + text;
        return new RobotsPattern(Normalize(text, isPattern: true), isAllow);
    }

    public static string NormalizePath(string pathAndQuery) => Normalize(pathAndQuery, isPattern: false);

    /// <param name="path">Normalised.</param>
    public bool Matches(string path)
    {
        var pattern = Text.AsSpan();
        var isWhole = pattern.EndsWith('$');
        if (isWhole)
            pattern = pattern[..^1];
        // Without "$" a pattern is a prefix, as if it ended with "*".
        int at = 0, star = -1, starAt = 0, p = 0;
        while (p < pattern.Length || isWhole && at < path.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, starAt) = (p++, at);
            }
            else if (p < pattern.Length && at < path.Length && pattern[p] == path[at])
            {
                p++;
                at++;
            }
            else if (star >= 0 && starAt < path.Length)
            {
                // The last star takes one character more; earlier stars never need to be tried again.
                at = ++starAt;
                p = star + 1;
            }
            else
            {
                return false;
            }
        }
        return true;
    }

    // RFC 9309 section 2.2.2: both sides are compared with unreserved characters bare and everything else percent-encoded.
    // "*" and "$" that a path really holds are escaped, so that only a pattern's own are special.
    private static string Normalize(string text, bool isPattern)
    {
        var normal = new StringBuilder(text.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == '%' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                if (Unreserved.Contains((char)value, StringComparison.Ordinal))
                    normal.Append((char)value);
                else
                    Escape(normal, value);
                i += 3;
            }
            else if (c is '*' or '$')
            {
                if (isPattern && (c == '*' || i == text.Length - 1))
                    normal.Append(c);
                else
                    Escape(normal, (byte)c);
                i++;
            }
            else if (c is > ' ' and < '\x7F')
            {
                normal.Append(c);
                i++;
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
                foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
                    Escape(normal, b);
                i += length;
            }
        }
        return normal.ToString();
    }

    private static void Escape(StringBuilder text, byte value) => text.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
}
