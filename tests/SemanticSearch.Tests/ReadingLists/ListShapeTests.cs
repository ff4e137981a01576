using SemanticSearch.ReadingLists;

namespace SemanticSearch.Tests.ReadingLists;

/// <summary>Headings, bullets and links of well-formed lists. A list is written with "\n"; an entry is shown as "topics: title".</summary>
public sealed class ListShapeTests
{
    [Theory]
    [InlineData("* [A](http://a.b/1)", ": A")]
    [InlineData("## S\n* [A](http://a.b/1)\n- [B](http://a.b/2)\n+ [C](http://a.b/3)\n1. [D](http://a.b/4)", "S: A|S: B|S: C|S: D")]
    [InlineData("# List\n## S\n### T\n* [A](http://a.b/1)\n## U\n* [B](http://a.b/2)", "S > T: A|U: B")]
    [InlineData("# One\n* [A](http://a.b/1)\n# Two\n* [B](http://a.b/2)", "One: A|Two: B")]
    [InlineData("S\n---\n* [A](http://a.b/1)", "S: A")]
    [InlineData("* [A](http://a.b/1)\n\t* [B](http://a.b/2)\n\t\t* [C](http://a.b/3)\n* [D](http://a.b/4)", ": A|A: B|A > B: C|: D")]
    [InlineData("* [A](http://a.b/1)\n\t* [B](http://a.b/2)\n    * [C](http://a.b/3)\n        * [D](http://a.b/4)\n\t\t* [E](http://a.b/5)", ": A|A: B|A: C|A > C: D|A > C: E")]
    [InlineData("* Plain topic:\n  * [A](http://a.b/1)", "Plain topic: A")]
    [InlineData("* **Bold topic**\n  * [A](http://a.b/1)", "Bold topic: A")]
    [InlineData("## S\r\n* [A](http://a.b/1)\r\n\r\n* [B](http://a.b/2)\r\n", "S: A|S: B")]
    [InlineData("> * [A](http://a.b/1)", ": A")]
    [InlineData("* [20 > 10 rule](http://a.b/1)\n  * [B](http://a.b/2)", ": 20 > 10 rule|20 >10 rule: B")]
    public void Topics_are_headings_and_parent_bullets(string list, string expected) => Check(list, expected);

    [Theory]
    [InlineData("* [A [b] (c)](http://a.b/x_(y))", "A [b] (c)", "http://a.b/x_(y)")]
    [InlineData("* [*A* **b** `c` ~d~](http://a.b/1)", "A b c ~d~", "http://a.b/1")]
    [InlineData("* **[A](http://a.b/1)** - described", "A", "http://a.b/1")]
    [InlineData("* [A &amp; B \\[x\\]](http://a.b/?x=1&amp;y=2)", "A & B [x]", "http://a.b/?x=1&y=2")]
    [InlineData("* [A](<http://a.b/1> \"tooltip\")", "A", "http://a.b/1")]
    [InlineData("* [A][ref]\n\n[ref]: http://a.b/1", "A", "http://a.b/1")]
    [InlineData("* [x] [A](http://a.b/1)", "A", "http://a.b/1")]
    [InlineData("* [![alt text](i.png)](http://a.b/1)", "alt text", "http://a.b/1")]
    [InlineData("* <http://a.b/1>", "http://a.b/1", "http://a.b/1")]
    [InlineData("* <a class='x' href=\"http://a.b/?x=1&amp;y=2\"><b>A</b> b</a> - described", "A b", "http://a.b/?x=1&y=2")]
    [InlineData("* http://a.b/1 - The title", "The title", "http://a.b/1")]
    [InlineData("* The title: http://a.b/1", "The title", "http://a.b/1")]
    [InlineData("* Dynamo ([pdf](http://a.b/1))", "Dynamo (pdf)", "http://a.b/1")]
    [InlineData("* [A\n  b](http://a.b/1)", "A b", "http://a.b/1")]
    [InlineData("* [Top 10 ](http://a.b/1)", "Top 10", "http://a.b/1")]
    public void Title_is_plain_text_and_the_address_stays_as_written(string list, string title, string url)
    {
        var entry = Assert.Single(ReadingListParser.Parse(list).Entries);

        Assert.Equal((title, url), (entry.Title, entry.Url));
        Assert.Equal(1, entry.Line);
    }

