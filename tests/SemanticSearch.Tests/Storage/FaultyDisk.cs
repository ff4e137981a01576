using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

/// <summary>How an operation on the disk goes wrong.</summary>
internal enum Fault
{
    /// <summary>The process dies before it.</summary>
    KilledBefore,

    /// <summary>The process dies in the middle of it: of what was to be written, a part is there.</summary>
    KilledWithin,

    /// <summary>The machine loses power: what was written and not flushed is there only in part.</summary>
    PowerLost,

    /// <summary>The operation is refused, the process lives on.</summary>
    DiskFull,
}

/// <summary>A disk on which one operation goes wrong, counted from the first. After a death nothing changes the disk any more.</summary>
internal sealed class FaultyDisk(int failAt, Fault fault, Random random) : Disk
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _unflushed = [];
    private int _operations;
    private bool _isDead;

    public int Operations => _operations;

    public bool HasFailed => _operations > failAt;

    public override Stream Create(string path)
    {
        lock (_lock)
        {
            Count(() => File.WriteAllBytes(path, []));
            _unflushed.Add(path);
            return new FaultyFile(this, path);
        }
    }

    public override void Flush(Stream file)
    {
        lock (_lock)
        {
            Count(null);
            _unflushed.Remove(((FaultyFile)file).Path);
        }
    }

    public override void FlushFolder(string path) => Do(() => { });

    public override void Replace(string from, string to) => Do(() => base.Replace(from, to));

    public override void MoveFolder(string from, string to) => Do(() => base.MoveFolder(from, to));

    public override void Link(string existing, string name) => Do(() => base.Link(existing, name));

    public override void Delete(string path) => Do(() => base.Delete(path));

    private void Do(Action operation)
    {
        lock (_lock)
        {
            Count(null);
            operation();
        }
    }

    private void Write(string path, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            var part = bytes[..random.Next(bytes.Length + 1)].ToArray();
            Count(() => Append(path, part));
            Append(path, bytes);
        }
    }

    private static void Append(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Append);
        file.Write(bytes);
    }

    private void Count(Action? part)
    {
        if (_isDead)
            throw new IOException("the process is dead");
        if (_operations++ != failAt)
            return;
        if (fault == Fault.DiskFull)
            throw new IOException("No space left on device");
        _isDead = true;
        if (fault == Fault.KilledWithin)
            part?.Invoke();
        foreach (var path in _unflushed.Where(_ => fault == Fault.PowerLost).Where(File.Exists))
            Cut(path);
        throw new IOException("killed");
    }

    private void Cut(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(random.NextInt64(file.Length + 1));
    }

    private sealed class FaultyFile(FaultyDisk disk, string path) : Stream
    {
        public string Path => path;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => disk.Write(path, buffer);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
