using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>A file of a model, mapped into memory for reading: opened at once, paged in when touched, shared between processes.</summary>
internal sealed unsafe class ModelFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _start;

    private ModelFile(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, long length)
    {
        Path = path;
        Length = length;
        _map = map;
        _view = view;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += view.PointerOffset;
    }

    public string Path { get; }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    /// <summary>The first byte; valid until this is disposed. Aligned to a page.</summary>
    public byte* Start => _start;

    public static bool Exists(string path) => File.Exists(path);

    /// <summary>Names of the folders in a folder, in order; none where it is missing.</summary>
    public static IEnumerable<string> FoldersIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];

    /// <exception cref="DataProblemException">The file is missing, empty or cannot be read; names it.</exception>
    public static ModelFile Open(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            if (length == 0)
                throw new DataProblemException($"{path} is empty; copy the model again from its source");
            var map = MemoryMappedFile.CreateFromFile(
                file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new ModelFile(path, map, map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataProblemException($"{path} cannot be read: {problem.Message}", problem);
        }
    }

    /// <exception cref="DataProblemException">The file is missing or cannot be read; names it.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataProblemException($"{path} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The SHA-256 of the whole file in lower-case hexadecimal.</summary>
    /// <exception cref="DataProblemException">The file is missing or cannot be read; names it.</exception>
    public static string Sha256(string path)
    {
        using var file = Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        const int step = 1 << 24;
        for (long offset = 0; offset < file.Length; offset += step)
            hash.AppendData(file.Bytes(offset, (int)Math.Min(step, file.Length - offset)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <exception cref="ArgumentOutOfRangeException">The range leaves the file.</exception>
    public ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - count);
        ObjectDisposedException.ThrowIf(_start is null, this);
        return MemoryMarshal.CreateReadOnlySpan(ref *(_start + offset), count);
    }

    public void Dispose()
    {
        if (_start is null)
            return;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
