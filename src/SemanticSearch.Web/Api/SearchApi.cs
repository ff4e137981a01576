using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SemanticSearch.Documents;
using SemanticSearch.Web.Errors;
using SemanticSearch.Web.Pages;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Api;

/// <summary>The JSON endpoints. They answer with the engine's own results, in the form that the command line prints too.</summary>
internal static class SearchApi
{
    private const string ArticlesPath = "/api/articles/";

    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void MapSearchApi(this IEndpointRouteBuilder routes, SearchSite site)
    {
        routes.MapMethods("/api/search", Methods, (HttpContext context) => Search(context, site))
            .Describe("search", "Articles that answer a question, best first.", QueryParameter.OfSearch)
            .Produces<SearchResponse>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapMethods("/api/suggest", Methods, (HttpContext context) => Suggest(context, site))
            .Describe("suggest", "Completions of what is being typed.", QueryParameter.OfSuggest)
            .Produces<SuggestResponse>().ProducesProblem(StatusCodes.Status400BadRequest);
        // The bound id is for the description only: see ArticleId.
        routes.MapMethods(ArticlesPath + "{**id}", Methods, (HttpContext context, string? id) => Find(context, site))
            .Describe("article", "One article with its text. The id is percent-encoded: it may be an address.", [])
            .Produces<Article>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapMethods("/health/live", Methods, () => TypedResults.Ok(new HealthResponse("live")))
            .Describe("live", "The process answers.", []).Produces<HealthResponse>();
        routes.MapMethods("/health/ready", Methods, () => TypedResults.Ok(Ready(site)))
            .Describe("ready", "The index is open, and what it holds.", []).Produces<ReadyResponse>();
    }

    private static IResult Search(HttpContext context, SearchSite site)
    {
        var query = context.Request.Query;
        if (SearchAddressReader.RefuseUnknown(query, QueryParameter.OfSearch) is { } unknown)
            return ErrorResponses.For(context, unknown);
        if (SearchAddressReader.Read(query, out var address) is { } refused)
            return ErrorResponses.For(context, refused);
        if (address.IsEmpty)
            return ErrorResponses.For(context, new ParameterProblem(["q"], "'q' is missing: give a question, or a filter.", []));
        try
        {
            using var lease = site.Use();
            return TypedResults.Ok(lease.Engine.Search(address.ToRequest()));
        }
        catch (ArgumentException e)
        {
            return ErrorResponses.For(context, StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private static IResult Suggest(HttpContext context, SearchSite site)
    {
        var query = context.Request.Query;
        if (SearchAddressReader.RefuseUnknown(query, QueryParameter.OfSuggest) is { } unknown)
            return ErrorResponses.For(context, unknown);
        var typed = query["q"] is [{ } text, ..] ? text : "";
        using var lease = site.Use();
        return TypedResults.Ok(new SuggestResponse(typed, typed.Length > SearchRequest.MaxQueryChars ? [] : lease.Engine.Suggest(typed)));
    }

    private static IResult Find(HttpContext context, SearchSite site)
    {
        var id = ArticleId(context);
        using var lease = site.Use();
        return lease.Engine.Find(id) is { } article
            ? TypedResults.Ok(article)
            : ErrorResponses.For(context, StatusCodes.Status404NotFound, $"There is no article with the id '{(id.Length > 200 ? id[..200] + "..." : id)}'.");
    }

    /// <summary>
    /// The id as the client meant it: everything after the path's beginning, decoded once. The routed value will not do, because the
    /// server decodes "%3A" but not "%2F", and an address may itself hold "%2F".
    /// </summary>
    private static string ArticleId(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var start = target.IndexOf(ArticlesPath, StringComparison.OrdinalIgnoreCase) + ArticlesPath.Length;
        var end = target.IndexOf('?', start);
        return Uri.UnescapeDataString(end < 0 ? target[start..] : target[start..end]);
    }

    private static ReadyResponse Ready(SearchSite site)
    {
        using var lease = site.Use();
        var status = lease.Engine.Status;
        return new ReadyResponse("ready", status.Generation, status.Articles, status.Passages, status.Vectors, status.VectorsWanted, status.Model, site.Problem);
    }
}
