using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Tests.Keyword.Postings;

public unsafe class PlaceCodeTests
{
    [Fact]
    public void Places_are_read_back_whatever_the_length_and_their_number()
    {
        var random = new Random(1);
        for (var round = 0; round < 3_000; round++)
        {
            var lengthCode = (byte)random.Next(1, 256);
            var length = lengthCode == byte.MaxValue ? 1 << 20 : LengthCodes.Longest(lengthCode);
            var documents = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Places(random, length)).ToArray();
            var bytes = new ByteSink();
            var bits = new BitSink(bytes);
            foreach (var places in documents)
                PlaceCode.Write(bits, places, lengthCode);
            bits.Align();
            bytes.Add(new byte[8]);
            fixed (byte* start = bytes.Written)
            {
                var source = new BitSource(start);
                foreach (var places in documents)
                {
                    var read = new int[places.Length];
                    PlaceCode.Read(ref source, read, lengthCode);
                    Assert.Equal(places, read);
                }
            }
        }
    }

    [Fact]
    public void One_place_takes_hardly_more_than_the_logarithm_of_the_length()
    {
        var bytes = new ByteSink();
        var bits = new BitSink(bytes);
        for (var i = 0; i < 8_000; i++)
            PlaceCode.Write(bits, [i % 50], lengthCode: 50);
        bits.Align();
        Assert.InRange(8 * bytes.Length / 8_000d, Math.Log2(50), Math.Log2(50) + 0.09);
    }

    [Fact]
    public void No_length_is_beyond_the_longest_of_its_code()
    {
        for (var length = 0; length < 262_144; length++)
        {
            var code = LengthCodes.Encode(length);
            if (code < byte.MaxValue)
                Assert.True(length <= LengthCodes.Longest(code), $"{length}: {LengthCodes.Longest(code)}");
        }
    }

    /// <summary>Sometimes scattered, sometimes all at the end, sometimes one twice.</summary>
    private static int[] Places(Random random, int length)
    {
        var from = random.Next(4) == 0 ? Math.Max(0, length - 20) : 0;
        return [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(from, length)).Order()];
    }
}
