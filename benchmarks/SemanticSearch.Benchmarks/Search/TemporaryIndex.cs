namespace SemanticSearch.Benchmarks.Search;

/// <summary>An index of a corpus with its vectors, in a folder of its own that goes when it is disposed of.</summary>
public sealed class TemporaryIndex : IDisposable
{
    public TemporaryIndex(string corpus)
    {
        try
        {
            new Importer(Path).ImportFile(corpus);
            var indexer = new Indexer(Path);
            indexer.Index();
            indexer.Embed();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("semsearch-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
