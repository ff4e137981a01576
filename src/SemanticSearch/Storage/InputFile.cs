using System.IO.Compression;

namespace SemanticSearch.Storage;

/// <summary>
/// A file that a user named: opened once, gzip undone (known by its magic bytes, whatever the name says), its first bytes
/// known before it is read. Works on pipes too.
/// </summary>
internal sealed class InputFile : IDisposable
{
    private const int HeadBytes = 4096;

    private readonly FileStream _file;
    private readonly Stream _decoded;

    private InputFile(string path, FileStream file)
    {
        FilePath = path;
        _file = file;
        var start = new ReplayStream(file, 2);
        _decoded = start.Head is [0x1F, 0x8B] ? new GZipStream(start, CompressionMode.Decompress) : start;
        var content = new ReplayStream(_decoded, HeadBytes);
        Head = content.Head.ToArray();
        Content = content;
    }

    public string FilePath { get; }

    /// <summary>The first bytes of <see cref="Content"/>, 4,096 or all of them.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>The whole content, decompressed, from its first byte.</summary>
    public Stream Content { get; }

    /// <summary>Bytes of the file read so far and in all; the total is 0 for a pipe.</summary>
    public (long Done, long Total) Progress => _file.CanSeek ? (_file.Position, _file.Length) : (0, 0);

    public InputFormat Format => InputFormats.Recognise(FilePath, Head.Span);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">It is a folder.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static InputFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
            throw new ArgumentException($"{path} is a folder: name the files in it.");
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            return new InputFile(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            file?.Dispose();
            throw Explain(path, e);
        }
    }

    /// <summary>The content, or the first <paramref name="maxBytes"/> of it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] ReadBytes(int maxBytes)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; bytes.Length < maxBytes && (read = Content.Read(buffer)) > 0;)
                bytes.Write(buffer, 0, (int)Math.Min(read, maxBytes - bytes.Length));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Explain(FilePath, e);
        }
        return bytes.ToArray();
    }

    public void Dispose()
    {
        Content.Dispose();
        _decoded.Dispose();
        _file.Dispose();
    }

    private static IOException Explain(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new FileNotFoundException($"There is no file {path}.", path, e),
        InvalidDataException => new IOException($"{path} is a damaged gzip file ({e.Message.TrimEnd('.')}).", e),
        _ => new IOException($"{path} cannot be read: {e.Message}", e),
    };
}
