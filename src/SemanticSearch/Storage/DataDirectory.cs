using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>Where everything in a data directory lies. Making one touches no file; <see cref="Create"/> does.</summary>
internal sealed class DataDirectory
{
    public DataDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Root = Path.GetFullPath(path);
    }

    public string Root { get; }

    /// <summary>SQLite: lists, entries, pages, articles. The source of truth.</summary>
    public string LibraryFile => Path.Combine(Root, "library.db");

    public bool HasLibrary => File.Exists(LibraryFile);

    /// <summary>Raw responses, append-only.</summary>
    public string ArchiveFolder => Path.Combine(Root, "archive");

    /// <summary>One folder for each committed state of the index; derived, can always be rebuilt.</summary>
    public string GenerationsFolder => Path.Combine(Root, "generations");

    /// <summary>One file for each model: the vectors that it has made; derived, can always be made again.</summary>
    public string EmbeddingsFolder => Path.Combine(Root, "embeddings");

    /// <summary>Holds the name of the live generation.</summary>
    public string CurrentFile => Path.Combine(Root, "CURRENT");

    /// <summary>Held open by the one writer.</summary>
    public string WriterLockFile => Path.Combine(Root, "writer.lock");

    /// <summary>Who holds the lock, for the message of the next writer: the locked file itself cannot be read on every system.</summary>
    public string WriterInfoFile => Path.Combine(Root, "writer.info");

    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="DataProblemException">A file stands where a folder must be, or the place cannot be written.</exception>
    public void Create()
    {
        CreateFolder(Root);
        CreateFolder(ArchiveFolder);
        CreateFolder(GenerationsFolder);
    }

    /// <exception cref="DataProblemException">There is no such directory, or a file stands in its place.</exception>
    public void RequireExists()
    {
        if (File.Exists(Root))
            throw new DataProblemException(IsAFile(Root));
        if (!Directory.Exists(Root))
            throw new DataProblemException($"There is no data directory {Root}: import or crawl something first, or name another with --data.");
    }

    /// <summary>The problem that <paramref name="path"/> cannot be written, with what to do about it.</summary>
    public static DataProblemException NotWritable(string path, Exception reason) =>
        new($"{path} cannot be written ({reason.Message.TrimEnd('.')}): grant write permission, or choose another data directory with --data.", reason);

    private static void CreateFolder(string folder)
    {
        if (File.Exists(folder))
            throw new DataProblemException(IsAFile(folder));
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, e);
        }
    }

    private static string IsAFile(string path) =>
        $"{path} is a file where a folder must be: move it away, or choose another data directory with --data.";
}
