using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// The vectors that a model has made, by what was embedded: an append-only file for each model. It makes embedding resumable and keeps what did
/// not change from being embedded again. Derived: without it everything is embedded anew. A record that a crash tore off is cut away when
/// the file is opened next, and one that does not fit its checksum is not served.
/// </summary>
/// <remarks>After 32 bytes of header (magic, format, dimension, zeros) each record holds the key (16 bytes), CRC-32C of key and numbers
/// (4), zeros (4) and the vector in half precision (2 bytes a number): 792 bytes for 384 numbers.</remarks>
internal sealed class EmbeddingCache : IDisposable
{
    private const ulong Magic = 0x0A0D_4345_4253_5353;
    private const int Format = 1;
    private const int HeaderBytes = 32;
    private const int KeyBytes = 16;
    private const int RecordHeaderBytes = 24;

    /// <summary>Records read at a time while the file is checked.</summary>
    private const int ReadRecords = 1_024;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly int _dimension;
    private readonly Dictionary<UInt128, int> _records = [];
    private readonly byte[] _record;
    private int _places;

    private EmbeddingCache(string path, int dimension)
    {
        _path = path;
        _dimension = dimension;
        _record = new byte[RecordHeaderBytes + 2 * dimension];
        _file = OpenFile(path);
    }

    /// <summary>Vectors held.</summary>
    public int Count => _records.Count;

    /// <param name="model">The model's identity: its vectors are never mixed with those of another.</param>
    /// <param name="dimension">Numbers in a vector.</param>
    /// <exception cref="DataProblemException">The file cannot be read or written.</exception>
    public static EmbeddingCache Open(WriterLock writer, string model, int dimension)
    {
        var folder = writer.Directory.EmbeddingsFolder;
        Directory.CreateDirectory(folder);
        var cache = new EmbeddingCache(Path.Combine(folder, model + ".cache"), dimension);
        try
        {
            cache.Load();
            return cache;
        }
        catch (Exception e)
        {
            cache.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw DataDirectory.NotWritable(cache._path, e);
            throw;
        }
    }

    /// <summary>What a text's vector is stored under: the first half of its SHA-256.</summary>
    public static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    public bool Contains(UInt128 key) => _records.ContainsKey(key);

    /// <param name="vector">Gets the vector, of length 1 but for rounding.</param>
    /// <returns>False where nothing is held.</returns>
    public bool TryRead(UInt128 key, Span<float> vector)
    {
        if (!_records.TryGetValue(key, out var place))
            return false;
        RandomAccess.Read(_file.SafeFileHandle, _record, PositionOf(place));
        var numbers = MemoryMarshal.Cast<byte, Half>(_record.AsSpan(RecordHeaderBytes));
        for (var i = 0; i < _dimension; i++)
            vector[i] = (float)numbers[i];
        return true;
    }

    /// <summary>Stores vectors, so that a process killed right after loses none of them.</summary>
    /// <param name="vectors">One after the other, in the order of the keys.</param>
    /// <exception cref="DataProblemException">The disk is full or the file cannot be written.</exception>
    public void Append(ReadOnlySpan<UInt128> keys, ReadOnlySpan<float> vectors)
    {
        var bytes = new byte[keys.Length * _record.Length];
        for (var i = 0; i < keys.Length; i++)
            WriteRecord(bytes.AsSpan(i * _record.Length, _record.Length), keys[i], vectors.Slice(i * _dimension, _dimension));
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, PositionOf(_places));
        }
        catch (IOException e)
        {
            throw DataDirectory.NotWritable(_path, e);
        }
        foreach (var key in keys)
            _records[key] = _places++;
    }

    /// <summary>Forgets all but these when most of the file is of no use any more; what stays is copied and the file replaced as a whole.</summary>
    public static void Compact(WriterLock writer, string model, int dimension, IReadOnlySet<UInt128> wanted)
    {
        using var cache = Open(writer, model, dimension);
        if (cache._places <= 2L * wanted.Count + ReadRecords)
            return;
        var path = cache._path + ".new";
        File.Delete(path);
        using (var smaller = new EmbeddingCache(path, dimension))
        {
            smaller.Load();
            var vector = new float[dimension];
            foreach (var key in wanted.Where(key => cache.TryRead(key, vector)))
                smaller.Append([key], vector);
        }
        cache.Dispose();
        File.Move(path, cache._path, overwrite: true);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataDirectory.NotWritable(path, e);
        }
    }

    private long PositionOf(int place) => HeaderBytes + (long)place * _record.Length;

    private void Load()
    {
        var header = new byte[HeaderBytes];
        var isOurs = RandomAccess.Read(_file.SafeFileHandle, header, 0) == HeaderBytes
            && BinaryPrimitives.ReadUInt64LittleEndian(header) == Magic
            && BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8)) == Format
            && BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)) == _dimension;
        if (!isOurs)
            Begin(header);
        var chunk = new byte[ReadRecords * _record.Length];
        int whole;
        do
        {
            whole = RandomAccess.Read(_file.SafeFileHandle, chunk, PositionOf(_places)) / _record.Length;
            for (var i = 0; i < whole; i++)
                Take(chunk.AsSpan(i * _record.Length, _record.Length));
        }
        while (whole > 0);
        _file.SetLength(PositionOf(_places));
    }

    // A damaged record keeps its place, so that those behind it are found; its text is embedded again.
    private void Take(ReadOnlySpan<byte> record)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[KeyBytes..]) == Checksum(record))
            _records[BinaryPrimitives.ReadUInt128LittleEndian(record)] = _places;
        _places++;
    }

    // An empty file, or one of another format: it is derived, so it is begun anew.
    private void Begin(byte[] header)
    {
        Array.Clear(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Format);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), _dimension);
        _file.SetLength(0);
        RandomAccess.Write(_file.SafeFileHandle, header, 0);
    }

    private static void WriteRecord(Span<byte> record, UInt128 key, ReadOnlySpan<float> vector)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(record, key);
        var numbers = MemoryMarshal.Cast<byte, Half>(record[RecordHeaderBytes..]);
        for (var i = 0; i < vector.Length; i++)
            numbers[i] = (Half)vector[i];
        BinaryPrimitives.WriteUInt32LittleEndian(record[KeyBytes..], Checksum(record));
    }

    private static uint Checksum(ReadOnlySpan<byte> record) =>
        ~Crc32C.Append(Crc32C.Append(Crc32C.Start, record[..KeyBytes]), record[RecordHeaderBytes..]);
}
