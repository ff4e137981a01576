using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>An address cut into the parts that names of organisations stand in, lower case.</summary>
/// <param name="Host">Without "www.".</param>
/// <param name="Domain">"example.co.uk" of "eng.example.co.uk".</param>
/// <param name="Label">"example" of it.</param>
/// <param name="TopLevel">The last part of the host: "uk".</param>
/// <param name="Subdomains">What stands in front of the domain, outermost first: "eng".</param>
/// <param name="Path">Parts of the path, as written.</param>
/// <param name="DecodedPath">The same without percent-encoding, lower case.</param>
internal sealed record SiteAddress(string Host, string Domain, string Label, string TopLevel, string[] Subdomains, string[] Path, string[] DecodedPath)
{
    /// <summary>Second-level domains under which names are given in many countries.</summary>
    private static readonly string[] CountrySecondLevels = ["co", "com", "org", "net", "ac", "gov", "edu"];

    /// <summary>null: no http(s) address.</summary>
    public static SiteAddress? Of(string url)
    {
        var original = Original(url);
        if (UrlNormalizer.Site(original) is not { } host)
            return null;
        var path = UrlNormalizer.PathOf(original).Split('/', StringSplitOptions.RemoveEmptyEntries);
        // Papers of a research site are served from another host, which has the site's name in the path.
        if (host == "static.googleusercontent.com" && path is ["media", var served, ..])
            (host, path) = (served.ToLowerInvariant(), path[2..]);
        var labels = host.Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (labels.Length < 2)
            return null;
        var suffix = labels.Length > 2 && labels[^1].Length == 2 && CountrySecondLevels.Contains(labels[^2]) ? 2 : 1;
        var name = labels.Length - suffix - 1;
        var decoded = Array.ConvertAll(path, part => Uri.UnescapeDataString(part).ToLowerInvariant());
        return new SiteAddress(host, string.Join('.', labels[name..]), labels[name], labels[^1], labels[..name], path, decoded);
    }

    /// <summary>The address that a web archive keeps a copy of; any other address itself.</summary>
    private static string Original(string url)
    {
        var site = UrlNormalizer.Site(url);
        if (site is not ("web.archive.org" or "archive.org"))
            return url;
        var inner = url.IndexOf("http", 8, StringComparison.OrdinalIgnoreCase);
        return inner > 0 && UrlNormalizer.IsWebAddress(url[inner..]) ? url[inner..] : url;
    }
}
