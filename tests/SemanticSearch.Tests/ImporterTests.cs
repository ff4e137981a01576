using System.IO.Compression;
using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Storage;
using SemanticSearch.Tests.Storage;

namespace SemanticSearch.Tests;

public sealed class ImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Importer _importer;

    public ImporterTests() => _importer = new Importer(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Articles_are_stored_and_the_same_file_again_changes_nothing()
    {
        var file = _folder.Write("a.jsonl", """
            {"_id":"1","title":"One","text":"first"}
            {"_id":"2","title":"Two","text":"second","topics":["A","B"]}
            """);
        Check(_importer.ImportFile(file), "2 added, 0 changed, 0 unchanged");
        Check(_importer.ImportFile(file), "0 added, 0 changed, 2 unchanged");
        File.AppendAllText(file, "\n{\"_id\":\"3\"}\n{\"_id\":\"2\",\"title\":\"Two\",\"text\":\"other\"}");
        Check(_importer.ImportFile(file), "1 added, 1 changed, 1 unchanged", "4: the _id of line 2 again: this line replaced it");
        Check(_importer.ImportFile(file), "0 added, 0 changed, 3 unchanged", "4: the _id of line 2 again: this line replaced it");
        Assert.Equal(["1=first", "2=other", "3="], Stored().Select(article => $"{article.Id}={article.Text}"));
    }

    [Theory]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.jsonl")]
    [InlineData("corpus")]
    public void Gzip_is_known_by_its_first_bytes_whatever_the_name(string name)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write("{\"_id\":\"1\",\"title\":\"One\"}\n"u8);
        Check(_importer.ImportFile(_folder.Write(name, packed.ToArray())), "1 added, 0 changed, 0 unchanged");
    }

    [Fact]
    public void Bad_lines_are_named_and_the_rest_imported()
    {
        var file = _folder.Write("a.jsonl", "{\"_id\":\"1\"}\nthis is not JSON\n\n{\"title\":\"no id\"}\n{\"_id\":\"2\",\"authors\":5}\n[]\n{\"_id\":\"3\"}\n");
        var report = _importer.ImportFile(file);
        Check(report, "3 added, 0 changed, 0 unchanged",
            "2: not JSON ('this is not JSON' is an invalid JSON literal. Expected the literal 'true', byte 2)", "4: _id is missing",
            "5: authors is a number, not an array or a string; it was left out", "6: not a JSON object but an array");
    }

    [Fact]
    public void Of_a_web_archive_pages_become_articles_and_what_holds_none_is_named()
    {
        var file = _folder.Write("site.warc", string.Concat(
            Response("https://a.example/robots.txt", "text/plain", "User-agent: *\nDisallow: /private"),
            Response("https://a.example/page", "text/html", "<title>A page</title>" + Extraction.Pages.Prose),
            Response("https://a.example/code.js", "text/javascript", "alert('some words that are no text for anyone to read')"),
            Response("https://a.example/app", "text/html", "<title>App</title><div id='root'></div><noscript>You need to enable JavaScript to run this app.</noscript><script src='a.js'></script>")));
        var report = _importer.ImportFile(file);
        Assert.Equal((1, 0, 0), (report.Added, report.Changed, report.Unchanged));
        Assert.StartsWith("https://a.example/app: ", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
        Assert.Equal("A page", Assert.Single(Stored()).Title);

        static string Response(string url, string type, string body)
        {
            var block = $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n\r\n{body}";
            return $"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: {block.Length}\r\n\r\n{block}\r\n\r\n";
        }
    }

    [Fact]
    public void A_line_of_100_MB_is_named_and_the_rest_imported()
    {
        var path = _folder["a.jsonl"];
        using (var file = File.Create(path))
        {
            file.Write("{\"_id\":\"1\"}\n{\"_id\":\"2\",\"text\":\""u8);
            var part = new byte[1_000_000];
            part.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 100; i++)
                file.Write(part);
            file.Write("\"}\n{\"_id\":\"3\"}"u8);
        }
        var report = _importer.ImportFile(path);
        Check(report, "2 added, 0 changed, 0 unchanged", "2: the line has 100,000,021 bytes, more than the 33,554,432 that are read");
    }

    [Fact]
    public void Problems_beyond_a_thousand_are_counted()
    {
        var report = _importer.ImportFile(_folder.Write("a.jsonl", string.Concat(Enumerable.Repeat("x\n", 1_234))));
        Assert.Equal(1_001, report.Problems.Count);
        Assert.Equal(new InputProblem(0, "234 more problems are not listed"), report.Problems[^1]);
    }

    [Fact]
    public void An_empty_file_imports_nothing() => Check(_importer.ImportFile(_folder.Write("a.jsonl", "")), "0 added, 0 changed, 0 unchanged");

    [Fact]
    public void A_gzip_file_that_breaks_off_gives_its_whole_lines()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{{\"_id\":\"{i * 7919L % 1_000_003}\"}}\n"))));
        var report = _importer.ImportFile(_folder.Write("a.jsonl.gz", packed.ToArray()[..((int)packed.ToArray().Length / 2)]));
        Assert.InRange(report.Added, 5_000, 25_000);
        Assert.Contains("breaks off", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(report.Added + 1, report.Problems[0].Line);
    }

    [Fact]
    public void A_list_is_stored_and_joins_the_articles_of_its_addresses()
    {
        var list = _folder.Write("list.md", "# Awesome\n\n## Caching\n\n* [Avoiding Cache Stampede](https://example.com/stampede/)\n* [Other](https://example.com/other)\n");
        Check(_importer.ImportList(list), "2 added, 0 changed, 0 unchanged");
        Check(_importer.ImportFile(list), "0 added, 0 changed, 2 unchanged");
        _importer.ImportFile(_folder.Write("a.jsonl", """{"_id":"1","url":"http://www.example.com/stampede","title":"Stampede","text":"text"}"""));

        Assert.Equal(["1", "https://example.com/other"], Stored().Select(article => article.Id));
        Assert.Equal(["Caching"], Stored()[0].Topics);
    }

    [Fact]
    public void A_line_with_topics_and_no_text_is_understood_like_an_entry()
    {
        _importer.ImportFile(_folder.Write("a.jsonl", """
            {"_id":"https://example.com/1","title":"Avoiding Cache Stampede at DoorDash","text":"","topics":["Caching"]}
            {"_id":"https://example.com/2","title":"Avoiding Cache Stampede at DoorDash","text":"","topics":["Caching"],"organisations":["Given"],"kind":"talk"}
            {"_id":"https://example.com/3","title":"Avoiding Cache Stampede at DoorDash","text":"An article."}
            {"_id":"4","title":"Avoiding Cache Stampede at DoorDash","text":"","topics":["Caching"]}
            """));
        Assert.Equal(
            ["4: ", "https://example.com/1: DoorDash", "https://example.com/2: Given", "https://example.com/3: "],
            Stored().Select(article => $"{article.Id}: {string.Join(',', article.Organisations)}"));
        Assert.Equal(DocumentKind.Talk, Stored()[2].Kind);
    }

    [Fact]
    public void The_built_in_list_has_its_entries()
    {
        var list = Importer.ReadList();
        Assert.InRange(list.Entries.Count, 800, 1_000);
        Check(_importer.ImportList(), $"{list.Entries.Count} added, 0 changed, 0 unchanged");
        Check(_importer.ImportList(), $"0 added, 0 changed, {list.Entries.Count} unchanged");
        Assert.Equal(list.Entries.Select(entry => entry.Url), Stored().Select(article => article.Id));
    }

    [Fact]
    public void A_list_without_entries_does_not_empty_the_stored_one()
    {
        var list = _folder.Write("list.md", "* [One](https://example.com/1)\n");
        _importer.ImportList(list);
        File.WriteAllBytes(list, [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 13]);

        var report = _importer.ImportFile(list);

        Assert.Contains("binary", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
        Assert.Single(Stored());
        Assert.Empty(Importer.ReadList(list).Entries);
    }

    [Fact]
    public void A_missing_file_and_a_binary_are_mistakes_of_the_caller_and_leave_no_data_directory()
    {
        var missing = _folder["missing.jsonl"];
        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => _importer.ImportFile(missing)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => _importer.ImportFile(_folder["no/folder/a.jsonl"]));
        Assert.Throws<FileNotFoundException>(() => _importer.ImportList(missing));
        Assert.Throws<FileNotFoundException>(() => Importer.ReadList(missing));
        Assert.Contains("folder", Assert.Throws<ArgumentException>(() => Importer.ReadList(_folder.Path)).Message, StringComparison.Ordinal);
        var binary = _folder.Write("a.jsonl", [1, 2, 0, 3]);
        Assert.Contains("binary", Assert.Throws<ArgumentException>(() => _importer.ImportFile(binary)).Message, StringComparison.Ordinal);
        var prose = _folder.Write("a.txt", "Only prose.");
        Assert.Contains("neither", Assert.Throws<ArgumentException>(() => _importer.ImportFile(prose)).Message, StringComparison.Ordinal);
        var damaged = _folder.Write("b.jsonl.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Contains("damaged gzip", Assert.ThrowsAny<IOException>(() => _importer.ImportFile(damaged)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using var first = WriterLock.Take(new DataDirectory(_folder["data"]));
        var file = _folder.Write("a.jsonl", """{"_id":"1"}""");
        Assert.Contains("is locked", Assert.ThrowsAny<DataProblemException>(() => _importer.ImportFile(file)).Message, StringComparison.Ordinal);
        Assert.Contains("is locked", Assert.ThrowsAny<DataProblemException>(() => _importer.ImportList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_keeps_what_was_stored_and_the_same_import_does_the_rest()
    {
        var file = _folder.Write("a.jsonl", string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{{\"_id\":\"{i}\"}}\n")));
        using var cancel = new CancellationTokenSource();
        var reports = new List<WorkProgress>();
        var progress = new Immediate(report =>
        {
            reports.Add(report);
            if (reports.Count == 2)
                cancel.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => _importer.ImportFile(file, progress, cancel.Token));

        Assert.Equal(1_000, Stored().Count);
        Check(_importer.ImportFile(file, progress), "2000 added, 0 changed, 1000 unchanged");
        Assert.Equal("Importing a.jsonl", reports[^1].Phase);
        Assert.Equal(new FileInfo(file).Length, reports[^1].Total);
        Assert.Equal(reports[^1].Total, reports[^1].Done);
    }

    [Fact]
    public void The_saved_pages_of_a_folder_are_imported_and_bad_files_named()
    {
        Directory.CreateDirectory(_folder["saved/deep"]);
        _folder.Write("saved/deep/page.HTML", $"<html><head><title>Cache stampedes</title><link rel=canonical href='https://example.com/stampedes'></head><body><article><h1>Cache stampedes</h1>{Extraction.Pages.Prose}</article></body></html>");
        _folder.Write("saved/copy.htm", $"<html><title>A copy</title><link rel=canonical href='https://example.com/'><body><article>{Extraction.Pages.Prose}</article></body></html>");
        _folder.Write("saved/notes.md", "\uFEFF# Notes on queues\r\n\r\nA queue hides a slow consumer.");
        _folder.Write("saved/bare.markdown", "No heading, but text.");
        _folder.Write("saved/broken.pdf", "%PDF-1.4 and no more");
        _folder.Write("saved/empty.html", "");
        _folder.Write("saved/image.png", [1, 2, 3]);
        _folder.Write("saved/zero.md", [0, 1]);
        var report = _importer.ImportFile(_folder["saved"]);
        Check(report, "4 added, 0 changed, 0 unchanged",
            "0: broken.pdf: text not extracted: neither HTML nor text nor a PDF that can be read here", "0: empty.html: there is hardly any text in it", "0: zero.md: binary, not Markdown");
        Assert.Equal(["bare.markdown=bare", "copy.htm=A copy", "https://example.com/stampedes=Cache stampedes", "notes.md=Notes on queues"], Stored().Select(article => $"{article.Id}={article.Title}"));
        Assert.Equal(4, _importer.ImportFile(_folder["saved"]).Unchanged);
        Assert.Equal("there is no HTML, Markdown or PDF file in it", Assert.Single(_importer.ImportFile(Directory.CreateDirectory(_folder["empty"]).FullName).Problems).Message);
    }

    [SkippableFact]
    public void The_real_articles_and_corpora_are_imported_whole()
    {
        Check(_importer.ImportFile(SharedData.Path("data/articles/articles.jsonl.gz")), "5207 added, 0 changed, 0 unchanged");
        Check(new Importer(_folder["scifact"]).ImportFile(SharedData.Path("data/scifact/corpus.jsonl.gz")), "5183 added, 0 changed, 0 unchanged");
        Check(new Importer(_folder["cacm"]).ImportFile(SharedData.Path("data/cacm/corpus.jsonl.gz")), "3204 added, 0 changed, 0 unchanged");
        Check(new Importer(_folder["cranfield"]).ImportFile(SharedData.Path("data/cranfield/corpus.jsonl.gz")), "1400 added, 0 changed, 0 unchanged");
        Assert.Equal(5_207, Stored().Count);
    }

    [SkippableFact]
    public void Entries_in_the_BEIR_layout_meet_those_of_the_list_itself()
    {
        _importer.ImportList();
        var report = _importer.ImportFile(SharedData.Path("data/reading-list-questions/corpus.jsonl"));
        Check(report, "898 added, 0 changed, 0 unchanged");
        Assert.Equal(Importer.ReadList().Entries.Count, Stored().Count);
    }

    private List<Article> Stored()
    {
        using var library = Library.OpenForReading(new DataDirectory(_folder["data"]));
        return [.. library.Documents()];
    }

    private static void Check(ImportReport report, string counts, params string[] problems)
    {
        Assert.Equal(problems, report.Problems.Select(problem => $"{problem.Line}: {problem.Message}"));
        Assert.Equal(counts, $"{report.Added} added, {report.Changed} changed, {report.Unchanged} unchanged");
    }

    private sealed class Immediate(Action<WorkProgress> action) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => action(value);
    }
}
