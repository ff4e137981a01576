namespace SemanticSearch.Tests;

/// <summary>An empty folder that goes when the test ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("semsearch-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
