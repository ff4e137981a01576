using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SemanticSearch.Web.Pages;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Errors;

/// <summary>Every error has a body that says what happened: programs get a problem document (RFC 9457), people a page.</summary>
internal static class ErrorResponses
{
    private static readonly string[] ProgramPaths = ["/api", "/openapi", "/health"];

    public static void UseReadableErrors(this WebApplication app)
    {
        app.Use(CatchAsync);
        app.UseStatusCodePages(context => For(context.HttpContext, context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    /// <summary>The answer to a query string that is refused.</summary>
    public static IResult For(HttpContext context, ParameterProblem problem) =>
        IsProgram(context)
            ? TypedResults.Problem(problem.Message, statusCode: StatusCodes.Status400BadRequest, title: "Parameter refused", extensions: Members(problem))
            : Page(context, StatusCodes.Status400BadRequest, problem.Message);

    public static IResult For(HttpContext context, int status, string? detail = null) =>
        IsProgram(context)
            ? TypedResults.Problem(detail ?? Detail(context, status), statusCode: status, title: ReasonPhrases.GetReasonPhrase(status))
            : Page(context, status, detail ?? Detail(context, status));

    private static async Task CatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await For(context, e.StatusCode, e.Message).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("SemanticSearch.Web");
            log.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            context.Response.Headers.CacheControl = "no-store";
            await For(context, StatusCodes.Status500InternalServerError).ExecuteAsync(context);
        }
    }

    private static PageResult<ErrorPage> Page(HttpContext context, int status, string message)
    {
        var query = context.Request.Query["q"] is [{ } text, ..] ? text : "";
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ErrorPage.Status)] = status,
            [nameof(ErrorPage.Message)] = message,
            [nameof(ErrorPage.Query)] = query,
        };
        return new PageResult<ErrorPage>(parameters, status);
    }

    private static string Detail(HttpContext context, int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => $"This address does not answer {context.Request.Method} requests.",
        StatusCodes.Status500InternalServerError => "Something went wrong here. The server's log says what; trying again may help.",
        _ => "The request could not be answered.",
    };

    private static Dictionary<string, object?> Members(ParameterProblem problem)
    {
        var members = new Dictionary<string, object?> { ["parameters"] = problem.Parameters };
        if (problem.Allowed.Count > 0)
            members["allowed"] = problem.Allowed;
        return members;
    }

    private static bool IsProgram(HttpContext context)
    {
        var path = context.Request.Path;
        return ProgramPaths.Any(start => path.StartsWithSegments(start, StringComparison.Ordinal));
    }
}
