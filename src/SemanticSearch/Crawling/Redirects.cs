using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>Where an answer sends us, if anywhere (RFC 9110 section 15.4).</summary>
internal static class Redirects
{
    /// <summary>Both null when the answer is no redirect; a problem when it is one that is not followed.</summary>
    public static (Uri? Target, string? Problem) TargetOf(HttpExchange answer, Uri from, int maxUrlChars)
    {
        if (answer.Status is not (301 or 302 or 303 or 307 or 308))
            return (null, null);
        var location = answer.Header("Location")?.Trim();
        if (string.IsNullOrEmpty(location))
            return (null, "a redirect to nowhere");
        if (location.Length > maxUrlChars)
            return (null, $"a redirect to an address of more than {maxUrlChars:N0} characters");
        if (!Uri.TryCreate(from, location, out var target))
            return (null, "a redirect to what is no address");
        if (WebAddress.Problem(target, maxUrlChars) is { } problem)
            return (null, $"a redirect to {problem}");
        // What follows "#" is kept from the page that sent us when the new address has none; no request carries it.
        return (target, null);
    }

    public static bool IsPermanent(int status) => status is 301 or 308;
}
