using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SemanticSearch.Web.Requests;

/// <summary>
/// A name at the end of a path as the client meant it, decoded once. The routed value will not do, because the server decodes "%3A" but
/// not "%2F", and an address may itself hold "%2F".
/// </summary>
internal static class RawPath
{
    public static string After(HttpContext context, string beginning)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var start = target.IndexOf(beginning, StringComparison.OrdinalIgnoreCase) + beginning.Length;
        var end = target.IndexOf('?', start);
        return Uri.UnescapeDataString(end < 0 ? target[start..] : target[start..end]);
    }
}
