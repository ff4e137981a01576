using SemanticSearch.Documents;
using SemanticSearch.Embedding.Kernels;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>An encoder in 8 bits, used in place from its mapped file.</summary>
internal sealed unsafe class PackedWeights : EncoderWeights
{
    private readonly ModelFile _file;
    private readonly FloatKernels _floats;
    private readonly sbyte* _words;
    private readonly float* _wordScales;

    private PackedWeights(ModelFile file, FloatKernels floats, ByteKernels bytes)
    {
        _file = file;
        _floats = floats;
        var header = PackedHeader.Read(file.Bytes(0, (int)Math.Min(PackedLayout.HeaderBytes, file.Length)), file.Path);
        Shape = header.Shape;
        var layout = new PackedLayout(Shape);
        if (layout.FileBytes != header.FileBytes || layout.FileBytes != file.Length)
            throw Damaged($"it has {file.Length} bytes, its header says {header.FileBytes} and its sizes need {layout.FileBytes}");
        CheckPayload(header.PayloadChecksum);
        _words = (sbyte*)(file.Start + layout.Words);
        _wordScales = Floats(layout.WordScales);
        Positions = Floats(layout.Positions);
        EmbeddingNorm = Norm(layout.EmbeddingNorm);
        Layers = [.. layout.Layers.Select(layer => new EncoderLayer(
            Linear(layer.QueryKeyValue), Linear(layer.AttentionOutput), Norm(layer.AttentionNorm),
            Linear(layer.Up), Linear(layer.Down), Norm(layer.OutputNorm)))];

        ByteLayer Linear(PackedLayout.LinearParts parts) => new(floats, bytes, Matrix(parts));
    }

    public override EncoderShape Shape { get; }

    public override float* Positions { get; }

    public override Normalisation EmbeddingNorm { get; }

    public override IReadOnlyList<EncoderLayer> Layers { get; }

    /// <exception cref="DataProblemException">The file is missing, damaged, cut short or of another version; names it.</exception>
    public static PackedWeights Load(string path, FloatKernels floats, ByteKernels bytes)
    {
        var file = ModelFile.Open(path);
        try
        {
            return new PackedWeights(file, floats, bytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void AddWord(int id, float* row) =>
        _floats.AddBytes(row, _words + (nint)id * Shape.Width, _wordScales[id], Shape.Width);

    public override void Dispose() => _file.Dispose();

    private void CheckPayload(uint expected)
    {
        const int step = 1 << 24;
        uint checksum = 0;
        for (long offset = PackedLayout.HeaderBytes; offset < _file.Length; offset += step)
            checksum = Crc32C.Of(_file.Bytes(offset, (int)Math.Min(step, _file.Length - offset)), checksum);
        if (checksum != expected)
            throw Damaged("its checksum is wrong");
    }

    private ByteMatrix Matrix(PackedLayout.LinearParts parts)
    {
        var exact = (int*)(_file.Start + parts.ExactInputs);
        var count = exact[0];
        if (count is not (0 or ByteMatrix.ExactInputs))
            throw Damaged($"a layer claims {count} exact inputs");
        for (var i = 1; i <= count; i++)
        {
            if (exact[i] < 0 || exact[i] >= parts.Inputs)
                throw Damaged($"a layer of {parts.Inputs} inputs names input {exact[i]}");
        }
        return new ByteMatrix
        {
            Inputs = parts.Inputs,
            Outputs = parts.Outputs,
            Panels = (sbyte*)(_file.Start + parts.Panels),
            Scales = Floats(parts.Scales),
            Sums = Floats(parts.Sums),
            Bias = Floats(parts.Bias),
            HasExact = count > 0,
            ExactIndex = exact + 1,
            Exact = Floats(parts.Exact),
        };
    }

    private Normalisation Norm(PackedLayout.NormParts parts) => new(Floats(parts.Scale), Floats(parts.Shift));

    private float* Floats(long offset) => (float*)(_file.Start + offset);

    private DataProblemException Damaged(string what) => new($"{_file.Path} is damaged: {what}; copy it again from its source");
}
