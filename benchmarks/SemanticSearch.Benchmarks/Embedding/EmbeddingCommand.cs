namespace SemanticSearch.Benchmarks.Embedding;

/// <summary>The commands of this folder: <c>pack [FOLDER]</c> and <c>embedding [FOLDER] [--float]</c>.</summary>
internal static class EmbeddingCommand
{
    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["pack"]:
                return Pack(DefaultFolder);
            case ["pack", var folder]:
                return Pack(folder);
            case ["embedding"]:
                return EmbeddingSpeed.Run(DefaultFolder);
            case ["embedding", var folder]:
                return EmbeddingSpeed.Run(folder);
            default:
                Console.Error.WriteLine("usage: pack [FOLDER] | embedding [FOLDER]   (FOLDER: a model's folder; default: the model that ships)");
                return 2;
        }
    }

    private static string DefaultFolder => Path.Combine(Repository.Root, "models", MiniLmPacking.Name);

    private static int Pack(string folder)
    {
        foreach (var (file, bytes, hash) in MiniLmPacking.Write(SharedData.Path("models/all-MiniLM-L6-v2"), folder))
            Console.WriteLine($"{Path.Combine(folder, file)}: {bytes:N0} bytes, sha256 {hash}");
        return 0;
    }
}
