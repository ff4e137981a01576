using SemanticSearch.Embedding;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Embedding;

/// <summary>Model folders for tests, made under the temporary directory and removed with it.</summary>
internal sealed class TestModels : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("semsearch-model-").FullName;

    /// <summary>The real checkpoint, run in float32.</summary>
    public static TestModels Float()
    {
        var source = ReferenceText.ModelFolder;
        var model = new TestModels();
        model.Link(Path.Combine(source, "model.safetensors"), "model.safetensors");
        model.Link(Path.Combine(source, "vocab.txt"), "vocab.txt");
        model.WriteManifest(MiniLm with { WeightsFile = "model.safetensors", WeightsForm = WeightsForm.SafeTensors });
        return model;
    }

    /// <summary>The real checkpoint, packed.</summary>
    public static TestModels Packed()
    {
        var source = ReferenceText.ModelFolder;
        var model = new TestModels();
        using (var tensors = SafeTensors.Open(Path.Combine(source, "model.safetensors")))
            File.WriteAllBytes(model.PathOf("model.ssemb"), ModelPacker.Pack(new CheckpointTensors(tensors, "", MiniLm.Shape)));
        model.Link(Path.Combine(source, "vocab.txt"), "vocab.txt");
        model.WriteManifest(MiniLm);
        return model;
    }

    public static ModelManifest MiniLm { get; } = new()
    {
        Name = "all-MiniLM-L6-v2",
        Family = "bert",
        Dimension = 384,
        Pooling = Pooling.Mean,
        MaximumTokens = 256,
        Layers = 6,
        Heads = 12,
        Inner = 1536,
        Vocabulary = 30522,
        Positions = 512,
        LayerNormEpsilon = 1e-12f,
        WeightsForm = WeightsForm.Packed,
        WeightsFile = "model.ssemb",
        Licence = "Apache-2.0",
        Provenance = "test",
        Sha256 = new Dictionary<string, string>(),
    };

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Writes the manifest with the hashes of the files that are there.</summary>
    public void WriteManifest(ModelManifest manifest)
    {
        var hashes = Directory.GetFiles(Folder).Where(file => Path.GetFileName(file) != ModelManifest.FileName)
            .Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileName(file), ModelFile.Sha256);
        File.WriteAllText(PathOf(ModelManifest.FileName), (manifest with { Sha256 = hashes }).ToJson());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Link(string source, string name) => File.CreateSymbolicLink(PathOf(name), source);
}
