using System.Runtime.InteropServices;
using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

public unsafe class BitSumsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(384)]
    [InlineData(VectorLimits.MaxDimension)]
    public void Every_path_gives_the_sums_of_a_plain_loop(int dimension)
    {
        var random = new Random(dimension);
        var table = new BitTable(dimension);
        table.Set(VectorCase.Unit(random, dimension));
        // At the limit of 16 bits every entry at its largest must still fit.
        if (dimension == VectorLimits.MaxDimension)
            new Span<byte>(table.Entries, table.Groups * 16).Fill(63);
        var block = (byte*)NativeMemory.AlignedAlloc((nuint)BitBlocks.BytesPerBlock(dimension), 64);
        random.NextBytes(new Span<byte>(block, BitBlocks.SignBytes(dimension)));
        var expected = new ushort[BitBlocks.Vectors];
        for (var slot = 0; slot < BitBlocks.Vectors; slot++)
            expected[slot] = Plain(block, table, slot);
        foreach (var path in Enum.GetValues<DotPath>().Where(RowDots.IsSupported))
        {
            var sums = new ushort[BitBlocks.Vectors];
            fixed (ushort* s = sums)
                BitSums.Add(path, block, table, s);
            Assert.Equal(expected, sums);
        }
        NativeMemory.AlignedFree(block);
    }

    [Fact]
    public void The_estimate_is_right_on_average_and_as_exact_as_the_paper_says()
    {
        const int Dimension = 384;
        var random = new Random(5);
        var centre = VectorCase.Unit(random, Dimension).Select(value => 0.7f * value).ToArray();
        var block = new byte[BitBlocks.BytesPerBlock(Dimension)];
        var table = new BitTable(Dimension);
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var round = 0; round < 20; round++)
        {
            BitBlocks.Clear(block, Dimension);
            var question = Near(random, centre);
            table.Set(question);
            var vectors = Enumerable.Range(0, BitBlocks.Vectors).Select(_ => Near(random, centre)).ToArray();
            for (var slot = 0; slot < BitBlocks.Vectors; slot++)
                BitBlocks.Set(block, slot, vectors[slot], centre);
            for (var slot = 0; slot < BitBlocks.Vectors; slot++)
            {
                var (estimate, factor) = Estimate(block, table, slot, Dot(question, centre));
                var distance = Math.Sqrt(question.Zip(centre).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
                var errors = (estimate - Dot(question, vectors[slot])) / (0.6 * factor * distance);
                sum += errors;
                squares += errors * errors;
                count++;
            }
        }
        Assert.Equal(0, sum / count, 0.15);
        Assert.InRange(Math.Sqrt(squares / count), 0.8, 1.1);
    }

    private static (float Estimate, float Factor) Estimate(byte[] block, BitTable table, int slot, float withCentre)
    {
        fixed (byte* start = block)
        {
            var factor = BitBlocks.Factors(start, 384)[slot];
            var sum = Plain(start, table, slot) * table.Step + table.Offset;
            return (withCentre + BitBlocks.Offsets(start, 384)[slot] + factor * sum, factor);
        }
    }

    private static ushort Plain(byte* block, BitTable table, int slot)
    {
        var sum = 0;
        for (var group = 0; group < table.Groups; group++)
        {
            var codes = block[group * 16 + 2 * (slot % 8) + slot / 8 % 2];
            sum += table.Entries[group * 16 + (slot < 16 ? codes & 15 : codes >> 4)];
        }
        return (ushort)sum;
    }

    private static float[] Near(Random random, float[] centre)
    {
        var around = VectorCase.Unit(random, centre.Length);
        var near = centre.Zip(around, (c, a) => c + 0.7f * a).ToArray();
        var length = MathF.Sqrt(Dot(near, near));
        return [.. near.Select(value => value / length)];
    }

    private static float Dot(float[] a, float[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
