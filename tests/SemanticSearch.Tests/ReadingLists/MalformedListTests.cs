using System.Text;
using SemanticSearch.ReadingLists;

namespace SemanticSearch.Tests.ReadingLists;

public sealed class MalformedListTests
{
    [Theory]
    [InlineData("* [A](http://a.b/x", "not closed")]
    [InlineData("* [A](http://a.b/x_(y)", "not closed")]
    [InlineData("* [A](http://a.b/x y)", "holds a space")]
    [InlineData("* [A](http://a.b/x \"y)", "not closed")]
    [InlineData("* [A] (http://a.b/x)", "a space stands between")]
    [InlineData("* [A(http://a.b/x)", "'[' is never closed")]
    [InlineData("* [A", "'[' is never closed")]
    [InlineData("* [A]", "has no URL")]
    [InlineData("* [A][nowhere]", "has no URL")]
    [InlineData("* [A]()", "has no URL")]
    [InlineData("* [](http://a.b/x)", "has no title")]
    [InlineData("* [A](CONTRIBUTING.md)", "is relative")]
    [InlineData("* [A](www.a.b/x)", "is relative")]
    [InlineData("* [A](//a.b/x)", "has no scheme")]
    [InlineData("* [A](ftp://a.b/x)", "has the scheme ftp")]
    [InlineData("* [A](mailto:a@b.c)", "has the scheme mailto")]
    [InlineData("* [A](http:/a.b/x)", "is malformed")]
    [InlineData("* [A](http://)", "is malformed")]
    [InlineData("* <a href=\"/x\">A</a>", "is relative")]
    public void A_broken_link_is_told_with_its_line_and_the_others_are_read(string broken, string reason)
    {
        var list = ReadingListParser.Parse($"## S\n* [Before](http://a.b/1)\n{broken}\n* [After](http://a.b/2)");

        Assert.Equal(["Before", "After"], list.Entries.Select(entry => entry.Title));
        var warning = Assert.Single(list.Warnings);
        Assert.Equal(3, warning.Line);
        Assert.Contains(reason, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("```\n* [A](http://a.b/1)", "code block")]
    [InlineData("<!-- hidden\n* [A](http://a.b/1)", "comment")]
    public void What_is_never_closed_hides_nothing_and_is_told(string markdown, string what)
    {
        var list = ReadingListParser.Parse(markdown);

        Assert.Equal("A", Assert.Single(list.Entries).Title);
        var warning = Assert.Single(list.Warnings);
        Assert.Equal(1, warning.Line);
        Assert.Contains(what, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_come_in_the_order_of_lines_and_are_cut_at_the_limit()
    {
        var list = ReadingListParser.Parse(string.Concat(Enumerable.Repeat("* [A](ftp://a.b)\n", ReadingListParser.MaxWarnings + 5)));

        Assert.Equal(ReadingListParser.MaxWarnings + 1, list.Warnings.Count);
        Assert.Equal(0, list.Warnings[0].Line);
        Assert.Equal([1, 2, 3], list.Warnings.Skip(1).Take(3).Select(warning => warning.Line));
        Assert.Equal("6 more warnings are left out", list.Warnings[^1].Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Just prose with a [link](http://a.b/1).")]
    public void A_text_without_entries_says_so(string markdown)
    {
        var list = ReadingListParser.Parse(markdown);

        Assert.Empty(list.Entries);
        Assert.Contains("no entries", Assert.Single(list.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_file_is_one_clear_problem()
    {
        byte[] gzip = [0x1F, 0x8B, 0x08, 0x00, 0x00, 0x01, 0x02, 0xFF, 0xFE, 0x80];
        var noise = new byte[4096];
        new Random(7).NextBytes(noise);

        foreach (var bytes in new[] { gzip, noise, [.. noise.Select(b => (byte)(b | 0x80))] })
        {
            var list = ReadingListParser.Parse(bytes.AsSpan());
            Assert.Empty(list.Entries);
            var problem = Assert.Single(list.Warnings);
            Assert.Equal(0, problem.Line);
            Assert.Contains("binary", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_in_any_unicode_encoding_is_read()
    {
        const string markdown = "* [Machine Learning at Condé Nast](http://a.b/1)\n";
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(markdown)];
            Assert.Equal(["Condé Nast"], Assert.Single(ReadingListParser.Parse(bytes.AsSpan()).Entries).Organisations);
        }
    }

    [Fact]
    public void Some_bad_bytes_do_not_cost_the_list()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("* [Caching in the large, and in the small](http://a.b/1) "), 0xE9, 0x80];

        Assert.Single(ReadingListParser.Parse(bytes.AsSpan()).Entries);
    }

    [Fact]
    public void A_list_above_the_size_limit_is_refused()
    {
        var problem = Assert.Single(ReadingListParser.Parse(new string('a', ListText.MaxChars + 1)).Warnings);

        Assert.Contains("too long", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_above_the_limit_is_left_out_and_told()
    {
        var list = ReadingListParser.Parse($"* [A](http://a.b/{new string('x', MarkdownRepair.MaxLineChars)})\n* [B](http://a.b/2)");

        Assert.Equal("B", Assert.Single(list.Entries).Title);
        Assert.Equal(1, Assert.Single(list.Warnings).Line);
    }

    [Fact]
    public void Deep_nesting_is_cut_at_the_limit_and_told_once()
    {
        var lines = Enumerable.Range(0, 500).Select(depth => $"{new string(' ', depth * 2)}* [Item {depth}](http://a.b/{depth})");
        var list = ReadingListParser.Parse(string.Join('\n', lines));

        Assert.Equal(500, list.Entries.Count);
        Assert.Equal(MarkdownRepair.MaxDepth - 1, list.Entries.Max(entry => Documents(entry.Topics)));
        Assert.Contains("nested", Assert.Single(list.Warnings).Message, StringComparison.Ordinal);

        static int Documents(IReadOnlyList<string> topics) => topics.Count == 0 ? 0 : SemanticSearch.Documents.TopicPath.Split(topics[0]).Length;
    }
}
