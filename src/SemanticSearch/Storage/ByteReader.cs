using System.Text;

namespace SemanticSearch.Storage;

/// <summary>Lines and counted bytes from a stream, as archive formats mix them.</summary>
internal sealed class ByteReader(Stream source)
{
    private readonly byte[] _buffer = new byte[1 << 14];
    private int _start;
    private int _end;
    private long _consumed;

    /// <summary>Bytes handed out so far.</summary>
    public long Position => _consumed;

    /// <summary>The next line without its end, bytes read as Latin-1 when they are no UTF-8; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="maxBytes"/>.</exception>
    public string? ReadLine(int maxBytes)
    {
        var line = new MemoryStream();
        while (Fill())
        {
            var available = _buffer.AsSpan(_start, _end - _start);
            var end = available.IndexOf((byte)'\n');
            var piece = end < 0 ? available : available[..end];
            line.Write(piece);
            Consume(piece.Length + (end < 0 ? 0 : 1));
            if (line.Length > maxBytes)
                throw new InvalidDataException($"a line is longer than {maxBytes:N0} bytes");
            if (end >= 0)
                return Text(line);
        }
        return line.Length == 0 ? null : Text(line);
    }

    /// <summary>As many of <paramref name="count"/> bytes as there are.</summary>
    public byte[] Read(int count)
    {
        // The count comes from a file that may lie: memory is taken as bytes arrive.
        var bytes = new MemoryStream(Math.Min(count, 1 << 16));
        while (bytes.Length < count && Fill())
        {
            var piece = Math.Min(count - (int)bytes.Length, _end - _start);
            bytes.Write(_buffer, _start, piece);
            Consume(piece);
        }
        return bytes.ToArray();
    }

    /// <summary>Passes over <paramref name="count"/> bytes; how many there were.</summary>
    public long Skip(long count)
    {
        var skipped = 0L;
        while (skipped < count && Fill())
        {
            var piece = (int)Math.Min(count - skipped, _end - _start);
            Consume(piece);
            skipped += piece;
        }
        return skipped;
    }

    private bool Fill()
    {
        if (_start < _end)
            return true;
        (_start, _end) = (0, source.Read(_buffer));
        return _end > 0;
    }

    private void Consume(int count)
    {
        _start += count;
        _consumed += count;
    }

    private static string Text(MemoryStream line)
    {
        var bytes = line.GetBuffer().AsSpan(0, (int)line.Length).TrimEnd((byte)'\r');
        return HttpMessage.Text(bytes);
    }
}
