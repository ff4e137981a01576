using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using SemanticSearch.Documents;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Api;

/// <summary>The OpenAPI document: the routes' own metadata, and the parameters from the table that the reader uses.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            DescribeDocument(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var parameters in context.Description.ActionDescriptor.EndpointMetadata.OfType<IReadOnlyList<QueryParameter>>())
                operation.Parameters = [.. operation.Parameters ?? [], .. parameters.Select(Describe)];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // A span has a converter of its own, which the generator cannot look into.
            if (context.JsonTypeInfo.Type == typeof(IReadOnlyList<TextSpan>))
                schema.Items = SpanSchema();
            return Task.CompletedTask;
        });
    });

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, IReadOnlyList<QueryParameter> parameters) =>
        route.WithName(name).WithMetadata(new EndpointSummaryAttribute(summary), new TagsAttribute("SemanticSearch"), parameters);

    private static void DescribeDocument(OpenApiDocument document)
    {
        document.Info.Title = "SemanticSearch";
        document.Info.Description = "Search over engineering articles. Errors are problem documents (RFC 9457); unknown parameters are refused by name.";
        // The address that a client used to get here is the one that works for it.
        document.Servers = [];
        // HEAD answers wherever GET does; describing both would give two operations one name.
        foreach (var path in document.Paths.Values)
            path.Operations?.Remove(HttpMethod.Head);
    }

    private static OpenApiSchema SpanSchema() => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema { Type = JsonSchemaType.Integer },
        MinItems = 2,
        MaxItems = 2,
        Description = "[start, length] in UTF-16 code units",
    };

    private static OpenApiParameter Describe(QueryParameter parameter)
    {
        var schema = new OpenApiSchema
        {
            Type = parameter.Type switch
            {
                "integer" => JsonSchemaType.Integer,
                "boolean" => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
            Enum = [.. parameter.Allowed.Select(value => JsonValue.Create(value))],
        };
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = parameter.Repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
        };
    }
}
