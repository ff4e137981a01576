using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SemanticSearch.Documents;
using SemanticSearch.Web.Display;
using SemanticSearch.Web.Errors;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Pages;

/// <summary>The pages for people: where to begin, results, and what became of the links.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes, SearchSite site)
    {
        foreach (var path in new[] { "/", "/search" })
            routes.MapMethods(path, ["GET", "HEAD"], (HttpContext context, CancellationToken cancel) => Show(context, site, cancel)).ExcludeFromDescription();
        routes.MapMethods("/similar", ["GET", "HEAD"], (HttpContext context) => ShowSimilar(context, site)).ExcludeFromDescription();
        routes.MapMethods("/crawl", ["GET", "HEAD"], (HttpContext context) => ShowCrawl(context, site)).ExcludeFromDescription();
    }

    private static IResult ShowCrawl(HttpContext context, SearchSite site)
    {
        if (CrawlAddress.Read(context.Request.Query, out var address) is { } refused)
            return ErrorResponses.For(context, refused);
        context.Response.Headers.CacheControl = "no-cache";
        using var lease = site.Use();
        try
        {
            return new PageResult<CrawlPage>(new()
            {
                [nameof(CrawlPage.Status)] = lease.Engine.Status,
                [nameof(CrawlPage.Crawl)] = address.Of(Crawler.Status(site.DataDirectory)),
                [nameof(CrawlPage.Address)] = address,
            });
        }
        catch (DataProblemException e)
        {
            return ErrorResponses.For(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    /// <summary>Parameters that this site does not know are passed over: links to pages collect marks of mail and news programs.</summary>
    private static async Task<IResult> Show(HttpContext context, SearchSite site, CancellationToken cancel)
    {
        if (SearchAddressReader.Read(context.Request.Query, out var address) is { } refused)
            return ErrorResponses.For(context, refused);
        // Another index may stand here tomorrow; today's copy is asked for again.
        context.Response.Headers.CacheControl = "no-cache";
        if (address.IsEmpty)
            return Home(site);
        try
        {
            var (response, status) = await site.SearchAsync(address, context.Request, cancel);
            // Coming back to a page must not cost the model's tokens again.
            if (response.Answer.Prose is { Sentences.Count: > 0 })
                context.Response.Headers.CacheControl = "private, max-age=600";
            return new PageResult<ResultsPage>(new()
            {
                [nameof(ResultsPage.Status)] = status,
                [nameof(ResultsPage.Address)] = address,
                [nameof(ResultsPage.Response)] = response,
                [nameof(ResultsPage.ChatModel)] = site.ChatModel,
            });
        }
        catch (ArgumentException e)
        {
            return ErrorResponses.For(context, StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private static PageResult<HomePage> Home(SearchSite site)
    {
        using var lease = site.Use();
        return new PageResult<HomePage>(new() { [nameof(HomePage.Status)] = lease.Engine.Status, [nameof(HomePage.Guides)] = site.GuidesOf(lease.Engine) });
    }

    private static IResult ShowSimilar(HttpContext context, SearchSite site)
    {
        if (SimilarAddress.Read(context.Request.Query, out var address) is { } refused)
            return ErrorResponses.For(context, refused);
        context.Response.Headers.CacheControl = "no-cache";
        using var lease = site.Use();
        try
        {
            return new PageResult<SimilarPage>(new()
            {
                [nameof(SimilarPage.Status)] = lease.Engine.Status,
                [nameof(SimilarPage.Address)] = address,
                [nameof(SimilarPage.Response)] = new Recommender(lease.Engine).Similar(address.ToRequest()),
            });
        }
        catch (ArgumentException e)
        {
            return ErrorResponses.For(context, StatusCodes.Status400BadRequest, Wording.Reason(e));
        }
    }
}
