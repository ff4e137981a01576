using System.Globalization;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// The archive folder, for its one writer: records are only ever appended, and a record that a crash tore is cut away when the
/// archive is opened next. What stands behind the last committed place and is whole stays.
/// </summary>
internal sealed class PageArchive : IDisposable
{
    /// <summary>A file that has grown beyond this is closed and the next one begun.</summary>
    public const long MaxFileBytes = 1L << 30;

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly long _maxFileBytes;
    private FileStream? _file;

    private PageArchive(string folder, TimeProvider time, long maxFileBytes)
    {
        _folder = folder;
        _time = time;
        _maxFileBytes = maxFileBytes;
    }

    /// <summary>Where the next record will stand: the number of the file, and bytes. (0, 0) while there is no file.</summary>
    public ArchiveEnd End => _file is null ? default : new ArchiveEnd(NumberOf(_file.Name), _file.Length);

    /// <param name="committed">Up to here the archive was whole when the library was last written.</param>
    /// <exception cref="DataProblemException">The folder cannot be written.</exception>
    public static PageArchive OpenForWriting(WriterLock writer, ArchiveEnd committed, TimeProvider time, long maxFileBytes = MaxFileBytes)
    {
        var archive = new PageArchive(writer.Directory.ArchiveFolder, time, maxFileBytes);
        try
        {
            if (archive.LastFile() is { } last)
                archive._file = Mended(last, NumberOf(last) == committed.File ? committed.Bytes : 0);
            return archive;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataDirectory.NotWritable(writer.Directory.ArchiveFolder, e);
        }
    }

    /// <summary>Appends an exchange; on disk for certain after <see cref="Flush"/>.</summary>
    /// <returns>The place of its response.</returns>
    public ArchivePlace Append(EncodedExchange exchange) => Guard(() =>
    {
        var file = FileWithRoom();
        var place = new ArchivePlace(Path.GetFileName(file.Name), file.Position);
        file.Write(exchange.Response.Span);
        file.Write(exchange.Request.Span);
        return place;
    });

    public void Flush() => Guard(() =>
    {
        _file?.Flush(flushToDisk: true);
        return 0;
    });

    /// <summary>The page whose response stands at this place, with its codings undone; null with a problem when it cannot be read.</summary>
    public static (HttpMessage? Message, string? Problem) Read(DataDirectory directory, ArchivePlace place)
    {
        var path = Path.Combine(directory.ArchiveFolder, place.File);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 14);
            var item = WarcReader.ReadAt(file, place.Offset);
            if (item.Record is null)
                return (null, $"{path}, byte {place.Offset}: {item.Problem}");
            return HttpMessage.Parse(item.Record.Block) is { } message
                ? (message, null)
                : (null, $"{path}, byte {place.Offset}: the record holds no HTTP response");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read ({e.Message.TrimEnd('.')})");
        }
    }

    public void Dispose() => _file?.Dispose();

    private FileStream FileWithRoom()
    {
        if (_file is not null && _file.Length < _maxFileBytes)
            return _file;
        var number = _file is null ? 1 : NumberOf(_file.Name) + 1;
        _file?.Flush(flushToDisk: true);
        _file?.Dispose();
        _file = null;
        var name = string.Create(CultureInfo.InvariantCulture, $"semsearch-{number:00000}.warc.gz");
        _file = new FileStream(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 0);
        _file.Write(WarcRecords.Info(name, _time.GetUtcNow(), "SemanticSearch").Span);
        return _file;
    }

    private string? LastFile() => Directory.EnumerateFiles(_folder, "semsearch-*.warc.gz").Where(path => NumberOf(path) > 0)
        .OrderByDescending(NumberOf).FirstOrDefault();

    // A file that is shorter than what was committed has lost records; what is left of it is checked from its beginning.
    private static FileStream Mended(string path, long soundBytes)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 0);
        try
        {
            file.Position = soundBytes <= file.Length ? soundBytes : 0;
            file.SetLength(EndOfSoundMembers(file));
            file.Position = file.Length;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static long EndOfSoundMembers(FileStream file)
    {
        var sound = file.Position;
        var nowhere = new byte[1 << 14];
        try
        {
            while (GzipMember.Open(file) is { } member)
            {
                using (member)
                {
                    while (member.Read(nowhere) > 0)
                    {
                    }
                }
                sound = file.Position;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            // Torn: the file ends where the last whole member does.
        }
        return sound;
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataDirectory.NotWritable(_file?.Name ?? _folder, e);
        }
    }

    private static int NumberOf(string path)
    {
        var name = Path.GetFileName(path);
        return name.Length == "semsearch-00001.warc.gz".Length
            && int.TryParse(name.AsSpan("semsearch-".Length, 5), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}

/// <summary>A place in the archive: every byte before it is on disk.</summary>
internal readonly record struct ArchiveEnd(int File, long Bytes);
