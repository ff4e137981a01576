using System.Runtime.InteropServices;

namespace SemanticSearch.Storage;

/// <summary>What an index writer does to the disk, operation by operation, so that a test can let any of them fail.</summary>
internal partial class Disk
{
    public static Disk Real { get; } = new();

    /// <summary>A new, empty file; one of that name must not exist.</summary>
    public virtual Stream Create(string path) => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Returns once what was written to <paramref name="file"/> would survive a loss of power.</summary>
    public virtual void Flush(Stream file)
    {
        if (file is FileStream real)
            real.Flush(flushToDisk: true);
    }

    /// <summary>Makes the names in a folder survive a loss of power. Only Unix has this operation and needs it.</summary>
    public virtual void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET opens files only. What cannot be opened or flushed so (some network file systems) is left to the system.
        var descriptor = OpenUnix(path, 0);
        if (descriptor < 0)
            return;
        _ = FlushUnix(descriptor);
        _ = CloseUnix(descriptor);
    }

    /// <summary>Renames a file over another in one step.</summary>
    public virtual void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public virtual void MoveFolder(string from, string to) => Directory.Move(from, to);

    /// <summary>A second name for a file that will never change; a copy where the file system has no such thing.</summary>
    public virtual void Link(string existing, string name)
    {
        var linked = OperatingSystem.IsWindows() ? CreateHardLink(name, existing, 0) : LinkUnix(existing, name) == 0;
        if (!linked)
            File.Copy(existing, name);
    }

    public virtual void Delete(string path) => File.Delete(path);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkUnix(string existing, string name);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenUnix(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FlushUnix(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseUnix(int descriptor);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string existing, nint attributes);
}
