using System.Runtime.InteropServices;
using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

public unsafe class RowDotsTests
{
    public static TheoryData<int> Paths => [.. Enum.GetValues<DotPath>().Select(path => (int)path)];

    [SkippableTheory]
    [MemberData(nameof(Paths))]
    public void Every_path_gives_the_integers_of_a_plain_loop(int path)
    {
        Skip.IfNot(RowDots.IsSupported((DotPath)path), "the processor has not got it");
        foreach (var dimension in new[] { 1, 3, 64, 100, 384, 1000 })
        {
            foreach (var count in new[] { 0, 1, 3, 4, 9 })
                Check((DotPath)path, dimension, count);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Paths))]
    public void No_path_overflows_at_the_largest_numbers(int path)
    {
        Skip.IfNot(RowDots.IsSupported((DotPath)path), "the processor has not got it");
        foreach (var dimension in new[] { 384, 1536, VectorLimits.MaxDimension })
        {
            var ones = Enumerable.Repeat(1f, dimension).ToArray();
            var query = new QueryCodes(dimension);
            query.Set(ones);
            using var rows = new ByteRows(dimension);
            rows.Add(ones);
            var dot = 0;
            RowDots.InOrder((DotPath)path, rows.Row(0), 1, query, &dot);
            Assert.Equal(1, (double)dot * query.Scale * rows.Scale(0), 1e-6);
        }
    }

    [Fact]
    public void The_fastest_path_of_this_processor_is_taken()
    {
        Assert.True(RowDots.IsSupported(RowDots.Best));
        Assert.DoesNotContain(Enum.GetValues<DotPath>(), path => path > RowDots.Best && RowDots.IsSupported(path));
    }

    private static void Check(DotPath path, int dimension, int count)
    {
        var random = new Random(dimension + count);
        var query = new QueryCodes(dimension);
        query.Set(VectorCase.Unit(random, dimension));
        var stride = query.Stride;
        var rows = (byte*)NativeMemory.AllocZeroed((nuint)((count + 1) * stride));
        random.NextBytes(new Span<byte>(rows, count * stride));
        var chosen = Enumerable.Range(0, count).Select(i => (i * 7 + 2) % Math.Max(1, count)).ToArray();
        var (dots, picked) = (new int[count + 1], new int[count + 1]);
        fixed (int* d = dots, p = picked, c = chosen)
        {
            RowDots.InOrder(path, rows, count, query, d);
            RowDots.Chosen(path, rows, c, count, query, p);
        }
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(Plain(rows + i * stride, query), dots[i]);
            Assert.Equal(Plain(rows + chosen[i] * stride, query), picked[i]);
        }
        Assert.Equal(0, dots[count]);
        NativeMemory.Free(rows);
    }

    private static int Plain(byte* row, QueryCodes query)
    {
        var sum = 0;
        for (var i = 0; i < query.Stride; i++)
        {
            Assert.Equal(query.Words[i], 128 * query.High[i] + query.Low[i]);
            sum = unchecked(sum + query.Words[i] * (row[i] - 128));
        }
        return sum;
    }
}
