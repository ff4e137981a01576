using System.IO.Compression;
using System.Text;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public class JsonLinesTests
{
    [Theory]
    [InlineData("a\nb\n", "1:a 2:b")]
    [InlineData("a\nb", "1:a 2:b")]
    [InlineData("a\r\nb\r\n", "1:a 2:b")]
    [InlineData("\uFEFFa\nb", "1:a 2:b")]
    [InlineData("\n\na\n \t\r\n\nb\n\n", "3:a 6:b")]
    [InlineData("a\n\uFEFFb", "1:a 2:\uFEFFb")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    public void Lines_are_numbered_and_blank_ones_passed_over(string content, string expected) => Check(Encoding.UTF8.GetBytes(content), expected);

    [Fact]
    public void A_line_that_is_not_UTF8_is_reported_and_the_rest_read() =>
        Check([.. "a\nb"u8, 0xC3, 0x28, .. "\nc"u8], "1:a 2!not valid UTF-8 3:c");

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(200_000, false)]
    public void A_line_beyond_the_limit_is_reported_with_its_length_and_the_rest_read(int length, bool fits)
    {
        var line = new string('x', length);
        var expected = fits ? $"1:a 2:{line} 3:b" : $"1:a 2!the line has {length:N0} bytes, more than the 10 that are read 3:b";
        Check(Encoding.UTF8.GetBytes($"a\n{line}\nb"), expected, maxLineBytes: 10);
    }

    [Fact]
    public void A_line_of_100_MB_is_never_held()
    {
        var stream = new LongLine(100_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = Describe(new JsonLines(stream));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal("1!the line has 100,000,000 bytes, more than the 33,554,432 that are read 2:end", lines);
        Assert.InRange(allocated, 0, 4L * JsonLines.MaxLineBytes);
    }

    [Fact]
    public void Lines_of_every_length_around_the_buffer_border_come_through()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 400).Select(_ => new string((char)('a' + random.Next(26)), random.Next(1, 3000))).ToArray();
        var expected = string.Join(' ', lines.Select((line, i) => $"{i + 1}:{line}"));
        Check(Encoding.UTF8.GetBytes(string.Join('\n', lines)), expected);
    }

    [Fact]
    public void Of_a_gzip_file_that_breaks_off_the_whole_lines_are_kept()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i} {i * 7919L % 1_000_003}\n"));
        var whole = Gzip(lines);
        using var cut = new GZipStream(new MemoryStream(whole[..(whole.Length / 2)]), CompressionMode.Decompress);

        var read = new JsonLines(cut).Read().Select(line => (line.Number, Text: Encoding.UTF8.GetString(line.Bytes.Span), line.Problem)).ToList();

        Assert.InRange(read.Count, 5_000, 15_000);
        Assert.StartsWith("the file breaks off here", read[^1].Problem, StringComparison.Ordinal);
        Assert.Equal(read.Count, read[^1].Number);
        Assert.All(read.SkipLast(1), line => Assert.StartsWith($"line {line.Number - 1} ", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Gzip_members_one_after_another_are_one_file()
    {
        using var both = new GZipStream(new MemoryStream([.. Gzip("a\nb"), .. Gzip("c\nd\n")]), CompressionMode.Decompress);
        Assert.Equal("1:a 2:bc 3:d", Describe(new JsonLines(both)));
    }

    private static void Check(byte[] content, string expected, int maxLineBytes = JsonLines.MaxLineBytes)
    {
        Assert.Equal(expected, Describe(new JsonLines(new MemoryStream(content), maxLineBytes)));
        Assert.Equal(expected, Describe(new JsonLines(new ByteByByte(content), maxLineBytes)));
    }

    private static string Describe(JsonLines lines) => string.Join(
        ' ', lines.Read().Select(line => $"{line.Number}{(line.Problem is null ? ":" : "!")}{line.Problem}{Encoding.UTF8.GetString(line.Bytes.Span)}"));

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private sealed class ByteByByte(byte[] content) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }

    /// <summary>One line of so many bytes, then "end".</summary>
    private sealed class LongLine(long length) : MemoryStream
    {
        private readonly byte[] _tail = "\nend"u8.ToArray();
        private long _given;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_given < length)
            {
                var part = (int)Math.Min(count, length - _given);
                buffer.AsSpan(offset, part).Fill((byte)'x');
                _given += part;
                return part;
            }
            var rest = (int)Math.Min(count, _tail.Length - (_given - length));
            _tail.AsSpan((int)(_given - length), rest).CopyTo(buffer.AsSpan(offset));
            _given += rest;
            return rest;
        }
    }
}