    [Theory]
    [InlineData("* [A](http://a.b/1), [B](http://a.b/2) / [C](http://a.b/3)", ": A|: B|: C")]
    [InlineData("* [A](http://a.b/1) - a fork of [B](http://a.b/2)", ": A")]
    [InlineData("* See [A](http://a.b/1) for more about [B](http://a.b/2)", ": A")]
    [InlineData("* [A](#a)\n* [B](http://a.b/1)", ": B")]
    [InlineData("Prose with [A](http://a.b/1).\n\n* [B](http://a.b/2)", ": B")]
    [InlineData("## Contents\n* [A](http://a.b/#a)\n## S\n* [B](http://a.b/2)\n## Special Thanks\n* to [C](http://a.b/3)", "S: B")]
    [InlineData("```\n* [A](http://a.b/1)\n```\n* [B](http://a.b/2)", ": B")]
    [InlineData("<!-- * [A](http://a.b/1)\n* [B](http://a.b/2) -->\n* [C](http://a.b/3)", ": C")]
    [InlineData("---\ntitle: x\n---\n* [A](http://a.b/1)", ": A")]
    [InlineData("<details>\n<summary>More</summary>\n* [A](http://a.b/1)\n</details>", ": A")]
    public void An_entry_is_a_link_that_a_bullet_leads_with(string list, string expected) => Check(list, expected);

    [Theory]
    [InlineData("## S\n    * [A](http://a.b/1)\n    * [B](http://a.b/2)", "S: A|S: B")]
    [InlineData("* [A](http://a.b/1)\n\t\t* [B](http://a.b/2)\n\t\t* [C](http://a.b/3)\n\t\t\t* [D](http://a.b/4)\n* [E](http://a.b/5)", ": A|A: B|A: C|A > C: D|: E")]
    [InlineData("*     [A](http://a.b/1)", ": A")]
    [InlineData("-\t\t[A](http://a.b/1)\n\t-\t[B](http://a.b/2)", ": A|: B")]
    [InlineData("- - - [A](http://a.b/1)", ": A")]
    public void Bullets_indented_too_far_are_read_as_they_look(string list, string expected) => Check(list, expected);

    [Fact]
    public void Duplicates_are_merged_with_every_topic_path_and_what_only_a_later_one_tells()
    {
        var list = ReadingListParser.Parse("## S\n* [A](http://www.a.b/x/)\n## T\n* [A again at Uber (2 parts)](https://a.b/x?utm_source=y#z)\n## S\n* [A](http://a.b/x)");

        var entry = Assert.Single(list.Entries);
        Assert.Equal("A", entry.Title);
        Assert.Equal("http://www.a.b/x/", entry.Url);
        Assert.Equal("https://a.b/x", entry.NormalizedUrl);
        Assert.Equal(["S", "T"], entry.Topics);
        Assert.Equal(["Uber"], entry.Organisations);
        Assert.Equal(2, entry.Parts);
        Assert.Equal(2, entry.Line);
    }

    [Fact]
    public void A_guide_is_a_heading_over_prose_that_points_at_sections()
    {
        var list = ReadingListParser.Parse(
            "# List\nSee [all](#caching).\n#### If it is slow\n> Look at [caches](#caching), [more](#load-balancing--dns) and [caches](#caching); not [here](#gone).\n\n#### Community\n> Write to [us](CONTRIBUTING.md).\n## Caching\nAs in [balancing](#load-balancing--dns):\n* [A](http://a.b/1)\n### Load balancing & DNS\n* [B](http://a.b/2)");

        var guide = Assert.Single(list.Guides);
        Assert.Equal("If it is slow", guide.Title);
        Assert.Equal("Look at caches, more and caches; not here.", guide.Text);
        Assert.Equal(["Caching", "Caching > Load balancing & DNS"], guide.Sections);
    }

    private static void Check(string markdown, string expected)
    {
        var list = ReadingListParser.Parse(markdown);

        Assert.Equal(expected, string.Join('|', list.Entries.Select(entry => $"{(entry.Topics is [var topic, ..] ? topic : "")}: {entry.Title}")));
        Assert.Empty(list.Warnings);
    }
}
