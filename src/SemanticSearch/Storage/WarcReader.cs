using System.Globalization;

namespace SemanticSearch.Storage;

/// <summary>
/// Reads web archives as they are found: WARC 1.0 and 1.1 (ISO 28500) and ARC 1, plain, compressed record by record or as a whole.
/// A broken record is named with its place, and reading goes on with the next one.
/// </summary>
internal static class WarcReader
{
    /// <summary>A longer record is passed over: no page that can become an article is that long.</summary>
    public const int MaxBlockBytes = 64 << 20;

    private const int MaxLineBytes = 1 << 16;
    private const int MaxHeaders = 200;

    /// <summary>Every record and every problem, in the order of the file.</summary>
    public static IEnumerable<WarcItem> Read(Stream file)
    {
        if (!IsCompressed(file))
            return new Segment(file, 0, isMember: false).Items();
        return Members(file);
    }

    /// <summary>The record at this place of a file that is compressed record by record.</summary>
    public static WarcItem ReadAt(Stream file, long offset)
    {
        file.Position = offset;
        return Members(file).FirstOrDefault(new WarcItem(offset, null, "the file ends before this record"));
    }

    private static bool IsCompressed(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic is [0x1F, 0x8B];
    }

    private static IEnumerable<WarcItem> Members(Stream file)
    {
        while (true)
        {
            var offset = file.Position;
            var (member, problem) = Open(file);
            if (member is not null)
            {
                var isSound = true;
                using (member)
                {
                    foreach (var item in new Segment(member, offset, isMember: true).Items())
                    {
                        isSound &= item.Problem is null;
                        yield return item;
                    }
                    isSound &= IsAtEnd(member);
                }
                if (isSound)
                    continue;
            }
            else if (problem is null)
            {
                yield break;
            }
            else
            {
                yield return new WarcItem(offset, null, problem);
            }
            if (!GzipMember.Find(file, offset + 1))
                yield break;
        }
    }

    private static (GzipMember? Member, string? Problem) Open(Stream file)
    {
        try
        {
            return (GzipMember.Open(file), null);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return (null, e.Message.TrimEnd('.'));
        }
    }

    // A sound member was verified to its end; after a broken one the search for the next begins behind its first byte.
    private static bool IsAtEnd(GzipMember member)
    {
        try
        {
            return member.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>A run of records: a plain file, or one gzip member.</summary>
    private sealed class Segment(Stream stream, long offset, bool isMember)
    {
        private readonly ByteReader _reader = new(stream);
        private string? _nextLine;
        private long _lineOffset;
        private bool _isOver;

        public IEnumerable<WarcItem> Items()
        {
            while (!_isOver && Next() is { } item)
                yield return item;
        }

        private WarcItem? Next()
        {
            var at = offset;
            try
            {
                var line = FirstLine();
                if (line is null)
                    return null;
                if (!isMember)
                    at = _lineOffset;
                if (line.StartsWith("WARC/", StringComparison.Ordinal))
                    return ReadWarc(at);
                if (ArcHeader.Parse(line) is { } arc)
                    return ReadBlock(at, arc.Type, arc.Headers, arc.Length);
                FindNext();
                return new WarcItem(at, null, "no WARC or ARC record begins here");
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                // Behind damaged compression nothing of this run can be read.
                _isOver = true;
                return new WarcItem(at, null, e.Message.TrimEnd('.'));
            }
        }

        private string? FirstLine()
        {
            if (_nextLine is { } found)
            {
                _nextLine = null;
                return found;
            }
            string? line;
            do
            {
                _lineOffset = _reader.Position;
                line = _reader.ReadLine(MaxLineBytes);
            }
            while (line is { Length: 0 });
            return line;
        }

        private void FindNext()
        {
            do
            {
                _lineOffset = _reader.Position;
                _nextLine = _reader.ReadLine(int.MaxValue);
            }
            while (_nextLine is not null && !_nextLine.StartsWith("WARC/", StringComparison.Ordinal) && ArcHeader.Parse(_nextLine) is null);
            _isOver = _nextLine is null;
        }

        private WarcItem ReadWarc(long at)
        {
            var headers = new List<KeyValuePair<string, string>>();
            for (string? line; (line = _reader.ReadLine(MaxLineBytes)) is { Length: > 0 };)
            {
                if (headers.Count >= MaxHeaders)
                    throw new InvalidDataException($"a record has more than {MaxHeaders} headers");
                HttpMessage.AddHeader(headers, line);
            }
            if (HttpMessage.Find(headers, "WARC-Type") is not { } type)
            {
                FindNext();
                return new WarcItem(at, null, "a record without WARC-Type");
            }
            if (!long.TryParse(HttpMessage.Find(headers, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                FindNext();
                return new WarcItem(at, null, "a record without a usable Content-Length");
            }
            return ReadBlock(at, type, headers, length);
        }

        private WarcItem ReadBlock(long at, string type, List<KeyValuePair<string, string>> headers, long length)
        {
            if (length > MaxBlockBytes)
            {
                _isOver = _reader.Skip(length) < length;
                return new WarcItem(at, null, $"a record of {length:N0} bytes, more than {MaxBlockBytes:N0}");
            }
            var block = _reader.Read((int)length);
            if (block.Length < length)
            {
                _isOver = true;
                return new WarcItem(at, null, $"the record says {length:N0} bytes and has {block.Length:N0}");
            }
            // Digests of other kinds are taken on trust.
            if (!ArchiveDigest.Fits(HttpMessage.Find(headers, "WARC-Block-Digest"), block))
                return new WarcItem(at, null, "the record's content does not fit its digest");
            return new WarcItem(at, new WarcRecord
            {
                Offset = at,
                Type = type,
                TargetUri = HttpMessage.Find(headers, "WARC-Target-URI")?.TrimStart('<').TrimEnd('>'),
                Date = DateTimeOffset.TryParse(HttpMessage.Find(headers, "WARC-Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null,
                Headers = headers,
                Block = block,
            }, null);
        }
    }
}
