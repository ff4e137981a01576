using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>A safetensors file: 8 bytes of header length (little endian), a JSON header of names, types, shapes and offsets, then the numbers.
/// Read in place; every offset is checked before it is used.</summary>
internal sealed class SafeTensors : IDisposable
{
    /// <summary>The format's own limit on its header.</summary>
    private const int HeaderBytesLimit = 100_000_000;

    private readonly ModelFile _file;
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly long _dataStart;

    private SafeTensors(ModelFile file)
    {
        _file = file;
        if (file.Length < 8)
            throw Damaged($"it has {file.Length} bytes, too few for a header");
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(file.Bytes(0, 8));
        if (headerBytes is 0 or > HeaderBytesLimit || (long)headerBytes > file.Length - 8)
            throw Damaged($"its header claims {headerBytes} bytes of the {file.Length} in the file");
        _dataStart = 8 + (long)headerBytes;
        ReadHeader((int)headerBytes);
    }

    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <exception cref="DataProblemException">The file is missing, cut short or no safetensors file; names it and the tensor.</exception>
    public static SafeTensors Open(string path)
    {
        var file = ModelFile.Open(path);
        try
        {
            return new SafeTensors(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>The tensor as float32, row-major; exact for float32, float16 and bfloat16.</summary>
    /// <param name="shape">The shape that the caller needs.</param>
    /// <exception cref="DataProblemException">The tensor is missing or of another shape; names file, tensor and both shapes.</exception>
    public float[] Read(string name, params ReadOnlySpan<int> shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
            throw Damaged($"tensor {name} is missing");
        if (!shape.SequenceEqual(tensor.Shape))
            throw Damaged($"tensor {name} has shape [{string.Join(", ", tensor.Shape)}], [{string.Join(", ", shape.ToArray())}] is needed");
        var values = new float[tensor.Count];
        var bytes = _file.Bytes(_dataStart + tensor.Offset, tensor.Count * tensor.Width);
        Convert(tensor.Type, bytes, values);
        return values;
    }

    /// <summary>The shape of a tensor.</summary>
    /// <exception cref="DataProblemException">The tensor is missing; names file and tensor.</exception>
    public IReadOnlyList<int> Shape(string name) => _tensors.TryGetValue(name, out var tensor) ? tensor.Shape : throw Damaged($"tensor {name} is missing");

    public void Dispose() => _file.Dispose();

    private static void Convert(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case "F32":
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
                break;
            case "F16":
                var halves = MemoryMarshal.Cast<byte, Half>(bytes);
                for (var i = 0; i < values.Length; i++)
                    values[i] = (float)halves[i];
                break;
            default:
                // A bfloat16 is the upper half of a float32.
                var uppers = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < values.Length; i++)
                    values[i] = BitConverter.UInt32BitsToSingle((uint)uppers[i] << 16);
                break;
        }
    }

    private void ReadHeader(int headerBytes)
    {
        try
        {
            using var header = JsonDocument.Parse(_file.Bytes(8, headerBytes).ToArray());
            foreach (var entry in header.RootElement.EnumerateObject())
            {
                if (entry.Name != "__metadata__")
                    AddTensor(entry.Name, entry.Value);
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DataProblemException(Message($"its header is not the JSON that it should be ({problem.Message})"), problem);
        }
    }

    private void AddTensor(string name, JsonElement entry)
    {
        var type = entry.GetProperty("dtype").GetString() ?? "";
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        var offsets = entry.GetProperty("data_offsets");
        var (from, to) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        var width = type switch { "F32" => 4, "F16" or "BF16" => 2, _ => 0 };
        // Other types (integer position ids) are kept out: nothing reads them.
        if (width == 0)
            return;
        long count = 1;
        foreach (var size in shape)
        {
            if (size < 0 || (count *= size) > int.MaxValue / width)
                throw Damaged($"tensor {name} has an impossible shape");
        }
        if (from < 0 || to < from || to > _file.Length - _dataStart)
            throw Damaged($"tensor {name} lies at bytes {from} to {to} of {_file.Length - _dataStart}: the file is cut short or its header is wrong");
        if (to - from != count * width)
            throw Damaged($"tensor {name} has {to - from} bytes where its shape needs {count * width}");
        _tensors[name] = new Tensor(type, shape, from, (int)count, width);
    }

    private DataProblemException Damaged(string what) => new(Message(what));

    private string Message(string what) => $"{_file.Path} is not a usable safetensors file: {what}; copy the model again from its source";

    private sealed record Tensor(string Type, int[] Shape, long Offset, int Count, int Width);
}
