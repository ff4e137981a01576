using System.Text.Unicode;

namespace SemanticSearch.Storage;

/// <summary>One line of a JSONL stream.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Bytes">Valid UTF-8 without line end; valid until the next line is asked for. Empty when there is a problem.</param>
/// <param name="Problem">Why the line cannot be used, or null.</param>
internal readonly record struct JsonLine(int Number, ReadOnlyMemory<byte> Bytes, string? Problem);

/// <summary>
/// Streams the lines of a JSONL file. Blank lines are passed over (and counted); a line beyond the limit is reported and
/// never held in memory; where the stream breaks off, the lines before are kept and the break is reported.
/// </summary>
internal sealed class JsonLines
{
    /// <summary>Longest line that is read, without its line feed; the longest real article has 0.3 MiB.</summary>
    public const int MaxLineBytes = 32 << 20;

    private const int FirstBufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly int _maxLineBytes;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _lineStart;
    private int _searched;
    private int _end;
    private int _number;
    private string? _break;

    public JsonLines(Stream stream, int maxLineBytes = MaxLineBytes)
    {
        _stream = stream;
        _maxLineBytes = maxLineBytes;
    }

    public IEnumerable<JsonLine> Read()
    {
        while (Next() is { } line)
        {
            if (line.Problem is not null || !line.Bytes.Span.TrimStart(" \t"u8).IsEmpty)
                yield return line;
        }
        if (_break is not null)
            yield return new JsonLine(_number + 1, default, $"the file breaks off here ({_break.TrimEnd('.')}); the lines before are kept");
    }

    // One line, or null at the end. A last line that the break cut off is left to the break's report.
    private JsonLine? Next()
    {
        while (true)
        {
            var newline = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (newline >= 0)
                return Take(_searched + newline, _searched + newline + 1);
            _searched = _end;
            if (_end - _lineStart > _maxLineBytes)
                return Skip();
            if (!Fill())
                return _end == _lineStart || _break is not null ? null : Take(_end, _end);
        }
    }

    private JsonLine Take(int end, int next)
    {
        var bytes = _buffer.AsMemory(_lineStart, end - _lineStart);
        _lineStart = _searched = next;
        _number++;
        if (bytes.Length > _maxLineBytes)
            return TooLong(bytes.Length);
        if (_number == 1 && bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        if (bytes.Span.EndsWith("\r"u8))
            bytes = bytes[..^1];
        return Utf8.IsValid(bytes.Span) ? new JsonLine(_number, bytes, null) : new JsonLine(_number, default, "not valid UTF-8");
    }

    // The line is over the limit: only its length is kept while the rest of it goes by.
    private JsonLine Skip()
    {
        long length = _end - _lineStart;
        _number++;
        while (true)
        {
            _lineStart = _searched = _end = 0;
            if (!Fill())
                return TooLong(length);
            var newline = _buffer.AsSpan(0, _end).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                _lineStart = _searched = newline + 1;
                return TooLong(length + newline);
            }
            length += _end;
        }
    }

    private JsonLine TooLong(long length) =>
        new(_number, default, $"the line has {length:N0} bytes, more than the {_maxLineBytes:N0} that are read");

    // Reads more behind _end, after making room: first by moving the line to the front, then by a larger buffer.
    private bool Fill()
    {
        if (_lineStart > 0)
        {
            _buffer.AsSpan(_lineStart, _end - _lineStart).CopyTo(_buffer);
            _searched -= _lineStart;
            _end -= _lineStart;
            _lineStart = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, (long)_maxLineBytes + FirstBufferBytes));
        try
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _break = e.Message;
            return false;
        }
    }
}
