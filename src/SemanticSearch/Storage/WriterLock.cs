using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// The right to write a data directory: one holder at a time, on this machine. The operating system holds the lock on an
/// open file, so it ends with the process, however that ends. Whoever writes the library or a generation asks for one.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _file;

    private WriterLock(DataDirectory directory, FileStream file)
    {
        Directory = directory;
        _file = file;
    }

    public DataDirectory Directory { get; }

    /// <summary>Creates the data directory where it is missing and takes its lock.</summary>
    /// <exception cref="DirectoryInUseException">Another writer holds it.</exception>
    /// <exception cref="DataProblemException">The directory cannot be written.</exception>
    public static WriterLock Take(DataDirectory directory)
    {
        directory.Create();
        var path = directory.WriterLockFile;
        if (System.IO.Directory.Exists(path))
            throw new DataProblemException($"{path} is a folder where the lock file must be: remove it.");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return Announce(new WriterLock(directory, file));
        }
        catch (UnauthorizedAccessException e)
        {
            throw DataDirectory.NotWritable(path, e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new DirectoryInUseException(
                $"{path} is locked: {Holder(directory)} is writing this data directory. Wait until it is done, or stop it.", e);
        }
        catch (IOException e)
        {
            throw DataDirectory.NotWritable(path, e);
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(Directory.WriterInfoFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next writer overwrites it; only the lock itself counts.
        }
        _file.Dispose();
    }

    private static WriterLock Announce(WriterLock taken)
    {
        try
        {
            File.WriteAllText(taken.Directory.WriterInfoFile, Describe(), Encoding.UTF8);
            return taken;
        }
        catch
        {
            taken._file.Dispose();
            throw;
        }
    }

    private static string Describe() =>
        $"process {Environment.ProcessId} ({Path.GetFileNameWithoutExtension(Environment.ProcessPath)}) on {Environment.MachineName}";

    private static string Holder(DataDirectory directory)
    {
        try
        {
            var text = File.ReadAllText(directory.WriterInfoFile).Trim();
            return text.Length is > 0 and < 300 ? text : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    // EWOULDBLOCK is 11 on Linux and 35 on macOS; ERROR_SHARING_VIOLATION is 32 on Windows. .NET keeps the number in HResult's low bits.
    private static bool IsHeld(IOException e) => e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) is 11 or 35 or 32;
}
