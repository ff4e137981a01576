using System.Runtime.Intrinsics.X86;
using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Tests.Keyword.Postings;

public unsafe class BitPackingTests
{
    [Fact]
    public void Every_width_unpacks_what_was_packed_on_every_path()
    {
        var random = new Random(1);
        for (var bits = 0; bits <= 32; bits++)
        {
            var values = Values(random, bits);
            var packed = new byte[BitPacking.Bytes(bits) + 64];
            BitPacking.Pack(values, bits, packed);
            Check(values, packed, bits, &BitPacking.Unpack);
            Check(values, packed, bits, &BitPacking.UnpackPlain);
            if (bits is >= 1 and <= 25 && Avx2.IsSupported)
                Check(values, packed, bits, &BitPacking.UnpackAvx2);
            if (bits is >= 1 and <= 25 && Avx512Vbmi.IsSupported)
                Check(values, packed, bits, &BitPacking.UnpackAvx512);
        }
    }

    [Fact]
    public void Blocks_with_exceptions_are_read_back_and_end_where_they_end()
    {
        var random = new Random(2);
        var sink = new ByteSink();
        for (var round = 0; round < 2_000; round++)
        {
            var values = Values(random, random.Next(0, 33));
            var wild = random.Next(0, 40);
            for (var i = 0; i < wild; i++)
                values[random.Next(128)] = (uint)random.NextInt64(uint.MaxValue + 1L) >> random.Next(32);
            sink.Clear();
            BlockCodec.Encode(values, sink);
            var length = sink.Length;
            sink.Add(new byte[64]);
            var decoded = new uint[128];
            fixed (byte* source = sink.Written)
            fixed (uint* target = decoded, scratch = new uint[BlockCodec.ScratchLength])
                Assert.Equal(length, BlockCodec.Decode(source, target, scratch) - source);
            Assert.Equal(values, decoded);
        }
    }

    [Fact]
    public void Gaps_of_documents_that_lie_anywhere_take_hardly_more_than_their_information()
    {
        var random = new Random(4);
        foreach (var mean in new[] { 1.5, 7, 100, 5_000 })
        {
            var sink = new ByteSink();
            var decoded = new uint[128];
            for (var round = 0; round < 200; round++)
            {
                var gaps = Enumerable.Range(0, 128).Select(_ => (uint)(-mean * Math.Log(1 - random.NextDouble()))).ToArray();
                var from = sink.Length;
                BlockCodec.Encode(gaps, sink, isMarked: round % 2 == 0);
                var length = sink.Length;
                fixed (byte* source = sink.Written)
                fixed (uint* target = decoded, scratch = new uint[BlockCodec.ScratchLength])
                {
                    Assert.Equal(round % 2 == 0, BlockCodec.IsMarked(source + from));
                    Assert.Equal(length, BlockCodec.Decode(source + from, target, scratch) - source);
                }
                Assert.Equal(gaps, decoded);
            }
            var p = Math.Exp(-1 / mean);
            var information = -Math.Log2(1 - p) - p / (1 - p) * Math.Log2(p);
            Assert.InRange(8 * sink.Length / (200 * 128d), information, information + 0.3);
        }
    }

    [Fact]
    public void A_block_of_zeros_is_one_byte()
    {
        var sink = new ByteSink();
        BlockCodec.Encode(new uint[128], sink);
        Assert.Equal(1, sink.Length);
    }

    [Fact]
    public void Ones_are_found_wherever_they_are_on_every_path()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var expected = new uint[128];
            var place = 0u;
            for (var i = 0; i < 128; i++)
                expected[i] = (place += (uint)random.Next(round % 40 + 1)) + (uint)i;
            var row = new byte[(expected[^1] >> 3) + 1 + 64];
            foreach (var one in expected)
                row[one >> 3] |= (byte)(1 << (int)(one & 7));
            CheckOnes(expected, row, &UnaryCode.ReadPlain);
            if (Avx2.IsSupported)
                CheckOnes(expected, row, &UnaryCode.ReadAvx2);
        }
    }

    [Fact]
    public void Gaps_sum_up_to_documents()
    {
        var random = new Random(3);
        for (var round = 0; round < 100; round++)
        {
            var gaps = Values(random, 20);
            var before = round == 0 ? -1 : random.Next(1000);
            var expected = new uint[128];
            var sum = (uint)before;
            for (var i = 0; i < 128; i++)
                expected[i] = sum += gaps[i] + 1;
            CheckSums(expected, gaps, before, &PostingsCursor.SumGaps);
            CheckSums(expected, gaps, before, &PostingsCursor.SumGapsPlain);
            if (Avx2.IsSupported)
                CheckSums(expected, gaps, before, &PostingsCursor.SumGapsAvx2);
        }
    }

    [Fact]
    public void Length_codes_are_exact_below_64_and_near_above()
    {
        for (var length = 0; length < 262_144; length++)
        {
            var decoded = LengthCodes.Decode(LengthCodes.Encode(length));
            Assert.True(length < 64 ? decoded == length : Math.Abs(decoded - length) <= 0.035 * length, $"{length}: {decoded}");
        }
        Assert.Equal(byte.MaxValue, LengthCodes.Encode(int.MaxValue));
        Assert.All(Enumerable.Range(0, 256), code => Assert.Equal(code, LengthCodes.Encode(LengthCodes.Decode((byte)code))));
    }

    private static uint[] Values(Random random, int bits) =>
        [.. Enumerable.Range(0, 128).Select(_ => bits == 0 ? 0 : (uint)random.NextInt64(1L << bits))];

    private static void Check(uint[] values, byte[] packed, int bits, delegate*<byte*, int, uint*, void> unpack)
    {
        var target = new uint[128];
        fixed (byte* source = packed)
        fixed (uint* t = target)
            unpack(source, bits, t);
        Assert.Equal(values, target);
    }

    private static void CheckSums(uint[] expected, uint[] gaps, int before, delegate*<uint*, int, void> sum)
    {
        var sums = (uint[])gaps.Clone();
        fixed (uint* s = sums)
            sum(s, before);
        Assert.Equal(expected, sums);
    }

    private static void CheckOnes(uint[] expected, byte[] row, delegate*<byte*, uint*, byte*> read)
    {
        var places = new uint[128 + UnaryCode.Slack];
        fixed (byte* source = row)
        fixed (uint* target = places)
            Assert.Equal((expected[^1] >> 3) + 1, read(source, target) - source);
        Assert.Equal(expected, places[..128]);
    }
}
