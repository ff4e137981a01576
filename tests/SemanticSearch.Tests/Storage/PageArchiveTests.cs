using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public sealed class PageArchiveTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly WriterLock _writer;

    public PageArchiveTests() => _writer = WriterLock.Take(new DataDirectory(_folder.Path));

    private string File1 => Path.Combine(_writer.Directory.ArchiveFolder, "semsearch-00001.warc.gz");

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_response_comes_back_byte_for_byte()
    {
        var body = new byte[50_000];
        new Random(3).NextBytes(body);
        ArchivePlace place;
        using (var archive = Open())
        {
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/1", "first"u8)));
            place = archive.Append(WarcRecords.Encode(Exchange("https://a.test/2", body)));
        }
        var (message, problem) = PageArchive.Read(_writer.Directory, place);
        Assert.Null(problem);
        Assert.Equal(body, message!.Body.ToArray());
        Assert.Equal("yes", message.Header("x-test"));
    }

    [Fact]
    public void Records_carry_what_the_standard_asks_for()
    {
        using (var archive = Open())
        {
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/1", "hello"u8)));
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/1", "hello"u8) with { SameAs = new EarlierResponse("https://a.test/1", At) }));
        }
        var records = Read();
        Assert.Equal(["warcinfo", "response", "request", "revisit", "request"], records.Select(record => record.Type));
        var (response, revisit) = (records[1], records[3]);
        Assert.Equal("2026-05-04T03:02:01Z", response.Header("WARC-Date"));
        Assert.Equal("https://a.test/1", response.TargetUri);
        // echo -n hello | sha1sum | xxd -r -p | base32
        Assert.Equal("sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", response.Header("WARC-Payload-Digest"));
        Assert.Equal(response.Header("WARC-Payload-Digest"), revisit.Header("WARC-Payload-Digest"));
        Assert.Equal("http://netpreserve.org/warc/1.1/revisit/identical-payload-digest", revisit.Header("WARC-Profile"));
        Assert.Equal(("https://a.test/1", "2026-05-04T03:02:01Z"), (revisit.Header("WARC-Refers-To-Target-URI"), revisit.Header("WARC-Refers-To-Date")));
        Assert.Equal(response.Header("WARC-Record-ID"), records[2].Header("WARC-Concurrent-To"));
        Assert.Equal(records.Count - 1, records.Skip(1).Select(record => record.Header("WARC-Record-ID")).Distinct().Count() + (SameMoment(records) ? 1 : 0));
        Assert.All(records, record => Assert.Matches("^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$", record.Header("WARC-Record-ID")));
    }

    [Fact]
    public void Wherever_a_crash_tears_the_last_record_the_ones_before_it_stay()
    {
        ArchiveEnd committed;
        using (var archive = Open())
        {
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/1", "kept"u8)));
            committed = archive.End;
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/2", Encoding.UTF8.GetBytes(new string('x', 300)))));
        }
        var whole = System.IO.File.ReadAllBytes(File1);
        var second = Read().Skip(3).Select(record => record.Offset).ToArray();
        for (var length = (int)committed.Bytes; length < whole.Length; length += 7)
        {
            System.IO.File.WriteAllBytes(File1, whole[..length]);
            using (var archive = Open(length % 2 == 0 ? committed : default))
                archive.Append(WarcRecords.Encode(Exchange("https://a.test/3", "after"u8)));
            var records = Read();
            Assert.Equal("https://a.test/3", records[^1].TargetUri);
            Assert.Equal(3 + 2 + (length >= second[1] ? 1 : 0), records.Count);
        }
    }

    [Fact]
    public void Garbage_at_the_end_is_cut_away()
    {
        using (var archive = Open())
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/1", "kept"u8)));
        var length = new FileInfo(File1).Length;
        using (var file = System.IO.File.Open(File1, FileMode.Append))
            file.Write(new byte[5_000]);
        using (var archive = Open())
            Assert.Equal(length, archive.End.Bytes);
        Assert.Equal(length, new FileInfo(File1).Length);
    }

    [Fact]
    public void A_full_file_is_followed_by_another()
    {
        using (var archive = Open(maxFileBytes: 1_000))
        {
            for (var i = 0; i < 10; i++)
                archive.Append(WarcRecords.Encode(Exchange($"https://a.test/{i}", "page"u8)));
            Assert.True(archive.End.File > 2);
        }
        foreach (var path in Directory.GetFiles(_writer.Directory.ArchiveFolder))
            Assert.Equal("warcinfo", Read(path)[0].Type);
    }

    [Fact]
    public void A_place_that_is_not_there_is_a_problem_with_its_name()
    {
        using (var archive = Open())
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/1", "kept"u8)));
        Assert.Contains("semsearch-00001.warc.gz, byte 5", PageArchive.Read(_writer.Directory, new ArchivePlace("semsearch-00001.warc.gz", 5)).Problem, StringComparison.Ordinal);
        Assert.Contains("semsearch-00009.warc.gz", PageArchive.Read(_writer.Directory, new ArchivePlace("semsearch-00009.warc.gz", 0)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_a_server_forged_stays_inside_its_record()
    {
        using (var archive = Open())
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/\r\nWARC-Type: warcinfo", "x"u8)));
        Assert.Equal(["warcinfo", "response", "request"], Read().Select(record => record.Type));
    }

    [Fact]
    public void A_flipped_bit_is_noticed_and_the_next_record_read()
    {
        using (var archive = Open())
        {
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/1", Encoding.UTF8.GetBytes(new string('x', 4_000)))));
            archive.Append(WarcRecords.Encode(Exchange("https://a.test/2", "fine"u8)));
        }
        var bytes = System.IO.File.ReadAllBytes(File1);
        var offsets = Read().Select(record => record.Offset).ToArray();
        bytes[(offsets[1] + offsets[2]) / 2] ^= 0x10;
        System.IO.File.WriteAllBytes(File1, bytes);
        using var file = System.IO.File.OpenRead(File1);
        var items = WarcReader.Read(file).ToList();
        Assert.Contains(items, item => item.Problem is not null);
        Assert.Contains(items, item => item.Record?.TargetUri == "https://a.test/2");
    }

    private PageArchive Open(ArchiveEnd committed = default, long maxFileBytes = PageArchive.MaxFileBytes) =>
        PageArchive.OpenForWriting(_writer, committed, TimeProvider.System, maxFileBytes);

    private List<WarcRecord> Read(string? path = null)
    {
        using var file = System.IO.File.OpenRead(path ?? File1);
        return [.. WarcReader.Read(file).Select(item => item.Record ?? throw new InvalidDataException(item.Problem))];
    }

    // The request to the response and that to the revisit are equal when both happen in one second.
    private static bool SameMoment(List<WarcRecord> records) => records[2].Header("WARC-Record-ID") == records[4].Header("WARC-Record-ID");

    private static HttpExchange Exchange(string url, ReadOnlySpan<byte> body) => new()
    {
        Url = url,
        At = At,
        RequestHead = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"u8.ToArray(),
        Status = 200,
        ResponseHead = "HTTP/1.1 200 OK\r\nX-Test: yes\r\n\r\n"u8.ToArray(),
        Headers = [new("X-Test", "yes")],
        Body = body.ToArray(),
        Digest = ArchiveDigest.Of(body),
    };
}
