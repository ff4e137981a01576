using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SemanticSearch.Documents;
using SemanticSearch.Web.Errors;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Api;

/// <summary>What became of every link, as <c>crawl status --json</c> tells it.</summary>
internal static class CrawlApi
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void MapCrawlApi(this IEndpointRouteBuilder routes, string dataDirectory) =>
        routes.MapMethods("/api/crawl", Methods, (HttpContext context) => Show(context, dataDirectory))
            .Describe("crawl", "What became of every link of the reading lists.", CrawlAddress.Parameters)
            .Produces<CrawlStatus>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static IResult Show(HttpContext context, string dataDirectory)
    {
        if (SearchAddressReader.RefuseUnknown(context.Request.Query, CrawlAddress.Parameters) is { } unknown)
            return ErrorResponses.For(context, unknown);
        if (CrawlAddress.Read(context.Request.Query, out var address) is { } refused)
            return ErrorResponses.For(context, refused);
        try
        {
            return TypedResults.Ok(address.Of(Crawler.Status(dataDirectory)));
        }
        catch (DataProblemException e)
        {
            return ErrorResponses.For(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }
}
