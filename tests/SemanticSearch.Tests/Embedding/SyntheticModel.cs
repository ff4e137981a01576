using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SemanticSearch.Embedding;

namespace SemanticSearch.Tests.Embedding;

/// <summary>A small BERT checkpoint with seeded weights, of any shape.</summary>
internal sealed class SyntheticModel
{
    private readonly string _prefix;

    public SyntheticModel(EncoderShape shape, string prefix = "", int seed = 1)
    {
        Shape = shape;
        _prefix = prefix;
        var random = new Random(seed);
        Add("embeddings.word_embeddings.weight", 0.5, 0, shape.Vocabulary, shape.Width);
        Add("embeddings.position_embeddings.weight", 0.1, 0, shape.Positions, shape.Width);
        Add("embeddings.token_type_embeddings.weight", 0.1, 0, 2, shape.Width);
        AddNorm("embeddings.LayerNorm");
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var name = $"encoder.layer.{layer}.";
            foreach (var part in (string[])["query", "key", "value"])
                AddLinear($"{name}attention.self.{part}", shape.Width, shape.Width);
            AddLinear($"{name}attention.output.dense", shape.Width, shape.Width);
            AddNorm($"{name}attention.output.LayerNorm");
            AddLinear($"{name}intermediate.dense", shape.Inner, shape.Width);
            AddLinear($"{name}output.dense", shape.Width, shape.Inner);
            AddNorm($"{name}output.LayerNorm");
        }

        void AddLinear(string name, int outputs, int inputs)
        {
            Add($"{name}.weight", 1.5 / Math.Sqrt(inputs), 0, outputs, inputs);
            Add($"{name}.bias", 0.1, 0, outputs);
        }

        void AddNorm(string name)
        {
            Add($"{name}.weight", 0.2, 1, shape.Width);
            Add($"{name}.bias", 0.2, 0, shape.Width);
        }

        void Add(string name, double spread, double middle, params int[] sizes)
        {
            var values = new float[sizes.Aggregate(1, (product, size) => product * size)];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(middle + spread * (random.NextDouble() + random.NextDouble() - 1));
            Tensors[name] = (sizes, values);
        }
    }

    public EncoderShape Shape { get; }

    /// <summary>By the name without prefix.</summary>
    public Dictionary<string, (int[] Sizes, float[] Values)> Tensors { get; } = [];

    /// <summary>Letters as words and as continuations.</summary>
    public static string[] Vocabulary { get; } =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[", "]", .. "abcdefghijklmnopqrstuvwxyz".Select(c => $"{c}"), .. "abcdefghijklmnopqrstuvwxyz".Select(c => $"##{c}")];

    /// <summary>Every weight as the type keeps it.</summary>
    public SyntheticModel RoundedTo(string type)
    {
        foreach (var (_, values) in Tensors.Values)
            MemoryMarshal.Cast<byte, float>(BytesOf(values, type, asFloat: true)).CopyTo(values);
        return this;
    }

    /// <summary>A folder that the embedder opens: nothing tells it the model's sizes but the manifest.</summary>
    /// <param name="type">F32, F16 or BF16; "packed" for the 8-bit form.</param>
    public TestModels Write(string type = "F32", int maximumTokens = 48, Pooling pooling = Pooling.Mean)
    {
        var folder = new TestModels();
        File.WriteAllText(folder.PathOf("vocab.txt"), string.Join('\n', Vocabulary) + "\n");
        var isPacked = type == "packed";
        File.WriteAllBytes(folder.PathOf("model.safetensors"), ToSafeTensors(isPacked ? "F32" : type));
        if (isPacked)
        {
            using (var tensors = SafeTensors.Open(folder.PathOf("model.safetensors")))
                File.WriteAllBytes(folder.PathOf("model.ssemb"), ModelPacker.Pack(new CheckpointTensors(tensors, _prefix, Shape)));
            File.Delete(folder.PathOf("model.safetensors"));
        }
        folder.WriteManifest(TestModels.MiniLm with
        {
            Name = "synthetic",
            Dimension = Shape.Width,
            Layers = Shape.Layers,
            Heads = Shape.Heads,
            Inner = Shape.Inner,
            Vocabulary = Shape.Vocabulary,
            Positions = Shape.Positions,
            MaximumTokens = maximumTokens,
            Pooling = pooling,
            TensorPrefix = _prefix,
            WeightsForm = isPacked ? WeightsForm.Packed : WeightsForm.SafeTensors,
            WeightsFile = isPacked ? "model.ssemb" : "model.safetensors",
        });
        return folder;
    }

    public byte[] ToSafeTensors(string type)
    {
        var header = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string> { ["format"] = "pt" } };
        var data = new List<byte>();
        foreach (var (name, (sizes, values)) in Tensors)
        {
            var bytes = BytesOf(values, type, asFloat: false);
            header[_prefix + name] = new { dtype = type, shape = sizes, data_offsets = (int[])[data.Count, data.Count + bytes.Length] };
            data.AddRange(bytes);
        }
        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. data];
    }

    private static byte[] BytesOf(float[] values, string type, bool asFloat) => type switch
    {
        "F32" => MemoryMarshal.AsBytes(values.AsSpan()).ToArray(),
        "F16" when asFloat => MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (float)(Half)value).AsSpan()).ToArray(),
        "F16" => MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (Half)value).AsSpan()).ToArray(),
        _ when asFloat => MemoryMarshal.AsBytes(Array.ConvertAll(values, value => BitConverter.UInt32BitsToSingle(Upper(value) << 16)).AsSpan()).ToArray(),
        _ => MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (ushort)Upper(value)).AsSpan()).ToArray(),
    };

    // bfloat16 by cutting off; how it was rounded does not matter here.
    private static uint Upper(float value) => BitConverter.SingleToUInt32Bits(value) >> 16;
}
