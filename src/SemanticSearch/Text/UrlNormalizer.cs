using System.Buffers;
using System.Globalization;
using System.Text;

namespace SemanticSearch.Text;

/// <summary>
/// The form of an address that equal links share. Rules, after RFC 3986 section 6 and the habits of links in the wild:
/// scheme http and https are one (written https); the host is lower case, in ASCII (punycode), without "www.", a closing dot
/// or a default port; "." and ".." are resolved; a slash at the end of the path goes; percent-encoding is upper case, kept only
/// where a character needs it; tracking parameters go, the others keep their order; an empty query goes; a fragment goes
/// unless it starts with "!" (a page address of older scripted sites). What is not an http(s) address comes back trimmed.
/// </summary>
internal static class UrlNormalizer
{
    private static readonly HashSet<string> TrackingParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "gclid", "dclid", "fbclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__s", "gh_src", "ref_src",
    };

    private static readonly IdnMapping Idn = new();

    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>RFC 3986 section 2.2 and 2.3, without the brackets, which may stand in a host only.</summary>
    private static readonly SearchValues<char> MayStand = SearchValues.Create(Unreserved + ":/?#@!$&'()*+,;=");

    private static readonly SearchValues<char> NotInHost = SearchValues.Create(" \t\r\n\f\v\0<>\"%|^`{}()/?#@\\\u00A0\u3000");

    /// <summary>Never throws; the result is a fixed point: normalising it again changes nothing.</summary>
    public static string Normalize(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var trimmed = url.Trim();
        if (Split(trimmed) is not { } parts)
            return trimmed;
        var normal = new StringBuilder("https://", trimmed.Length + 8).Append(parts.Authority);
        normal.Append(NormalPath(parts.Path));
        var query = NormalQuery(parts.Query);
        if (query.Length > 0)
            normal.Append('?').Append(query);
        if (parts.Fragment.StartsWith('!'))
            normal.Append('#').Append(NormalEscapes(parts.Fragment));
        return normal.ToString();
    }

    /// <summary>True for an absolute http or https address with a host.</summary>
    public static bool IsWebAddress(string url) => Split(url.Trim()) is not null;

    /// <summary>Host without "www.", lower case; null when <paramref name="url"/> is no http(s) address.</summary>
    public static string? Site(string? url)
    {
        if (url is null || Split(url.Trim()) is not { } parts)
            return null;
        var host = parts.Authority[(parts.Authority.LastIndexOf('@') + 1)..];
        var port = host.LastIndexOf(':');
        return port > host.LastIndexOf(']') ? host[..port] : host;
    }

    /// <summary>Path of an http(s) address as written, without query and fragment; empty for anything else.</summary>
    public static string PathOf(string url) => Split(url.Trim())?.Path ?? "";

    private static (string Authority, string Path, string Query, string Fragment)? Split(string url)
    {
        var start = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (start == 0)
            return null;
        var end = url.AsSpan(start).IndexOfAny("/?#\\");
        end = end < 0 ? url.Length : start + end;
        if (NormalAuthority(url[start..end]) is not { } authority)
            return null;
        var hash = url.IndexOf('#', end);
        var fragment = hash < 0 ? "" : url[(hash + 1)..];
        var beforeFragment = hash < 0 ? url[end..] : url[end..hash];
        var mark = beforeFragment.IndexOf('?');
        return mark < 0
            ? (authority, beforeFragment, "", fragment)
            : (authority, beforeFragment[..mark], beforeFragment[(mark + 1)..], fragment);
    }

    private static string? NormalAuthority(string authority)
    {
        var at = authority.LastIndexOf('@') + 1;
        var host = authority[at..];
        var colon = host.LastIndexOf(':');
        var port = colon > host.LastIndexOf(']') ? host[colon..] : "";
        host = host[..^port.Length].TrimEnd('.');
        if (host.Length == 0 || host.AsSpan().ContainsAny(NotInHost) || port.AsSpan().TrimStart(':').ContainsAnyExceptInRange('0', '9'))
            return null;
        host = Ascii(host).ToLowerInvariant();
        while (host.StartsWith("www.", StringComparison.Ordinal) && host.IndexOf('.', 4) > 0)
            host = host[4..];
        // Both schemes become https, so a port that is the default of either says nothing.
        return NormalEscapes(authority[..at]) + host + (port is ":" or ":80" or ":443" ? "" : port);
    }

    private static string Ascii(string host)
    {
        if (System.Text.Ascii.IsValid(host))
            return host;
        try
        {
            var ascii = Idn.GetAscii(host);
            return ascii.AsSpan().ContainsAny(NotInHost) ? host : ascii;
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    private static string NormalPath(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Replace('\\', '/').Split('/').Skip(1))
        {
            var normal = NormalEscapes(segment);
            if (normal == "..")
            {
                if (kept.Count > 0)
                    kept.RemoveAt(kept.Count - 1);
            }
            else if (normal != ".")
            {
                kept.Add(normal);
            }
        }
        while (kept.Count > 0 && kept[^1].Length == 0)
            kept.RemoveAt(kept.Count - 1);
        return kept.Count == 0 ? "" : "/" + string.Join('/', kept);
    }

    private static string NormalQuery(string query)
    {
        var kept = query.Split('&').Select(NormalEscapes).Where(pair => pair.Length > 0 && !IsTracking(pair));
        return string.Join('&', kept);
    }

    private static bool IsTracking(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? pair : pair[..equals];
        return name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || TrackingParameters.Contains(name);
    }

    /// <summary>Unreserved characters stand for themselves, everything that may not stand in an address is escaped, other escapes stay, in upper case.</summary>
    private static string NormalEscapes(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(MayStand))
            return text;
        var normal = new StringBuilder(text.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '%' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                if (Unreserved.Contains((char)value, StringComparison.Ordinal))
                    normal.Append((char)value);
                else
                    normal.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
                i += 3;
                continue;
            }
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (rune.IsAscii && MayStand.Contains((char)rune.Value))
            {
                normal.Append((char)rune.Value);
            }
            else
            {
                foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
                    normal.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
            i += length;
        }
        return normal.ToString();
    }
}
