using System.Diagnostics;
using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Extraction;
using SemanticSearch.Storage;
using SemanticSearch.Text;
using Xunit.Abstractions;

namespace SemanticSearch.Tests.Text;

public class PassageSplitterTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n ")]
    public void A_blank_text_has_no_passages(string text) => Assert.Empty(PassageSplitter.Split(text));

    [Fact]
    public void A_short_text_is_one_passage_without_the_blanks_around_it()
    {
        var passage = Assert.Single(PassageSplitter.Split("\n\n  Two paragraphs,\n\nboth short. \n"));
        Assert.Equal(new Passage(0, "", "Two paragraphs,\n\nboth short.", 4), passage);
    }

    [Fact]
    public void A_long_section_is_cut_between_paragraphs_near_the_target() =>
        Check($"{Words(90)}\n\n{Words(90)}\n\n{Words(90)}\n\n{Words(90)}", "0: 180", "0: 180");

    [Fact]
    public void A_heading_starts_a_new_passage_and_stands_in_it() =>
        Check($"# One\n\n{Words(100)}\n\n## Two\n\n{Words(100)}\n\n# Three\n\n{Words(100)}", "One: 102", "One > Two: 102", "Three: 102");

    [Fact]
    public void A_section_too_short_to_stand_alone_goes_on_with_the_next_under_their_common_headings() =>
        Check($"# Top\n\n{Words(100)}\n\n## A\n\n{Words(20)}\n\n## B\n\n{Words(100)}", "Top: 102", "Top: 124");

    [Fact]
    public void The_short_end_of_a_section_goes_back_to_its_beginning() =>
        Check($"# A\n\n{Words(195)}\n\n{Words(30)}\n\n# B\n\n{Words(100)}", "A: 227", "B: 102");

    [Fact]
    public void The_short_end_of_a_text_goes_back_to_the_passage_before() =>
        Check($"# A\n\n{Words(150)}\n\n## End\n\n{Words(10)}", "A: 164");

    [Fact]
    public void A_beginning_too_short_to_stand_alone_takes_the_paragraph_after_it() =>
        Check($"{Words(40)}\n\n{Words(240)}", "0: 280");

    [Fact]
    public void A_paragraph_beyond_the_maximum_is_cut_at_sentences_into_equal_parts()
    {
        var sentences = string.Join(' ', Enumerable.Repeat($"Ax {Words(18)} e.g. x.", 20));
        var passages = Check(sentences, "0: 210", "0: 210");
        Assert.All(passages, passage => Assert.StartsWith("Ax", passage.Text, StringComparison.Ordinal));
        Assert.All(passages, passage => Assert.EndsWith("e.g. x.", passage.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_list_is_cut_between_its_items()
    {
        var passages = Check(string.Concat(Enumerable.Repeat($"- {Words(10)}.\n  {Words(8)}\n", 30)), "0: 190", "0: 190", "0: 190");
        Assert.All(passages, passage => Assert.StartsWith("- ", passage.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_is_cut_between_its_rows()
    {
        var passages = PassageSplitter.Split(string.Concat(Enumerable.Repeat("| a b c. Dd ee | 1 2 |\n", 60)));
        Assert.InRange(passages.Count, 2, 5);
        Assert.All(passages, passage => Assert.StartsWith("| a", passage.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("```")]
    [InlineData("~~~~")]
    public void Code_is_kept_whole_with_its_blank_lines_and_without_headings(string fence)
    {
        var code = $"{fence}sh\n# comment\n\n{Words(180)}\n\n## other\n{fence}";
        var passages = Check($"{Words(150)}\n\n{code}\n\n{Words(150)}", "0: 150", "0: 186", "0: 150");
        Assert.Equal(code, passages[1].Text);
    }

    [Fact]
    public void Long_code_is_cut_at_blank_lines_then_at_lines()
    {
        var code = $"```\n{string.Concat(Enumerable.Repeat($"def f\n{Words(40)}\n\n", 12))}```";
        Assert.All(PassageSplitter.Split(code).Skip(1), passage => Assert.StartsWith("def f", passage.Text, StringComparison.Ordinal));
        var lines = $"```\n{string.Concat(Enumerable.Repeat($"x. Y {Words(8)}\n", 60))}```";
        Assert.All(PassageSplitter.Split(lines).Skip(1), passage => Assert.StartsWith("x. Y", passage.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("# One", "One")]
    [InlineData("   ### One ###", "One")]
    [InlineData("# **Bold** `code` [link](http://x/y) {#anchor}", "Bold code link")]
    [InlineData("# C# and F#", "C# and F#")]
    [InlineData("# snake_case <a name=\"x\"></a>1 < 2", "snake_case 1 < 2")]
    [InlineData("One\n===", "One")]
    [InlineData("One\r\n-----\r\n", "One")]
    [InlineData("<h2 id=\"x\">One &amp; two</h2>", "One &amp; two")]
    [InlineData("#One", "")]
    [InlineData("#", "")]
    [InlineData("####### One", "")]
    [InlineData("    # One", "")]
    [InlineData("- One\n---", "")]
    [InlineData("| One |\n---", "")]
    [InlineData("one\ntwo\n---", "")]
    public void Headings_are_recognised_and_read_as_plain_text(string heading, string expected) =>
        Assert.Equal(expected, Assert.Single(PassageSplitter.Split($"{heading}\n\nbody")).HeadingPath);

    [Fact]
    public void A_word_without_end_is_cut_and_no_surrogate_pair_with_it()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 20_000));
        var passages = PassageSplitter.Split("x" + text);
        AssertHolds("x" + text, passages);
        Assert.All(passages, passage => Assert.False(char.IsLowSurrogate(passage.Text[0])));
    }

    [Theory]
    [InlineData("word ", 400_000)]
    [InlineData("x", 2_000_000)]
    [InlineData("# h\n", 300_000)]
    [InlineData("```\n", 300_001)]
    [InlineData("`````\n````\n", 100_000)]
    [InlineData("a\n---\n", 200_000)]
    [InlineData("- ", 500_000)]
    [InlineData("a. ", 400_000)]
    [InlineData("A. \n", 400_000)]
    [InlineData("(((((((. ", 200_000)]
    [InlineData("漢字。", 400_000)]
    [InlineData("a                                                                                          ", 20_000)]
    [InlineData("\n\r \u00A0\u2028x", 200_000)]
    [InlineData("\uD83D", 500_000)]
    public void Large_and_monotonous_texts_take_linear_time(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));
        var watch = Stopwatch.StartNew();
        var passages = PassageSplitter.Split(text);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 10_000);
        AssertHolds(text, passages);
    }

    [Fact]
    public void Whatever_the_text_the_passages_hold_all_of_it_in_order_within_the_limits()
    {
        string[] parts =
        [
            "word", " ", " ", "\n", "\n", "\n\n", "\r\n", "\r", "\t", "# ", "## Head\n", "###### ", "===\n", "---\n", "```\n", "~~~\n", "````", "- ", "* ", "1. ", "| a | b |\n",
            "> ", ". ", "? A", "!", "。", "漢字漢字", "😀", "\uD83D", "\uDE00", "<h1>x</h1>\n", "[a](b)", "{#a}", "\u00A0", "\u200B", "\0", "`",
            new string('x', 6_000), new string(' ', 3_000), Words(120), Words(300), $"{Words(30)}. ",
        ];
        var random = new Random(5);
        for (var round = 0; round < 3_000; round++)
        {
            var text = new StringBuilder();
            for (var count = random.Next(60); count > 0; count--)
                text.Append(parts[random.Next(parts.Length)]);
            AssertHolds(text.ToString(), PassageSplitter.Split(text.ToString()));
        }
    }

    [SkippableFact]
    public void The_real_articles_give_passages_of_the_expected_number_and_size()
    {
        var texts = RealTexts();
        var watch = Stopwatch.StartNew();
        var split = texts.Select(PassageSplitter.Split).ToList();
        var seconds = watch.Elapsed.TotalSeconds;
        for (var i = 0; i < texts.Count; i++)
            AssertHolds(texts[i], split[i]);

        var sizes = split.SelectMany(passages => passages).Select(passage => PassageSize.Of(passage.Text)).Order().ToArray();
        output.WriteLine($"{texts.Count} articles, {sizes.Length} passages in {seconds:0.00} s; words: mean {sizes.Average():0}, p5 {sizes[sizes.Length / 20]}, "
            + $"p50 {sizes[sizes.Length / 2]}, p95 {sizes[^(sizes.Length / 20)]}; under {PassageSplitter.MinWords}: {sizes.Count(size => size < PassageSplitter.MinWords)}");
        Assert.Equal(5_207, texts.Count);
        Assert.InRange(sizes.Length, 25_000, 45_000);
        Assert.InRange(sizes.Average(), 130, 230);
    }

    private static List<string> RealTexts()
    {
        using var file = InputFile.Open(SharedData.Path("data/articles/articles.jsonl.gz"));
        return [.. new JsonLines(file.Content).Read().Select(line => JsonlArticleReader.Read(line.Bytes).Article!.Text)];
    }

    private static IReadOnlyList<Passage> Check(string text, params string[] expected)
    {
        var passages = PassageSplitter.Split(text);
        AssertHolds(text, passages);
        Assert.Equal(expected, passages.Select(passage => $"{(passage.HeadingPath.Length == 0 ? "0" : passage.HeadingPath)}: {CountWords(passage.Text)}"));
        return passages;
    }

    private static void AssertHolds(string text, IReadOnlyList<Passage> passages)
    {
        var end = 0;
        for (var i = 0; i < passages.Count; i++)
        {
            var passage = passages[i];
            Assert.Equal(i, passage.Ordinal);
            Assert.True(passage.Start >= end, "passages come in order and share nothing");
            Assert.True(text.AsSpan(end, passage.Start - end).IsWhiteSpace(), "nothing but blanks lies between passages");
            end = passage.Start + passage.Length;
            Assert.True(text.AsSpan(passage.Start, passage.Length).SequenceEqual(passage.Text), "a passage is a substring");
            Assert.False(char.IsWhiteSpace(passage.Text[0]) || char.IsWhiteSpace(passage.Text[^1]), "a passage neither starts nor ends with a blank");
            Assert.InRange(CountWords(passage.Text), 1, PassageSplitter.MaxWords);
            Assert.InRange(passage.Length, 1, 20_000);
        }
        Assert.True(text.AsSpan(end).IsWhiteSpace(), "nothing but blanks follows the last passage");
    }

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));
}
