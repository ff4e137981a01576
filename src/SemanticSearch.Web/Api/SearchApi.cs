using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SemanticSearch.Documents;
using SemanticSearch.Web.Display;
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
        routes.MapMethods("/api/search", Methods, (HttpContext context, CancellationToken cancel) => Search(context, site, cancel))
            .Describe("search", "Articles that answer a question, best first.", QueryParameter.OfSearch)
            .Produces<SearchResponse>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapMethods("/api/similar", Methods, (HttpContext context) => Similar(context, site))
            .Describe("similar", "More like an article, or like several.", QueryParameter.OfSimilar)
            .Produces<SimilarResponse>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapMethods("/api/suggest", Methods, (HttpContext context) => Suggest(context, site))
            .Describe("suggest", "Completions of what is being typed.", QueryParameter.OfSuggest)
            .Produces<SuggestResponse>().ProducesProblem(StatusCodes.Status400BadRequest);
        // The bound id is for the description only: see RawPath.
        routes.MapMethods(ArticlesPath + "{**id}", Methods, (HttpContext context, string? id) => Find(context, site))
            .Describe("article", "One article with its text. The id is percent-encoded: it may be an address.", [])
            .Produces<Article>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapMethods("/health/live", Methods, () => TypedResults.Ok(new HealthResponse("live")))
            .Describe("live", "The process answers.", []).Produces<HealthResponse>();
        routes.MapMethods("/health/ready", Methods, () => TypedResults.Ok(Ready(site)))
            .Describe("ready", "The index is open, and what it holds.", []).Produces<ReadyResponse>();
    }

    private static async Task<IResult> Search(HttpContext context, SearchSite site, CancellationToken cancel)
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
            return TypedResults.Ok((await site.SearchAsync(address, context.Request, cancel)).Response);
        }
        catch (ArgumentException e)
        {
            return ErrorResponses.For(context, StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private static IResult Similar(HttpContext context, SearchSite site)
    {
        var query = context.Request.Query;
        if (SearchAddressReader.RefuseUnknown(query, QueryParameter.OfSimilar) is { } unknown)
            return ErrorResponses.For(context, unknown);
        if (SimilarAddress.Read(query, out var address) is { } refused)
            return ErrorResponses.For(context, refused);
        try
        {
            using var lease = site.Use();
            return TypedResults.Ok(new Recommender(lease.Engine).Similar(address.ToRequest()));
        }
        catch (ArgumentException e)
        {
            return ErrorResponses.For(context, StatusCodes.Status400BadRequest, Wording.Reason(e));
        }
    }

    private static IResult Suggest(HttpContext context, SearchSite site)
    {
        var query = context.Request.Query;
        if (SearchAddressReader.RefuseUnknown(query, QueryParameter.OfSuggest) is { } unknown)
            return ErrorResponses.For(context, unknown);
        var typed = query["q"] is [{ } text, ..] ? text : "";
        using var lease = site.Use();
        return TypedResults.Ok(new SuggestResponse(typed, typed.Length > SearchRequest.MaxQueryChars ? [] : Completions(site, lease.Engine, typed)));
    }

    private static IResult Find(HttpContext context, SearchSite site)
    {
        var id = RawPath.After(context, ArticlesPath);
        using var lease = site.Use();
        return lease.Engine.Find(id) is { } article
            ? TypedResults.Ok(article)
            : ErrorResponses.For(context, StatusCodes.Status404NotFound, $"There is no article with the id '{(id.Length > 200 ? id[..200] + "..." : id)}'.");
    }

    /// <summary>Concepts stand among the completions, never in place of all others.</summary>
    private static IReadOnlyList<string> Completions(SearchSite site, SearchEngine engine, string typed)
    {
        const int Shown = 8;
        const int Concepts = 3;
        var concepts = site.Concepts.Suggest(typed, Concepts);
        var others = engine.Suggest(typed, Shown);
        return [.. others.Take(Shown - concepts.Count).Concat(concepts).Concat(others.Skip(Shown - concepts.Count)).Distinct(StringComparer.OrdinalIgnoreCase).Take(Shown)];
    }

    private static ReadyResponse Ready(SearchSite site)
    {
        using var lease = site.Use();
        var status = lease.Engine.Status;
        return new ReadyResponse("ready", status.Generation, status.Articles, status.Passages, status.Vectors, status.VectorsWanted, status.Model, site.Problem);
    }
}
