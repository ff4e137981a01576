using System.Text;
using SemanticSearch.ReadingLists;
using SemanticSearch.Text;

namespace SemanticSearch.Tests.ReadingLists;

/// <summary>Seeded random input: the parser never throws, and what it gives is always sound.</summary>
public sealed class ListFuzzTests
{
    private static readonly string[] Pieces =
    [
        "* ", "- ", "+ ", "1. ", "\t", "    ", "  ", "\n", "\n\n", "\r\n", "[", "]", "(", ")", "](", "[A](http://a.b/1)", "http://", "https://x.y/2016/02/08/", "#", "## S", "> ", "**", "*", "_", "`", "```",
        "~~~", "<", ">", "<!--", "-->", "<a href=\"", "&amp;", "\\", "!", "![", "---", "===", "| ", "[^1]", "[r]: http://r.s\n", " at ", "Uber", " - ", "Jeff Dean", ", ", " and ", "(8 parts)", "(2014)", "’s", ": ", "é", "\uD83D\uDE00", "\uD800",
        "\u0000", "%", "%2", "www.", "ftp://x", "mailto:x@y", "@", "&", "\u2028", "\u0085", "\u00A0",
    ];

    [Fact]
    public void Random_markdown_gives_sound_lists()
    {
        var random = new Random(20240930);
        for (var round = 0; round < 3_000; round++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 60); length > 0; length--)
                text.Append(Pieces[random.Next(Pieces.Length)]);
            AssertSound(text.ToString());
        }
    }

    [Fact]
    public void Mutations_of_the_built_in_list_give_sound_lists()
    {
        var lines = BuiltInList.Markdown.Split('\n');
        var random = new Random(20240931);
        for (var round = 0; round < 300; round++)
        {
            var start = random.Next(lines.Length - 40);
            var text = new StringBuilder(string.Join('\n', lines, start, 40));
            for (var change = random.Next(1, 30); change > 0; change--)
            {
                var at = random.Next(text.Length);
                var piece = Pieces[random.Next(Pieces.Length)];
                _ = random.Next(3) switch
                {
                    0 => text.Insert(at, piece),
                    1 => text.Remove(at, Math.Min(random.Next(1, 10), text.Length - at)),
                    _ => text.Replace(text[at], piece[0], at, 1),
                };
            }
            AssertSound(text.ToString());
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("](")]
    [InlineData("[a](")]
    [InlineData("![")]
    [InlineData("*a ")]
    [InlineData("**a_")]
    [InlineData("`")]
    [InlineData("> ")]
    [InlineData(">")]
    [InlineData("* ")]
    [InlineData("- \n")]
    [InlineData("<a ")]
    [InlineData("<!-- ")]
    [InlineData("<!--\n")]
    [InlineData("```a\n")]
    [InlineData("[a]:\n")]
    [InlineData("a\n")]
    [InlineData("[a](b)\n")]
    [InlineData("(")]
    [InlineData(" at ")]
    [InlineData(" - ")]
    [InlineData("* [A at B and ")]
    [InlineData("# a\n")]
    [InlineData("\t* [a](http://b.c)\n")]
    public void One_piece_repeated_a_hundred_thousand_times_ends_soon_and_well(string piece)
    {
        AssertSound(new StringBuilder().Insert(0, piece, 100_000).ToString());
        AssertSound("* " + new StringBuilder().Insert(0, piece, 2_000) + "](http://a.b/1)");
    }

    private static void AssertSound(string markdown)
    {
        var list = ReadingListParser.Parse(markdown);
        var lines = TextLines.Split(markdown).Length;
        Assert.Equal(list.Entries.Count, list.Entries.Select(entry => entry.NormalizedUrl).Distinct().Count());
        foreach (var entry in list.Entries)
        {
            Assert.True(UrlNormalizer.IsWebAddress(entry.Url), entry.Url);
            Assert.NotEmpty(entry.Title.Trim());
            Assert.InRange(entry.Line, 1, lines);
            Assert.All(entry.Organisations.Concat(entry.Authors).Concat(entry.Topics), name => Assert.NotEmpty(name.Trim()));
        }
        Assert.All(list.Warnings, warning => Assert.InRange(warning.Line, 0, lines));
        Assert.All(list.Warnings, warning => Assert.NotEmpty(warning.Message));
    }
}
