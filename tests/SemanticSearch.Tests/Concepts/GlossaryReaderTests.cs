using SemanticSearch.Concepts;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests.Concepts;

public class GlossaryReaderTests
{
    private const string Sample = """
        # Caching

        ## Cache stampede
        aliases: thundering herd, dog-piling
        definition: Many requests miss at once
          and all ask the origin.
        lay:
        - everyone asks the database at once
        - hundreds of servers recompute
          the same thing
        related: Cache
        topics: Scalability > Distributed Caching; Principle

        """;

    [Fact]
    public void A_concept_has_its_fields_place_and_continued_lines()
    {
        var file = Read(Sample);
        Assert.Empty(file.Problems);
        var concept = Assert.Single(file.Concepts);
        Assert.Equal("Cache stampede", concept.Name);
        Assert.Equal(["thundering herd", "dog-piling"], concept.Aliases);
        Assert.Equal("Many requests miss at once and all ask the origin.", concept.Definition);
        Assert.Equal(["everyone asks the database at once", "hundreds of servers recompute the same thing"], concept.LayPhrases);
        Assert.Equal(["Cache"], concept.Related);
        Assert.Equal(["Scalability > Distributed Caching", "Principle"], concept.Topics);
        Assert.Equal(new GlossaryPlace("my.md", "Caching", 3), concept.Place);
    }

    [Theory]
    [InlineData("Projection (event sourcing)", "Projection")]
    [InlineData("Go (language)", "Go")]
    [InlineData("Cache stampede", "Cache stampede")]
    public void The_word_of_a_name_has_no_sense_in_parentheses(string name, string word) =>
        Assert.Equal(word, Assert.Single(Read(Sample.Replace("Cache stampede", name, StringComparison.Ordinal)).Concepts).Word);

    [Theory]
    [InlineData("aliases: thundering herd", "alias: thundering herd", 4, "is no field")]
    [InlineData("definition: Many requests miss at once", "Many requests miss at once", 5, "is no field")]
    [InlineData("lay:", "definition: again", 7, "twice")]
    [InlineData("lay:", "lay: a phrase", 7, "a line of its own")]
    [InlineData("related: Cache", "- cache", 11, null)]
    [InlineData("topics: ", "\n  ", 13, "continues nothing")]
    [InlineData("# Caching", "Caching", 1, "before the first concept")]
    [InlineData("## Cache stampede", "## ", 3, null)]
    public void What_is_wrong_is_told_by_line(string text, string instead, int line, string? message)
    {
        var problems = Read(Sample.Replace(text, instead, StringComparison.Ordinal)).Problems;
        if (message is not null)
            Assert.Contains(problems, problem => problem.Line == line && problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_concept_without_definition_or_phrase_is_left_out_and_told()
    {
        var file = Read("## Alone\naliases: a\n\n## Second\ndefinition: Text.\n");
        Assert.Empty(file.Concepts);
        Assert.Equal([(1, "Alone has no definition:"), (1, "Alone has no phrase below lay:"), (4, "Second has no phrase below lay:")],
            file.Problems.Take(3).Select(problem => (problem.Line, problem.Message)));
    }

    [Fact]
    public void An_own_glossary_stands_beside_ours_and_replaces_what_has_the_same_name()
    {
        using var folder = new TemporaryDirectory();
        var glossary = Glossary.Open(Write(folder.Path, Sample.Replace("Cache stampede", "Zebra", StringComparison.Ordinal)));
        Assert.Equal(Glossary.BuiltIn.Concepts.Count + 1, glossary.Concepts.Count);
        Assert.True(glossary.NumberOf("zebra") >= 0);
        Assert.Equal(Glossary.BuiltIn.Concepts.Count, Glossary.Open(Write(folder.Path, Sample)).Concepts.Count);
    }

    [Fact]
    public void Problems_of_an_own_glossary_are_one_error_with_file_and_lines()
    {
        using var folder = new TemporaryDirectory();
        var path = Write(folder.Path, Sample.Replace("related: Cache", "related: Nowhere", StringComparison.Ordinal) + "\n## Empty\n");
        var error = Assert.Throws<DataProblemException>(() => Glossary.Open(path));
        Assert.Contains($"{path}:3: Cache stampede is related to \"Nowhere\"", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{path}:14: Empty has no definition:", error.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Glossary.Open(path + ".missing"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("just text\n- dash\n  blanks\nlay:")]
    public void Whatever_is_no_glossary_gives_problems_only(string text)
    {
        var file = Read(text);
        Assert.Empty(file.Concepts);
        Assert.NotEmpty(file.Problems);
    }

    private static GlossaryFile Read(string text) => GlossaryReader.Read("my.md", text.Split('\n'));

    private static string Write(string folder, string text)
    {
        var path = Path.Combine(folder, "my.md");
        File.WriteAllText(path, text);
        return path;
    }
}
