namespace SemanticSearch.Text;

/// <summary>The host of an address as people name a site: lower case, without "www.".</summary>
internal static class SiteName
{
    public static string Of(Uri uri) => Of(uri.Host);

    public static string Of(string host)
    {
        var name = host.Trim().ToLowerInvariant();
        return name.StartsWith("www.", StringComparison.Ordinal) ? name[4..] : name;
    }
}
