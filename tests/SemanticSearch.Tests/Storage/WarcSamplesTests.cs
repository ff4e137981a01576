using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

/// <summary>Archives of other programs, good and deliberately broken: the good records are kept, the broken ones named.</summary>
public class WarcSamplesTests
{
    [SkippableTheory]
    [InlineData("iipc/hello-world.warc", 6, 0)]
    [InlineData("iipc/hello-world.warc.gz", 6, 0)]
    [InlineData("iipc/20130729-heritrix-original.warc.gz", 1, 0)]
    [InlineData("iipc/20130729-heritrix-revisit-with-http-headers.warc.gz", 1, 0)]
    [InlineData("iipc/20141124-heritrix-server-not-modified.warc.gz", 1, 0)]
    [InlineData("iipc/20141129-heritrix-original.warc.gz", 1, 0)]
    [InlineData("warcio/example.warc", 6, 0)]
    [InlineData("warcio/example.warc.gz", 6, 0)]
    [InlineData("warcio/example.arc", 2, 0)]
    [InlineData("warcio/example.arc.gz", 2, 0)]
    [InlineData("warcio/example-digest.warc", 4, 0)]
    [InlineData("warcio/example-resource.warc.gz", 3, 0)]
    [InlineData("warcio/example-space-in-target-uri.warc.gz", 2, 0)]
    [InlineData("warcio/example-wget-bad-target-uri.warc.gz", 6, 0)]
    [InlineData("warcio/example-iana.org-chunked.warc", 3, 0)]
    [InlineData("warcio/example-bad.warc.gz.bad", 6, 0)]
    [InlineData("warcio/post-test.warc.gz", 6, 0)]
    [InlineData("warcio/example-trunc.warc", 3, 2)]
    [InlineData("warcio/example-bad-non-chunked.warc.gz", 5, 1)]
    [InlineData("warcio/example-wrong-chunks.warc.gz", 1, 2)]
    [InlineData("warcio/example-space-in-url.arc", 1, 1)]
    [InlineData("warcio/bad.arc", 1, 2)]
    public void A_sample_gives_its_good_records(string name, int records, int problems)
    {
        var items = Read(name);
        Assert.Equal((records, problems), (items.Count(item => item.Record is not null), items.Count(item => item.Problem is not null)));
    }

    [SkippableFact]
    public void Compressed_and_plain_copies_of_an_archive_say_the_same()
    {
        var plain = Read("iipc/hello-world.warc").Select(item => item.Record!).ToList();
        var compressed = Read("iipc/hello-world.warc.gz").Select(item => item.Record!).ToList();
        Assert.Equal(plain.Select(record => (record.Type, record.TargetUri, Convert.ToHexString(record.Block.Span))), compressed.Select(record => (record.Type, record.TargetUri, Convert.ToHexString(record.Block.Span))));
    }

    [SkippableFact]
    public void Every_record_of_a_compressed_archive_is_found_by_its_offset()
    {
        using var file = File.OpenRead(SharedData.Path("data/warc-samples/iipc/hello-world.warc.gz"));
        foreach (var item in WarcReader.Read(file).ToList())
            Assert.Equal(item.Record!.Header("WARC-Record-ID"), WarcReader.ReadAt(file, item.Offset).Record!.Header("WARC-Record-ID"));
    }

    [SkippableFact]
    public void A_chunked_body_comes_without_its_chunks()
    {
        var response = Read("warcio/example-iana.org-chunked.warc").Select(item => item.Record!).First(record => record.Type == "response");
        var message = HttpMessage.Parse(response.Block)!;
        var body = ContentCoding.Decode(message.Body, message.Header("Content-Encoding"), 1 << 20, 200);
        Assert.Null(body.Problem);
        var html = Encoding.UTF8.GetString(body.Body.Span).Trim();
        Assert.StartsWith("<!doctype html>", html, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("</html>", html, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public void Importing_a_sample_gives_pages_and_names_what_is_broken()
    {
        using var folder = new TemporaryDirectory();
        var report = new Importer(folder.Path).ImportFile(SharedData.Path("data/warc-samples/warcio/example-trunc.warc"));
        Assert.Equal(2, report.Problems.Count);
        Assert.All(report.Problems, problem => Assert.StartsWith("byte ", problem.Message, StringComparison.Ordinal));
        report = new Importer(folder.Path).ImportFile(SharedData.Path("data/warc-samples/iipc/hello-world.warc.gz"));
        Assert.Equal((1, 0, 0), (report.Added, report.Changed, report.Unchanged));
        report = new Importer(folder.Path).ImportFile(SharedData.Path("data/warc-samples/iipc/hello-world.warc"));
        Assert.Equal((0, 0, 1), (report.Added, report.Changed, report.Unchanged));
        Assert.Equal(1, Crawler.Status(folder.Path).Counts[PageStatus.Fetched]);
        Assert.Empty(new Reextractor(folder.Path).Reextract().Problems);
    }

    private static List<WarcItem> Read(string name)
    {
        using var file = File.OpenRead(SharedData.Path("data/warc-samples/" + name));
        return [.. WarcReader.Read(file)];
    }
}
