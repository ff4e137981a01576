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
            fixed (uint* target = decoded)
                Assert.Equal(length, BlockCodec.Decode(source, target) - source);
            Assert.Equal(values, decoded);
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
            fixed (uint* g = gaps)
                PostingsCursor.SumGaps(g, before);
            Assert.Equal(expected, gaps);
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
}
