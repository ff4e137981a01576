namespace SemanticSearch.Web.Display;

/// <summary>Addresses that a page may link to.</summary>
internal static class WebLink
{
    /// <summary>An address that is not one of the web's (javascript:, data:) becomes no link.</summary>
    public static string? Of(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? url : null;
}
