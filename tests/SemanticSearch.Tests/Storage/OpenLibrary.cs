using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

/// <summary>A library in a folder of its own, open for writing.</summary>
internal sealed class OpenLibrary : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WriterLock _writer;

    public OpenLibrary()
    {
        _writer = WriterLock.Take(new DataDirectory(_folder.Path));
        Library = Library.OpenForWriting(_writer);
    }

    public Library Library { get; }

    public DataDirectory Directory => _writer.Directory;

    public void Dispose()
    {
        Library.Dispose();
        _writer.Dispose();
        _folder.Dispose();
    }
}
