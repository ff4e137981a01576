using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SemanticSearch.Web.Assets;

/// <summary>Style sheet, script and icon, held in the assembly. A path carries a hash of the content, so browsers may keep it for ever.</summary>
internal static class SiteAssets
{
    private static readonly FrozenDictionary<string, Asset> All = new[]
    {
        Load("site", "css", "text/css; charset=utf-8"),
        Load("site", "js", "text/javascript; charset=utf-8"),
        Load("icon", "svg", "image/svg+xml"),
    }.ToFrozenDictionary(asset => asset.Name);

    public static string StylePath => All["site.css"].Path;

    public static string ScriptPath => All["site.js"].Path;

    public static string IconPath => All["icon.svg"].Path;

    public static void MapSiteAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in All.Values)
        {
            routes.MapMethods(asset.Path, ["GET", "HEAD"], (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return TypedResults.Bytes(asset.Content, asset.ContentType);
            }).ExcludeFromDescription();
        }
    }

    private static Asset Load(string stem, string extension, string contentType)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{stem}.{extension}")
            ?? throw new InvalidOperationException($"{stem}.{extension} is missing from the assembly");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..10];
        return new Asset($"{stem}.{extension}", $"/{stem}-{hash}.{extension}", content, contentType);
    }

    private sealed record Asset(string Name, string Path, byte[] Content, string ContentType);
}
