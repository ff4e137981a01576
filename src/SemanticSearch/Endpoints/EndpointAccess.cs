using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Endpoints;

/// <summary>How a model behind an OpenAI-compatible endpoint is reached, and within which limits.</summary>
/// <param name="Model">What the endpoint calls the model.</param>
/// <param name="KeyVariable">Environment variable that holds the key; null: the endpoint wants none.</param>
/// <param name="TimeoutSeconds">For one request.</param>
/// <param name="MaxReplyBytes">A longer reply is no answer to what was asked, and is not read.</param>
internal sealed record EndpointAccess(Uri Address, string Model, string? KeyVariable, int TimeoutSeconds, long MaxReplyBytes)
{
    /// <summary>Where an endpoint asks for a longer pause, waiting is the user's decision.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the address and the model's name are written.</summary>
    public string Settings { get; init; } = "the manifest";

    /// <summary>What to do where a key is wanted and none is sent.</summary>
    public string KeyAdvice { get; init; } = "name the environment variable that holds it as keyVariable in the manifest";

    /// <summary>The address of an API, such as https://host/v1, with what is asked of it added where that is missing.</summary>
    public static Uri AddressOf(string url, string function)
    {
        var address = url.TrimEnd('/');
        return new Uri(address.EndsWith(function, StringComparison.Ordinal) ? address : address + function);
    }

    /// <param name="place">Of the settings, for the message.</param>
    /// <exception cref="DataProblemException">The address is none, holds a secret, or would carry a key in the clear; names the field.</exception>
    public static void Require(string place, string url, string? keyVariable)
    {
        ManifestFile.Require(place, Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https", $"url \"{url}\" is no http or https address");
        ManifestFile.Require(place, address!.Query.Length == 0 && address.UserInfo.Length == 0, "url holds a query or a password; name the key's variable in keyVariable instead");
        ManifestFile.Require(place, keyVariable is null || address.Scheme == "https" || address.IsLoopback, "url is http: a key is sent over https only, or to this machine");
        ManifestFile.Require(place, keyVariable is null || keyVariable.Length > 0, "keyVariable is empty; leave it out where no key is needed");
    }

    /// <summary>The key; null where none is wanted.</summary>
    /// <param name="name">The model's, for the message.</param>
    /// <exception cref="ModelUnavailableException">The variable is not set, or what it holds cannot be a key; names the variable.</exception>
    public static string? KeyIn(string? variable, string name)
    {
        if (variable is null)
            return null;
        var key = Environment.GetEnvironmentVariable(variable)?.Trim();
        if (string.IsNullOrEmpty(key))
            throw new ModelUnavailableException($"The model {name} needs a key: set the environment variable {variable}.");
        return key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ModelUnavailableException($"The model {name} needs a key, but the environment variable {variable} holds blanks or characters that no key has.");
    }
}
