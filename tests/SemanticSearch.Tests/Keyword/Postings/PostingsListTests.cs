using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Tests.Keyword.Postings;

public unsafe class PostingsListTests
{
    [Fact]
    public void Lists_of_every_length_are_read_back_with_what_is_the_contexts()
    {
        var random = new Random(1);
        var writer = new PostingsListWriter();
        var cursor = new PostingsCursor();
        for (var round = 0; round < 400; round++)
        {
            var postings = Postings(random, count: round < 20 ? round + 1 : random.Next(1, 700), spread: 1 << random.Next(1, 18), contexts: round % 3);
            var bytes = new ByteSink();
            foreach (var (document, frequency, context) in postings)
                writer.Add(document, frequency, context, 0.5f);
            writer.Finish(bytes);
            bytes.Add(new byte[64]);
            fixed (byte* list = bytes.Written)
            {
                cursor.Open(list, postings.Length);
                Assert.Equal(postings, Read(cursor));
                // Blocks in any order, as a search loads them.
                cursor.Open(list, postings.Length);
                foreach (var i in Enumerable.Range(0, 30).Select(_ => random.Next(postings.Length)))
                {
                    cursor.LoadBlock(cursor.FindBlock(0, (uint)postings[i].Document));
                    Assert.Equal(postings[i].Document, (int)cursor.Documents[cursor.FindInBlock(0, (uint)postings[i].Document)]);
                }
            }
        }
    }

    [Fact]
    public void A_table_of_numbers_takes_the_bytes_of_the_largest()
    {
        foreach (var max in new uint[] { 0, 255, 256, 65_535, 1 << 24, uint.MaxValue })
        {
            var numbers = new List<uint> { 0, max, 1, max / 2 };
            var bytes = new ByteSink();
            NumberTable.Write(bytes, numbers);
            var length = bytes.Length;
            bytes.Add(new byte[3]);
            fixed (byte* start = bytes.Written)
            {
                var table = new NumberTable(start, numbers.Count);
                Assert.Equal(length, table.End - start);
                Assert.Equal(numbers, [table[0], table[1], table[2], table[3]]);
            }
        }
    }

    [Fact]
    public void Single_numbers_are_read_back_in_whatever_width()
    {
        uint[] numbers = [0, 1, 2, 31, 32, 39, 40, 41, 1000, 1 << 20, uint.MaxValue];
        for (var width = 0; width < 32; width++)
        {
            var bytes = new ByteSink();
            var bits = new BitSink(bytes);
            foreach (var number in numbers)
                RiceCode.Write(bits, number, width);
            bits.Align();
            bytes.Add(new byte[8]);
            fixed (byte* start = bytes.Written)
            {
                var source = new BitSource(start);
                foreach (var number in numbers)
                    Assert.Equal(number, RiceCode.Read(ref source, width));
            }
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("cache", "cach")]
    [InlineData("cache", "")]
    [InlineData("a word that is longer than fifteen bytes", "")]
    [InlineData("a word that is longer than fifteen bytes!", "a word that is longer than fifteen bytes")]
    [InlineData("a word that is longer than fifteen bytes, twice", "a word that is longer")]
    public void A_text_is_what_it_adds_to_another(string text, string other)
    {
        var bytes = new ByteSink();
        FrontCode.Write(bytes, System.Text.Encoding.UTF8.GetBytes(text), System.Text.Encoding.UTF8.GetBytes(other));
        fixed (byte* start = bytes.Written)
        {
            var at = start;
            var (shared, own) = FrontCode.Read(ref at);
            Assert.Equal(text, other[..shared] + System.Text.Encoding.UTF8.GetString(at, own));
            Assert.Equal(bytes.Length, at + own - start);
        }
    }

    private static (int Document, int Frequency, int Context)[] Postings(Random random, int count, int spread, int contexts)
    {
        var postings = new (int, int, int)[count];
        var document = -1;
        for (var i = 0; i < count; i++)
        {
            document += 1 + random.Next(spread);
            var context = contexts > 0 && random.Next(contexts) == 0 ? 2 * random.Next(3) : 0;
            var body = random.Next(4) > 0 ? 1 : random.Next(random.Next(20) == 0 ? 3_000 : 5);
            postings[i] = (document, Math.Max(1, body + context), context);
        }
        return postings;
    }

    private static List<(int, int, int)> Read(PostingsCursor cursor)
    {
        var read = new List<(int, int, int)>();
        for (var block = 0; block < cursor.BlockCount; block++)
        {
            cursor.LoadBlock(block);
            cursor.LoadFrequencies();
            var frequencies = new ReadOnlySpan<uint>(cursor.Frequencies, cursor.Loaded).ToArray();
            cursor.LoadBodies();
            for (var i = 0; i < cursor.Loaded; i++)
                read.Add(((int)cursor.Documents[i], (int)frequencies[i], (int)(frequencies[i] - cursor.Bodies[i])));
        }
        return read;
    }
}
