using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SemanticSearch.Web.Errors;
using SemanticSearch.Web.Pages;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Api;

/// <summary>The glossary as JSON.</summary>
internal static class ConceptApi
{
    private const string ConceptsPath = "/api/concepts/";

    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void MapConceptApi(this IEndpointRouteBuilder routes, SearchSite site)
    {
        routes.MapMethods("/api/concepts", Methods, (HttpContext context) => All(context, site))
            .Describe("concepts", "The glossary.", []).Produces<ConceptsResponse>().ProducesProblem(StatusCodes.Status400BadRequest);
        // The bound name is for the description only: see RawPath.
        routes.MapMethods(ConceptsPath + "{**name}", Methods, (HttpContext context, string? name) => One(context, site))
            .Describe("concept", "The concepts of one name or alias, with the best articles. The name is percent-encoded.", [])
            .Produces<ConceptOverviewsResponse>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult All(HttpContext context, SearchSite site) =>
        SearchAddressReader.RefuseUnknown(context.Request.Query, []) is { } unknown
            ? ErrorResponses.For(context, unknown)
            : TypedResults.Ok(new ConceptsResponse(site.Concepts.All));

    private static IResult One(HttpContext context, SearchSite site)
    {
        if (SearchAddressReader.RefuseUnknown(context.Request.Query, []) is { } unknown)
            return ErrorResponses.For(context, unknown);
        var name = RawPath.After(context, ConceptsPath);
        var found = site.Concepts.Find(name);
        if (found.Count == 0)
            return ErrorResponses.For(context, StatusCodes.Status404NotFound, Missing(site, name));
        using var lease = site.Use();
        return TypedResults.Ok(new ConceptOverviewsResponse([.. found.Select(concept => site.Concepts.Overview(concept, lease.Engine))]));
    }

    public static string Missing(SearchSite site, string name)
    {
        const int MaxShown = 100;
        var shown = name.Length > MaxShown ? name[..MaxShown] + "..." : name;
        var near = site.Concepts.Near(name.Length > MaxShown ? name[..MaxShown] : name);
        return near.Count == 0 ? $"There is no concept '{shown}'." : $"There is no concept '{shown}'. Near to it: {string.Join(", ", near)}.";
    }
}
