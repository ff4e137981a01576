using System.Text.Json;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>A folder with a manifest, whatever runs the model: this process or an endpoint.</summary>
/// <param name="Identity">Tells vectors of this model from those of any other.</param>
/// <param name="Dimension">Numbers in a vector.</param>
internal sealed record EmbeddingModel(string Folder, string Identity, int Dimension)
{
    private bool IsRemote { get; init; }

    /// <exception cref="DataProblemException">The manifest is missing or says something that cannot be; names file and field.</exception>
    public static EmbeddingModel Load(string folder)
    {
        if (FamilyIn(folder) == RemoteManifest.FamilyName)
        {
            var remote = RemoteManifest.Load(folder);
            return new EmbeddingModel(folder, remote.Identity, remote.Dimension) { IsRemote = true };
        }
        var manifest = ModelManifest.Load(folder);
        return new EmbeddingModel(folder, manifest.Identity, manifest.Dimension);
    }

    /// <param name="threads">Of one call.</param>
    /// <param name="verifyFiles">Whether every file is compared with the manifest's hashes.</param>
    /// <exception cref="DataProblemException">A file is missing or not as the manifest says, or a key is not set.</exception>
    public ITextEmbedder Open(int threads, bool verifyFiles) => IsRemote
        ? RemoteEmbedder.Open(Folder)
        : TransformerEmbedder.Open(Folder, new TransformerEmbedderOptions { Threads = threads, VerifyFiles = verifyFiles });

    // What is no JSON at all is reported by whoever reads the whole of it.
    private static string? FamilyIn(string folder)
    {
        try
        {
            using var manifest = JsonDocument.Parse(ModelFile.ReadText(Path.Combine(folder, ModelManifest.FileName)));
            return manifest.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("family", out var family)
                && family.ValueKind == JsonValueKind.String ? family.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
