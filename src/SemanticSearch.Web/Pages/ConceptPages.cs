using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SemanticSearch.Web.Api;
using SemanticSearch.Web.Errors;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Pages;

/// <summary>The glossary for people: an index, and a page for each concept.</summary>
internal static class ConceptPages
{
    public const string Index = "/concepts";

    public static void MapConceptPages(this IEndpointRouteBuilder routes, SearchSite site)
    {
        routes.MapMethods(Index, ["GET", "HEAD"], (HttpContext context) => ShowIndex(context, site)).ExcludeFromDescription();
        routes.MapMethods(Index + "/{**name}", ["GET", "HEAD"], (HttpContext context) => ShowConcept(context, site)).ExcludeFromDescription();
    }

    /// <summary>The address of a concept's page.</summary>
    public static string Href(string concept) => $"{Index}/{Uri.EscapeDataString(concept)}";

    private static PageResult<ConceptIndexPage> ShowIndex(HttpContext context, SearchSite site)
    {
        context.Response.Headers.CacheControl = "no-cache";
        using var lease = site.Use();
        return new PageResult<ConceptIndexPage>(new()
        {
            [nameof(ConceptIndexPage.Status)] = lease.Engine.Status,
            [nameof(ConceptIndexPage.Concepts)] = site.Concepts.All,
        });
    }

    private static IResult ShowConcept(HttpContext context, SearchSite site)
    {
        var name = RawPath.After(context, Index + "/");
        var found = site.Concepts.Find(name);
        if (found.Count == 0)
            return ErrorResponses.For(context, StatusCodes.Status404NotFound, ConceptApi.Missing(site, name));
        context.Response.Headers.CacheControl = "no-cache";
        using var lease = site.Use();
        return new PageResult<ConceptPage>(new()
        {
            [nameof(ConceptPage.Status)] = lease.Engine.Status,
            [nameof(ConceptPage.Overviews)] = found.Select(concept => site.Concepts.Overview(concept, lease.Engine)).ToList(),
        });
    }
}
