using SemanticSearch.Embedding;
using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Tests.Embedding.Kernels;

/// <summary>Every vector width against double precision, and so against each other.</summary>
public unsafe class FloatKernelsTests
{
    private const float Guard = 12_345;

    public static TheoryData<string> Paths => [.. FloatKernels.Supported.Select(kernels => kernels.Name)];

    [Fact]
    public void The_portable_path_is_always_there_and_last() => Assert.Equal("portable", FloatKernels.Supported[^1].Name);

    [Theory]
    [MemberData(nameof(Paths))]
    public void Products_with_a_layers_weights_in_panels(string path)
    {
        const int inputs = 96, outputs = 64;
        var (weights, bias) = (Numbers(inputs * outputs, 1), Numbers(outputs, 2));
        using var layer = new FloatLayer(Kernels(path), weights, bias, inputs);
        for (var rows = 1; rows <= 26; rows++)
        {
            using var x = Buffer(Numbers(rows * inputs, rows));
            using var y = new AlignedBuffer<float>(rows * outputs);
            // In two pieces, as threads share them.
            var product = new LinearRows(null!, x.Start, rows, y.Start);
            layer.Multiply(product, 0, layer.PanelColumns);
            layer.Multiply(product, layer.PanelColumns, outputs);
            for (var i = 0; i < rows * outputs; i++)
            {
                var (row, n) = (i / outputs, i % outputs);
                double expected = bias[n];
                for (var k = 0; k < inputs; k++)
                    expected += (double)x.Span[row * inputs + k] * weights[n * inputs + k];
                Assert.Equal(expected, y.Span[i], 2e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Products_of_plain_matrices_with_room_between_their_rows(string path)
    {
        const int rows = 13, depth = 40, columns = 64, aStride = 50, cStride = 70;
        var kernels = Kernels(path);
        using var a = Buffer(Numbers(rows * aStride, 3));
        using var b = Buffer(Numbers(depth * columns, 4));
        using var c = new AlignedBuffer<float>(rows * cStride);
        c.Span.Fill(Guard);
        kernels.Multiply(new FloatProduct
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            A = a.Start,
            AStride = aStride,
            B = b.Start,
            BStride = columns,
            PanelStride = kernels.PanelColumns,
            C = c.Start,
            CStride = cStride,
        });
        for (var row = 0; row < rows; row++)
        {
            for (var n = 0; n < columns; n++)
            {
                var expected = 0.0;
                for (var k = 0; k < depth; k++)
                    expected += (double)a.Span[row * aStride + k] * b.Span[k * columns + n];
                Assert.Equal(expected, c.Span[row * cStride + n], 2e-5);
            }
            Assert.All(c.Span[(row * cStride + columns)..((row + 1) * cStride)].ToArray(), number => Assert.Equal(Guard, number));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Layer_normalisation(string path)
    {
        foreach (var count in (int[])[16, 48, 384])
        {
            using var addend = Buffer(Numbers(count, 5));
            using var scale = Buffer(Numbers(count, 6));
            using var shift = Buffer(Numbers(count, 7));
            foreach (var withAddend in (bool[])[false, true])
            {
                using var row = Buffer(Numbers(count, 8));
                var sums = row.Span.ToArray().Select((x, i) => x + (withAddend ? (double)addend.Span[i] : 0)).ToArray();
                var mean = sums.Average();
                var deviation = Math.Sqrt(sums.Average(x => (x - mean) * (x - mean)) + 1e-5);
                Kernels(path).Normalise(row.Start, withAddend ? addend.Start : null, scale.Start, shift.Start, count, 1e-5f);
                for (var i = 0; i < count; i++)
                    Assert.Equal((sums[i] - mean) / deviation * scale.Span[i] + shift.Span[i], row.Span[i], 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Gelu_is_exact_to_4e_7_of_its_argument(string path)
    {
        const int count = 4_096;
        using var row = new AlignedBuffer<float>(count);
        for (var i = 0; i < count; i++)
            row.Span[i] = (i - count / 2) / 200f;
        var before = row.Span.ToArray();
        Kernels(path).Gelu(row.Start, count);
        for (var i = 0; i < count; i++)
            Assert.True(Math.Abs(NaiveEncoder.Gelu(before[i]) - row.Span[i]) <= 4e-7 * Math.Abs(before[i]) + 1e-37, $"gelu({before[i]}) = {row.Span[i]}");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Softmax_of_every_length_with_zeros_behind(string path)
    {
        for (var count = 1; count <= 70; count++)
        {
            var end = (count + 15) / 16 * 16;
            using var row = Buffer([.. Numbers(end, count).Select(x => 40 * x), Guard]);
            var powers = row.Span[..count].ToArray().Select(x => Math.Exp(0.25 * x)).ToArray();
            Softmax(path, row, count, 0.25f);
            for (var i = 0; i < count; i++)
                Assert.Equal(powers[i] / powers.Sum(), row.Span[i], 1e-6);
            Assert.All(row.Span[count..end].ToArray(), rest => Assert.Equal(0, rest));
            Assert.Equal(Guard, row.Span[end]);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Softmax_of_far_apart_numbers_neither_overflows_nor_loses_the_largest(string path)
    {
        using var row = Buffer([-3e38f, 500, 499, -500, .. new float[12]]);
        Softmax(path, row, 4, 1);
        // 1 / (1 + 1/e) and the rest.
        foreach (var (expected, i) in new[] { 0, 0.7310585786, 0.2689414214, 0 }.Select((share, i) => (share, i)))
            Assert.Equal(expected, row.Span[i], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Quantising_to_bytes_is_the_same_on_every_path(string path)
    {
        foreach (var count in (int[])[16, 64, 1536])
        {
            using var row = Buffer(Numbers(count, count));
            var (expected, scale, low, _) = Quantise(FloatKernels.Supported[^1], row);
            var (bytes, scaleHere, lowHere, remainder) = Quantise(Kernels(path), row);
            Assert.Equal((scale, low), (scaleHere, lowHere));
            Assert.Equal(expected, bytes);
            Assert.Equal((0, 255), (bytes.Min(), bytes.Max()));
            for (var i = 0; i < count; i++)
            {
                Assert.True(Math.Abs(remainder[i]) <= 0.501 * scale);
                Assert.Equal(row.Span[i], low + scale * bytes[i] + remainder[i], 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Quantising_a_row_of_one_number_keeps_it(string path)
    {
        using var row = Buffer([.. Enumerable.Repeat(0.7f, 32)]);
        var (bytes, scale, low, _) = Quantise(Kernels(path), row);
        Assert.Equal((0f, 0.7f), (scale, low));
        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Sums_and_lengths(string path)
    {
        const int count = 384;
        var kernels = Kernels(path);
        using var row = Buffer(Numbers(count, 9));
        using var addend = Buffer(Numbers(count, 10));
        using var bytes = new AlignedBuffer<sbyte>(count);
        for (var i = 0; i < count; i++)
            bytes.Span[i] = (sbyte)(i % 255 - 127);
        var expected = row.Span.ToArray().Select((x, i) => (double)x + addend.Span[i] + 0.01f * (double)bytes.Span[i]).ToArray();
        kernels.Add(row.Start, addend.Start, count);
        kernels.AddBytes(row.Start, bytes.Start, 0.01f, count);
        for (var i = 0; i < count; i++)
            Assert.Equal(expected[i], row.Span[i], 1e-6);
        kernels.ToUnitLength(row.Start, count);
        var length = Math.Sqrt(expected.Sum(x => x * x));
        for (var i = 0; i < count; i++)
            Assert.Equal(expected[i] / length, row.Span[i], 1e-6);
        row.Span.Clear();
        kernels.ToUnitLength(row.Start, count);
        Assert.All(row.Span.ToArray(), x => Assert.Equal(0, x));
    }

    private static void Softmax(string path, AlignedBuffer<float> row, int count, float factor) =>
        Kernels(path).Scale(row.Start, (count + 15) / 16 * 16, 1 / Kernels(path).Exponentials(row.Start, count, factor));

    private static FloatKernels Kernels(string path) => FloatKernels.Supported.Single(kernels => kernels.Name == path);

    private static (int[] Bytes, float Scale, float Low, float[] Remainder) Quantise(FloatKernels kernels, AlignedBuffer<float> row)
    {
        using var bytes = new AlignedBuffer<byte>(row.Length);
        using var remainder = new AlignedBuffer<float>(row.Length);
        kernels.Quantise(row.Start, (int)row.Length, bytes.Start, out var scale, out var low, remainder.Start);
        return (Array.ConvertAll(bytes.Span.ToArray(), value => (int)value), scale, low, remainder.Span.ToArray());
    }

    private static AlignedBuffer<float> Buffer(float[] numbers)
    {
        var buffer = new AlignedBuffer<float>(numbers.Length);
        numbers.CopyTo(buffer.Span);
        return buffer;
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
