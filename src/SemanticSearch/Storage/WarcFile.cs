namespace SemanticSearch.Storage;

/// <summary>A web archive that a user named.</summary>
internal sealed class WarcFile : IDisposable
{
    private readonly FileStream _file;

    private WarcFile(FileStream file) => _file = file;

    /// <summary>Bytes read so far and in all.</summary>
    public (long Done, long Total) Progress => (_file.Position, _file.Length);

    /// <exception cref="IOException">It cannot be read.</exception>
    public static WarcFile Open(string path)
    {
        try
        {
            return new WarcFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }

    public IEnumerable<WarcItem> Read() => WarcReader.Read(_file);

    public void Dispose() => _file.Dispose();
}
