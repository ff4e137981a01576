using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SemanticSearch.Documents;
using SemanticSearch.Endpoints;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>What <c>manifest.json</c> says of a model that runs elsewhere, behind an OpenAI-compatible <c>/v1/embeddings</c>.</summary>
public sealed record RemoteManifest
{
    /// <summary>The value of <see cref="Family"/>.</summary>
    public const string FamilyName = "openai";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Name { get; init; }

    public string Family { get; init; } = FamilyName;

    /// <summary>Address of the API, such as https://host/v1; "/embeddings" is added where it is missing.</summary>
    public required string Url { get; init; }

    /// <summary>What the endpoint calls the model.</summary>
    public required string Model { get; init; }

    /// <summary>Numbers in a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Environment variable that holds the key; null: the endpoint wants none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Whether the endpoint is asked for vectors of <see cref="Dimension"/>; only some models can shorten theirs.</summary>
    public bool SendDimension { get; init; }

    /// <summary>Stands before a question, as the model was trained; often empty.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>Stands before a passage, as the model was trained; often empty.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>Texts in one request, 1 to 2,048.</summary>
    public int BatchItems { get; init; } = 64;

    /// <summary>Requests under way at once, 1 to 64.</summary>
    public int ParallelRequests { get; init; } = 2;

    /// <summary>Longest text in UTF-16 units, prefix included; the rest is cut.</summary>
    public int MaximumCharacters { get; init; } = 8_000;

    /// <summary>For one request, 1 to 600.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Tells vectors of one model from those of any other: the name, and the start of a hash of all that decides what a vector is.</summary>
    [JsonIgnore]
    public string Identity
    {
        get
        {
            var said = string.Join('\n', Endpoint.AbsoluteUri, Model, FormattableString.Invariant($"{Dimension} {MaximumCharacters}"), QueryPrefix, PassagePrefix);
            return $"{Name}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..16]}";
        }
    }

    [JsonIgnore]
    internal Uri Endpoint => EndpointAccess.AddressOf(Url, "/embeddings");

    /// <summary>Reads the manifest in <paramref name="folder"/>.</summary>
    /// <exception cref="DataProblemException">It is missing, no JSON, or a field is missing, unknown or out of range; names file and field.</exception>
    public static RemoteManifest Load(string folder)
    {
        var path = Path.Combine(folder, ModelManifest.FileName);
        var manifest = ManifestFile.Read<RemoteManifest>(path, Json);
        manifest.Validate(path);
        return manifest;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    private void Validate(string path)
    {
        Require(Family == FamilyName, $"family is \"{Family}\", not \"{FamilyName}\"");
        ManifestFile.RequireName(path, Name);
        Require(Model.Length > 0, "model is empty");
        EndpointAccess.Require(path, Url, KeyVariable);
        RequireRange(Dimension, 1, 4_096, "dimension");
        RequireRange(BatchItems, 1, 2_048, "batchItems");
        RequireRange(ParallelRequests, 1, 64, "parallelRequests");
        RequireRange(MaximumCharacters, 16, 1_000_000, "maximumCharacters");
        RequireRange(TimeoutSeconds, 1, 600, "timeoutSeconds");

        void RequireRange(int value, int min, int max, string field) => ManifestFile.RequireRange(path, value, min, max, field);

        void Require(bool holds, string otherwise) => ManifestFile.Require(path, holds, otherwise);
    }
}
