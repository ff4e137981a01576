using System.Text.Json;
using System.Text.Json.Serialization;
using SemanticSearch.Documents;
using SemanticSearch.Endpoints;
using SemanticSearch.Storage;

namespace SemanticSearch.Chat;

/// <summary>A chat model that runs elsewhere, behind an OpenAI-compatible <c>/v1/chat/completions</c>: what a file, or the environment, says of it.</summary>
public sealed record ChatManifest
{
    /// <summary>The value of <see cref="Family"/>.</summary>
    public const string FamilyName = "openai";

    /// <summary>Environment variable that names a manifest file.</summary>
    public const string FileVariable = "SEMSEARCH_CHAT";

    /// <summary>Environment variable that names the address, where there is no file.</summary>
    public const string UrlVariable = "SEMSEARCH_CHAT_URL";

    /// <summary>Environment variable that names the model, beside <see cref="UrlVariable"/>.</summary>
    public const string ModelVariable = "SEMSEARCH_CHAT_MODEL";

    /// <summary>Environment variable that holds the key, beside <see cref="UrlVariable"/>; not set: the endpoint wants none.</summary>
    public const string KeyOfUrlVariable = "SEMSEARCH_CHAT_KEY";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Family { get; init; } = FamilyName;

    /// <summary>Address of the API, such as https://host/v1; "/chat/completions" is added where it is missing.</summary>
    public required string Url { get; init; }

    /// <summary>What the endpoint calls the model.</summary>
    public required string Model { get; init; }

    /// <summary>Environment variable that holds the key; null: the endpoint wants none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>How freely the model chooses its words, 0 to 2; null: not sent, for models that refuse it.</summary>
    public double? Temperature { get; init; } = 0;

    /// <summary>Longest reply, 16 to 100,000 tokens.</summary>
    public int MaximumTokens { get; init; } = 1_000;

    /// <summary>What the endpoint calls the limit: "max_tokens", or "max_completion_tokens" where models demand that.</summary>
    public string TokensField { get; init; } = "max_tokens";

    /// <summary>For one request, 1 to 600.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Requests under way at once, 1 to 64; others wait.</summary>
    public int ParallelRequests { get; init; } = 4;

    [JsonIgnore]
    internal Uri Endpoint => EndpointAccess.AddressOf(Url, "/chat/completions");

    /// <summary>Where this was read, for people.</summary>
    [JsonIgnore]
    internal string Place { get; init; } = "the manifest";

    private static string EnvironmentPlace => $"the environment ({UrlVariable}, {ModelVariable})";

    /// <summary>Reads a manifest file.</summary>
    /// <exception cref="DataProblemException">It is missing, no JSON, or a field is missing, unknown or out of range; names file and field.</exception>
    public static ChatManifest Load(string path)
    {
        var manifest = ManifestFile.Read<ChatManifest>(path, Json);
        manifest.Validate(path);
        return manifest;
    }

    /// <summary>What the environment says: the file that <see cref="FileVariable"/> names, else <see cref="UrlVariable"/> and <see cref="ModelVariable"/>; null where it says nothing.</summary>
    /// <exception cref="DataProblemException">The settings are not usable; names the place.</exception>
    public static ChatManifest? FromEnvironment()
    {
        if (Variable(FileVariable) is { } file)
            return Load(file);
        if (Variable(UrlVariable) is not { } url)
            return null;
        var model = Variable(ModelVariable) ?? throw new DataProblemException($"{UrlVariable} is set, but not {ModelVariable}: name the model too.");
        var manifest = new ChatManifest { Url = url, Model = model, KeyVariable = Variable(KeyOfUrlVariable) is null ? null : KeyOfUrlVariable, Place = EnvironmentPlace };
        manifest.Validate(EnvironmentPlace);
        return manifest;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <param name="maxReplyBytes">Of any reply to what is asked.</param>
    internal EndpointAccess Access(long maxReplyBytes, TimeSpan longestPause)
    {
        var access = new EndpointAccess(Endpoint, Model, KeyVariable, TimeoutSeconds, maxReplyBytes) { LongestPause = longestPause, Settings = Place };
        return Place == EnvironmentPlace ? access with { KeyAdvice = $"set {KeyOfUrlVariable}" } : access;
    }

    /// <exception cref="DataProblemException">A field is out of its range.</exception>
    internal void Validate(string path)
    {
        ManifestFile.Require(path, Family == FamilyName, $"family is \"{Family}\", not \"{FamilyName}\"");
        ManifestFile.Require(path, Model.Length > 0, "model is empty");
        EndpointAccess.Require(path, Url, KeyVariable);
        ManifestFile.Require(path, Temperature is null or (>= 0 and <= 2), FormattableString.Invariant($"temperature is {Temperature}; it must be from 0 to 2, or null"));
        ManifestFile.Require(path, TokensField is "max_tokens" or "max_completion_tokens", $"tokensField is \"{TokensField}\", not \"max_tokens\" or \"max_completion_tokens\"");
        ManifestFile.RequireRange(path, MaximumTokens, 16, 100_000, "maximumTokens");
        ManifestFile.RequireRange(path, TimeoutSeconds, 1, 600, "timeoutSeconds");
        ManifestFile.RequireRange(path, ParallelRequests, 1, 64, "parallelRequests");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value ? value : null;
}
