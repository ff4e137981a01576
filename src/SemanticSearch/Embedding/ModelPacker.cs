using System.Runtime.InteropServices;
using SemanticSearch.Documents;
using SemanticSearch.Embedding.Kernels;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>Checkpoint -> packed 8-bit model. Only single IEEE operations on the checkpoint's own numbers, in a fixed order: the same bytes
/// come out on every machine.</summary>
internal static class ModelPacker
{
    /// <summary>How many inputs of each layer stay exact. Inputs that come from a layer normalisation have a few channels far larger than the
    /// rest; the middle of the feed-forward part has a few whose weights are; attention's output has neither. Counts by measurement.</summary>
    private static readonly Dictionary<LinearPart, int> ExactCounts = new()
    {
        [LinearPart.QueryKeyValue] = 4,
        [LinearPart.AttentionOutput] = 0,
        [LinearPart.Up] = 4,
        [LinearPart.Down] = 4,
    };

    /// <summary>The packed file's bytes.</summary>
    /// <exception cref="DataProblemException">The checkpoint lacks a tensor or has one of another shape.</exception>
    public static byte[] Pack(CheckpointTensors source)
    {
        var shape = source.Shape;
        var layout = new PackedLayout(shape);
        var file = new byte[layout.FileBytes];
        PackWords(source.Words(), shape, file, layout);
        Put(file, layout.Positions, source.Positions());
        Put(file, layout.EmbeddingNorm, source.EmbeddingNorm());
        var input = source.EmbeddingNorm();
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var parts = layout.Layers[layer];
            PackLinear(source.Linear(layer, LinearPart.QueryKeyValue), LargestChannels(input, LinearPart.QueryKeyValue), file, parts.QueryKeyValue);
            PackLinear(source.Linear(layer, LinearPart.AttentionOutput), [], file, parts.AttentionOutput);
            var attention = source.AttentionNorm(layer);
            Put(file, parts.AttentionNorm, attention);
            PackLinear(source.Linear(layer, LinearPart.Up), LargestChannels(attention, LinearPart.Up), file, parts.Up);
            var down = source.Linear(layer, LinearPart.Down);
            PackLinear(down, LargestWeights(down, LinearPart.Down), file, parts.Down);
            input = source.OutputNorm(layer);
            Put(file, parts.OutputNorm, input);
        }
        var checksum = Crc32C.Of(file.AsSpan(PackedLayout.HeaderBytes));
        new PackedHeader(shape, file.Length, checksum).Write(file);
        return file;
    }

    // A normalised channel has mean shift and deviation scale: 4 deviations out is as far as most get.
    private static int[] LargestChannels(NormTensors norm, LinearPart part) =>
        Largest(norm.Scale.Length, i => 4 * MathF.Abs(norm.Scale[i]) + MathF.Abs(norm.Shift[i]), ExactCounts[part]);

    private static int[] LargestWeights(LinearTensors linear, LinearPart part)
    {
        var largest = new float[linear.Inputs];
        for (var i = 0; i < linear.Weights.Length; i++)
            largest[i % linear.Inputs] = MathF.Max(largest[i % linear.Inputs], MathF.Abs(linear.Weights[i]));
        return Largest(linear.Inputs, i => largest[i], ExactCounts[part]);
    }

    private static int[] Largest(int length, Func<int, float> size, int count) =>
        [.. Enumerable.Range(0, length).OrderByDescending(size).ThenBy(i => i).Take(count).Order()];

    private static void PackWords(float[] words, EncoderShape shape, byte[] file, PackedLayout layout)
    {
        var bytes = MemoryMarshal.Cast<byte, sbyte>(file.AsSpan((int)layout.Words, shape.Vocabulary * shape.Width));
        var scales = Floats(file, layout.WordScales, shape.Vocabulary);
        for (var word = 0; word < shape.Vocabulary; word++)
        {
            var row = words.AsSpan(word * shape.Width, shape.Width);
            var scale = scales[word] = ScaleOf(row);
            for (var i = 0; i < row.Length; i++)
                bytes[word * shape.Width + i] = ToByte(row[i], scale);
        }
    }

    private static void PackLinear(LinearTensors linear, int[] exactInputs, byte[] file, PackedLayout.LinearParts parts)
    {
        var panels = MemoryMarshal.Cast<byte, sbyte>(file.AsSpan((int)parts.Panels, parts.Inputs * parts.Outputs));
        var scales = Floats(file, parts.Scales, parts.Outputs);
        var sums = Floats(file, parts.Sums, parts.Outputs);
        var exact = Floats(file, parts.Exact, ByteMatrix.ExactInputs * parts.Outputs);
        var exactHeader = MemoryMarshal.Cast<byte, int>(file.AsSpan((int)parts.ExactInputs, (1 + ByteMatrix.ExactInputs) * sizeof(int)));
        exactHeader[0] = exactInputs.Length;
        exactInputs.CopyTo(exactHeader[1..]);
        Put(file, parts.Bias, linear.Bias);
        for (var n = 0; n < parts.Outputs; n++)
        {
            var weights = linear.Weights.AsSpan(n * parts.Inputs, parts.Inputs);
            for (var e = 0; e < exactInputs.Length; e++)
            {
                exact[e * parts.Outputs + n] = weights[exactInputs[e]];
                weights[exactInputs[e]] = 0;
            }
            var scale = scales[n] = ScaleOf(weights);
            var sum = 0;
            for (var k = 0; k < weights.Length; k++)
            {
                var value = ToByte(weights[k], scale);
                panels[PanelOffset(k, n, parts.Inputs)] = value;
                sum += value;
            }
            sums[n] = scale * sum;
        }
    }

    private static int PanelOffset(int k, int n, int inputs)
    {
        var (panel, column) = Math.DivRem(n, ByteMatrix.PanelColumns);
        var (group, part) = Math.DivRem(k, ByteMatrix.Group);
        return panel * ByteMatrix.PanelColumns * inputs + (group * ByteMatrix.PanelColumns + column) * ByteMatrix.Group + part;
    }

    private static float ScaleOf(ReadOnlySpan<float> values)
    {
        var largest = 0f;
        foreach (var value in values)
            largest = MathF.Max(largest, MathF.Abs(value));
        return largest / sbyte.MaxValue;
    }

    private static sbyte ToByte(float value, float scale) =>
        scale > 0 ? (sbyte)Math.Clamp(MathF.Round(value / scale), -sbyte.MaxValue, sbyte.MaxValue) : (sbyte)0;

    private static void Put(byte[] file, PackedLayout.NormParts parts, NormTensors norm)
    {
        Put(file, parts.Scale, norm.Scale);
        Put(file, parts.Shift, norm.Shift);
    }

    private static void Put(byte[] file, long offset, float[] values) => values.CopyTo(Floats(file, offset, values.Length));

    private static Span<float> Floats(byte[] file, long offset, int count) =>
        MemoryMarshal.Cast<byte, float>(file.AsSpan((int)offset, count * sizeof(float)));
}
