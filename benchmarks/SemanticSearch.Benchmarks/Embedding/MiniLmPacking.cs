using SemanticSearch.Embedding;
using SemanticSearch.Storage;

namespace SemanticSearch.Benchmarks.Embedding;

/// <summary>Makes the model that ships from its checkpoint: the packed weights, the vocabulary unchanged, the manifest with their hashes.</summary>
public static class MiniLmPacking
{
    public const string Name = "all-MiniLM-L6-v2";

    private const string WeightsFile = "model.ssemb";
    private const string VocabularyFile = "vocab.txt";

    /// <param name="source">The folder with model.safetensors and vocab.txt.</param>
    /// <param name="target">Made if absent; files of these names are replaced.</param>
    public static IReadOnlyList<(string File, long Bytes, string Sha256)> Write(string source, string target)
    {
        Directory.CreateDirectory(target);
        var manifest = Manifest(new Dictionary<string, string> { [WeightsFile] = "", [VocabularyFile] = "" });
        var shape = new EncoderShape(
            manifest.Layers, manifest.Heads, manifest.Dimension, manifest.Inner, manifest.Vocabulary, manifest.Positions, manifest.LayerNormEpsilon);
        using (var tensors = SafeTensors.Open(Path.Combine(source, "model.safetensors")))
            File.WriteAllBytes(Path.Combine(target, WeightsFile), ModelPacker.Pack(new CheckpointTensors(tensors, "", shape)));
        // Not File.Copy: it would copy the source's permissions too.
        File.WriteAllBytes(Path.Combine(target, VocabularyFile), File.ReadAllBytes(Path.Combine(source, VocabularyFile)));
        var hashes = new[] { WeightsFile, VocabularyFile }.ToDictionary(file => file, file => ModelFile.Sha256(Path.Combine(target, file)));
        File.WriteAllText(Path.Combine(target, ModelManifest.FileName), Manifest(hashes).ToJson());
        return [.. hashes.Select(file => (file.Key, new FileInfo(Path.Combine(target, file.Key)).Length, file.Value))];
    }

    private static ModelManifest Manifest(Dictionary<string, string> hashes) => new()
    {
        Name = Name,
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
        WeightsFile = WeightsFile,
        VocabularyFile = VocabularyFile,
        Licence = "Apache-2.0",
        Provenance = "sentence-transformers/all-MiniLM-L6-v2 (float32 checkpoint with SHA-256 "
            + "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db), rounded to float16, then packed to 8 bits by this project's "
            + "benchmark command \"pack\": a scale for each output of a layer and for each word, the inputs with the largest channels or weights in float32.",
        Sha256 = hashes,
    };
}
