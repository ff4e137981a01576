namespace SemanticSearch.Crawling;

/// <summary>Which addresses a crawler asks for at all.</summary>
internal static class WebAddress
{
    /// <summary>The address of a link; a problem when it is none that can be fetched.</summary>
    public static (Uri? Url, string? Problem) Parse(string text, int maxChars)
    {
        if (text.Length > maxChars)
            return (null, $"the address has more than {maxChars:N0} characters");
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url))
            return (null, "this is no address");
        return Problem(url, maxChars) is { } problem ? (null, problem) : (url, null);
    }

    /// <summary>null for an address that can be fetched, else what it is.</summary>
    public static string? Problem(Uri url, int maxChars)
    {
        if (url.Scheme is not ("http" or "https"))
            return $"an address that is not http or https but {url.Scheme}";
        if (url.IdnHost.Length == 0)
            return "an address without a host";
        if (url.UserInfo.Length > 0)
            return "an address with a user name in it";
        return url.AbsoluteUri.Length > maxChars ? $"an address of more than {maxChars:N0} characters" : null;
    }
}
