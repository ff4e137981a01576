using SemanticSearch.Documents;
using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class QueryParserTests
{
    [Theory]
    [InlineData("how do companies avoid cache stampede", "how do companies avoid cache stampede")]
    [InlineData("  spaces \t and\nlines ", "spaces and lines")]
    [InlineData("\"read your writes\" cassandra", "read your writes cassandra")]
    [InlineData("kafka -zookeeper", "kafka")]
    [InlineData("topic:caching memcached", "memcached")]
    [InlineData("an \"unclosed phrase", "an \"unclosed phrase")]
    [InlineData("http://example.org/a:b", "http://example.org/a:b")]
    [InlineData("foo:bar", "foo:bar")]
    [InlineData("topic: caching", "topic: caching")]
    [InlineData("kind:banana", "kind:banana")]
    [InlineData("year:20x8", "year:20x8")]
    [InlineData("year:2021..2018", "year:2021..2018")]
    [InlineData("e-mail - dash --flag", "e-mail - dash --flag")]
    [InlineData("-", "-")]
    [InlineData("\"\"", "")]
    [InlineData("", "")]
    public void The_scored_text_is(string query, string expected) => Assert.Equal(expected, QueryParser.Parse(query).Text);

    [Fact]
    public void Phrases_are_required_and_exclusions_forbidden()
    {
        var parsed = QueryParser.Parse("\"two phase commit\" -\"three phase\" -paxos \u201Catomic broadcast\u201D");
        Assert.Equal(["two phase commit", "atomic broadcast"], parsed.Phrases);
        Assert.Equal(["three phase", "paxos"], parsed.Excluded);
    }

    [Fact]
    public void Filters_of_every_field_are_read()
    {
        var filter = QueryParser.Parse("topic:\"Scalability > Caching\" topic:search ORG:netflix kind:talk kind:Paper site:github.com year:2018..2021").Filter;
        Assert.Equal(["Scalability > Caching", "search"], filter.Topics);
        Assert.Equal(["netflix"], filter.Organisations);
        Assert.Equal([DocumentKind.Talk, DocumentKind.Paper], filter.Kinds);
        Assert.Equal(["github.com"], filter.Sites);
        Assert.Equal((2018, 2021), (filter.YearFrom, filter.YearTo));
    }

    [Theory]
    [InlineData("year:2019", 2019, 2019)]
    [InlineData("year:2019..", 2019, null)]
    [InlineData("year:..2019", null, 2019)]
    public void Years_may_be_open(string query, int? from, int? to)
    {
        var filter = QueryParser.Parse(query).Filter;
        Assert.Equal((from, to), (filter.YearFrom, filter.YearTo));
    }

    [Theory]
    [InlineData("kind:banana")]
    [InlineData("kind:3")]
    [InlineData("year:last")]
    [InlineData("year:..")]
    public void A_value_that_its_field_cannot_have_is_noted(string query)
    {
        var parsed = QueryParser.Parse(query);
        Assert.Contains(query, Assert.Single(parsed.Notes), StringComparison.Ordinal);
        Assert.Equal(query, parsed.Text);
    }

    [Fact]
    public void No_input_is_an_error()
    {
        var random = new Random(7);
        const string Alphabet = "ab\"-: \t\u201C\u201D.0129topicyear\\\0\uD800";
        for (var round = 0; round < 20_000; round++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var parsed = QueryParser.Parse(query);
            Assert.True(parsed.Text.Length <= query.Length);
            Assert.DoesNotContain("", parsed.Phrases);
            Assert.DoesNotContain("", parsed.Excluded);
        }
    }

    [Fact]
    public void Quotation_marks_in_a_longer_text_are_plain_words_and_a_note_says_so()
    {
        var parsed = QueryParser.Parse("articles on text formatting systems including \"what you see is what you get\" systems such as scribe");
        Assert.Empty(parsed.Phrases);
        Assert.Contains("what you see is what you get systems", parsed.Text, StringComparison.Ordinal);
        Assert.Single(parsed.Notes);
        Assert.Single(QueryParser.Parse("formatting systems such as \"what you see is what you get\"").Phrases);
    }
}
