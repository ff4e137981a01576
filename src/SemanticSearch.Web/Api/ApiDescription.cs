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
            document.Info.Title = "SemanticSearch";
            document.Info.Description = "Search over engineering articles. Errors are problem documents (RFC 9457); unknown parameters are refused by name.";
            // The address that a client used to get here is the one that works for it.
            document.Servers = [];
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
            // TextSpan has a converter of its own, which the generator cannot look into.
            if (context.JsonTypeInfo.Type != typeof(TextSpan))
                return Task.CompletedTask;
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.Integer };
            (schema.MinItems, schema.MaxItems) = (2, 2);
            schema.Description = "[start, length] in UTF-16 code units";
            return Task.CompletedTask;
        });
    });

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, IReadOnlyList<QueryParameter> parameters) =>
        route.WithName(name).WithMetadata(new EndpointSummaryAttribute(summary), parameters);

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
