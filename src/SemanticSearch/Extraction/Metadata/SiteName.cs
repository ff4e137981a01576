namespace SemanticSearch.Extraction.Metadata;

/// <summary>What the site calls itself.</summary>
internal static class SiteName
{
    private const int MaxChars = 80;

    /// <summary>The host without "www." when the page does not say.</summary>
    public static string Find(StructuredData data, MetaTags tags, string? url)
    {
        foreach (var name in new[] { tags.First("og:site_name"), data.Names("publisher").FirstOrDefault(""), tags.First("application-name", "apple-mobile-web-app-title", "dc:publisher") })
        {
            var clean = CleanText.OneLine(name);
            if (clean.Length is > 0 and <= MaxChars)
                return clean;
        }
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return "";
        return address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
    }
}
