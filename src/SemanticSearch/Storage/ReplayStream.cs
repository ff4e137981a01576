namespace SemanticSearch.Storage;

/// <summary>A stream whose first bytes were looked at: gives them again, then the rest. Read only, forward only; closes nothing.</summary>
internal sealed class ReplayStream : Stream
{
    private readonly Stream _rest;
    private readonly byte[] _head;
    private int _given;

    public ReplayStream(Stream stream, int headBytes)
    {
        _rest = stream;
        var head = new byte[headBytes];
        _head = head[..stream.ReadAtLeast(head, headBytes, throwOnEndOfStream: false)];
    }

    public ReadOnlySpan<byte> Head => _head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _head.Length)
            return _rest.Read(buffer);
        var count = Math.Min(buffer.Length, _head.Length - _given);
        _head.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
