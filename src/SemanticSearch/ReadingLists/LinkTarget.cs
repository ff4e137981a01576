using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>What a link of a list may point at, and what is wrong with it when it is no entry.</summary>
internal static class LinkTarget
{
    /// <summary>"#section": a place in the list itself.</summary>
    public static bool IsInner(string url) => url.StartsWith('#');

    /// <summary>null: the address can be an entry.</summary>
    public static string? ProblemOf(string url, string title)
    {
        if (url.Length == 0)
            return $"the link \"{Short(title)}\" has no URL";
        if (title.Length == 0)
            return $"the link to {Short(url)} has no title";
        if (UrlNormalizer.IsWebAddress(url))
            return null;
        if (url.StartsWith("//", StringComparison.Ordinal))
            return $"the URL {Short(url)} has no scheme (http or https)";
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 ? url[..colon] : "";
        if (scheme.Length == 0 || !scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.') || !char.IsAsciiLetter(scheme[0]))
            return $"the URL {Short(url)} is relative; an entry needs http or https";
        return scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
            ? $"the URL {Short(url)} is malformed"
            : $"the URL {Short(url)} has the scheme {Short(scheme)}; an entry needs http or https";
    }

    private static string Short(string text)
    {
        const int max = 80;
        return text.Length <= max ? text : string.Concat(text.AsSpan(0, max), "…");
    }
}
