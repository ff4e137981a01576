using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Concepts;
using SemanticSearch.Embedding;
using SemanticSearch.Storage;

namespace SemanticSearch.Benchmarks.Concepts;

/// <summary>The commands of this folder: <c>pack-glossary [MODEL]</c> and <c>concepts</c>.</summary>
internal static class ConceptCommand
{
    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["pack-glossary"]:
                return Pack(Path.Combine(Repository.Root, "models", InstalledModels.DefaultName));
            case ["pack-glossary", var model]:
                return Pack(InstalledModels.Find(model));
            case ["concepts"]:
                return ConceptCalibration.Run();
            default:
                Console.Error.WriteLine("usage: pack-glossary [MODEL] | concepts   (MODEL: a model's folder; default: the model that ships)");
                return 2;
        }
    }

    /// <summary>Embeds the texts of the glossary that ships, and writes them beside the model.</summary>
    private static int Pack(string folder)
    {
        using var embedder = TransformerEmbedder.Open(folder);
        var concepts = Glossary.BuiltIn.Concepts;
        var rows = ConceptVectors.Embed(concepts, embedder.Dimension, (texts, target) => embedder.EmbedPassages(texts, target));
        var path = Path.Combine(folder, ConceptVectorFile.FileName);
        File.Delete(path);
        ConceptVectorFile.Write(path, embedder.Manifest.Identity, embedder.Dimension, concepts, rows);
        Console.WriteLine($"{path}: {concepts.Count:N0} concepts, {new FileInfo(path).Length:N0} bytes, sha256 {ModelFile.Sha256(path)}");
        return 0;
    }
}
