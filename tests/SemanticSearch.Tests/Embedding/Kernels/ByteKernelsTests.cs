using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Tests.Embedding.Kernels;

public unsafe class ByteKernelsTests
{
    public static TheoryData<int, int, int, bool> Sizes
    {
        get
        {
            var data = new TheoryData<int, int, int, bool>();
            foreach (var rows in (int[])[1, 2, 3, 4, 5, 6, 7, 11, 13, 48, 49, 97])
                data.Add(rows, 64, 48, rows % 2 == 0);
            data.Add(7, 32, 16, true);
            data.Add(5, 1536, 32, true);
            data.Add(6, 384, 1152, false);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_path_gives_what_plain_loops_give(int rows, int inputs, int outputs, bool hasExact)
    {
        using var product = new Product(rows, inputs, outputs, hasExact, new Random(rows * inputs));
        var expected = product.Run(ByteKernels.Supported[^1]);
        product.CheckAgainstDoubles(expected);
        foreach (var kernels in ByteKernels.Supported)
        {
            var actual = product.Run(kernels);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-6 * product.Size, $"{kernels.Name}: {actual[i]} instead of {expected[i]} at {i}");
        }
    }

    [Theory]
    [InlineData(127)]
    [InlineData(-127)]
    public void Sums_of_the_largest_bytes_are_exact(sbyte weight)
    {
        foreach (var kernels in ByteKernels.Supported)
        {
            using var product = new Product(6, 384, 32, hasExact: false, new Random(1));
            product.Fill(byte.MaxValue, weight);
            Assert.All(product.Run(kernels), sum => Assert.Equal(384 * 255 * weight, sum));
        }
    }

    [Fact]
    public void The_portable_path_is_always_there_and_last() => Assert.Equal("portable", ByteKernels.Supported[^1].Name);

    /// <summary>Rows and a matrix with seeded numbers.</summary>
    private sealed class Product : IDisposable
    {
        private readonly int _rows;
        private readonly int _inputs;
        private readonly int _outputs;
        private readonly bool _hasExact;
        private readonly AlignedBuffer<byte> _values;
        private readonly AlignedBuffer<float> _info;
        private readonly AlignedBuffer<sbyte> _panels;
        private readonly AlignedBuffer<float> _columns;
        private readonly AlignedBuffer<int> _index = new(ByteMatrix.ExactInputs);

        public Product(int rows, int inputs, int outputs, bool hasExact, Random random)
        {
            (_rows, _inputs, _outputs, _hasExact) = (rows, inputs, outputs, hasExact);
            _values = new AlignedBuffer<byte>((long)rows * inputs);
            _info = new AlignedBuffer<float>((long)rows * ByteMatrix.InfoStride);
            _panels = new AlignedBuffer<sbyte>((long)inputs * outputs);
            // Scales, sums, bias, and 4 rows of exact weights.
            _columns = new AlignedBuffer<float>((3 + ByteMatrix.ExactInputs) * (long)outputs);
            random.NextBytes(_values.Span);
            foreach (ref var weight in _panels.Span)
                weight = (sbyte)random.Next(-127, 128);
            foreach (ref var number in _info.Span)
                number = (float)(random.NextDouble() - 0.5);
            foreach (ref var number in _columns.Span)
                number = (float)(random.NextDouble() - 0.5);
        }

        /// <summary>How large a result can be.</summary>
        public double Size => _inputs * 255.0 * 127 / 4;

        private Span<float> Scales => _columns.Span[.._outputs];

        private Span<float> Sums => _columns.Span.Slice(_outputs, _outputs);

        private Span<float> Bias => _columns.Span.Slice(2 * _outputs, _outputs);

        /// <summary>Only the sums of bytes remain.</summary>
        public void Fill(byte value, sbyte weight)
        {
            _values.Span.Fill(value);
            _panels.Span.Fill(weight);
            Scales.Fill(1);
            Sums.Clear();
            Bias.Clear();
            _info.Span.Fill(1);
        }

        public float[] Run(ByteKernels kernels)
        {
            var matrix = new ByteMatrix
            {
                Inputs = _inputs,
                Outputs = _outputs,
                Panels = _panels.Start,
                Scales = _columns.Start,
                Sums = _columns.Start + _outputs,
                Bias = _columns.Start + 2 * _outputs,
                HasExact = _hasExact,
                ExactIndex = _index.Start,
                Exact = _columns.Start + 3 * _outputs,
            };
            using var result = new AlignedBuffer<float>((long)_rows * _outputs);
            var rows = new ByteRows { Values = _values.Start, Info = _info.Start, Count = _rows };
            // In two pieces, as threads share them.
            kernels.Multiply(matrix, rows, 0, ByteMatrix.PanelColumns, result.Start, _outputs);
            kernels.Multiply(matrix, rows, ByteMatrix.PanelColumns, _outputs, result.Start, _outputs);
            return result.Span.ToArray();
        }

        /// <summary>The definition: (scale of row times its bytes + low of row) times the weights, plus bias and exact inputs.</summary>
        public void CheckAgainstDoubles(float[] actual)
        {
            for (var row = 0; row < _rows; row++)
            {
                var info = _info.Span.Slice(row * ByteMatrix.InfoStride, ByteMatrix.InfoStride);
                for (var n = 0; n < _outputs; n++)
                {
                    var sum = 0;
                    for (var k = 0; k < _inputs; k++)
                        sum += _values.Span[row * _inputs + k] * Weight(k, n);
                    var expected = (double)sum * Scales[n] * info[0] + (double)info[1] * Sums[n] + Bias[n];
                    for (var e = 0; _hasExact && e < ByteMatrix.ExactInputs; e++)
                        expected += (double)info[2 + e] * _columns.Span[(3 + e) * _outputs + n];
                    Assert.True(Math.Abs(expected - actual[row * _outputs + n]) <= 1e-6 * Size);
                }
            }
        }

        public void Dispose()
        {
            foreach (var buffer in (IDisposable[])[_values, _info, _panels, _columns, _index])
                buffer.Dispose();
        }

        private sbyte Weight(int k, int n) =>
            _panels.Span[n / 16 * 16 * _inputs + (k / 4 * 16 + n % 16) * 4 + k % 4];
    }
}
