using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Extraction;

namespace SemanticSearch.Tests.Extraction;

public class JsonlArticleReaderTests
{
    private static readonly byte[] Bytes = [.. " \"\\[]{}:,0xtnu"u8, 0x80];

    [Fact]
    public void A_full_line_gives_every_field()
    {
        var article = Read("""
            {"_id":"6a7a","url":"https://www.18f.gsa.gov/hello/","title":" Hello,\n world! ","text":"\n  code\n\nText ","site":"WWW.18f.gsa.gov","kind":"docs",
             "published":"2014-03-19","authors":["18F"," "],"tags":["culture","culture"],"license":"CC0-1.0","organisations":["18F"],"topics":["A","B"],"repo":"x"}
            """);
        var expected = new Article
        {
            Id = "6a7a",
            Url = "https://www.18f.gsa.gov/hello/",
            Title = "Hello, world!",
            Text = "\n  code\n\nText ",
            Site = "18f.gsa.gov",
            Kind = DocumentKind.Documentation,
            Published = new DateOnly(2014, 3, 19),
            Year = 2014,
            Authors = ["18F"],
            Tags = ["culture"],
            License = "CC0-1.0",
            Organisations = ["18F"],
            Topics = ["A > B"],
        };
        Assert.Equivalent(expected, article, strict: true);
    }

    [Fact]
    public void The_BEIR_layout_keeps_its_particulars_in_metadata()
    {
        var article = Read("""{"_id":"1","title":"Algebraic Language","text":"","metadata":{"published":"CACM December, 1958","authors":["Perlis, A. J.","Samelson,K."],"citations":["100"]}}""");
        Assert.Equal(["Perlis, A. J.", "Samelson,K."], article.Authors);
        Assert.Equal((null, 1958), (article.Published, article.Year!.Value));
        Assert.Equal((null, null), (article.Url, article.Site));
    }

    [Fact]
    public void An_id_that_is_a_web_address_is_the_address()
    {
        var article = Read("""{"_id":"https://www.Example.com/a","title":"t","topics":["Principle"]}""");
        Assert.Equal(("https://www.Example.com/a", "example.com"), (article.Url, article.Site));
        Assert.Null(Read("""{"_id":"MED-10","title":"t"}""").Url);
        Assert.Null(Read("""{"_id":"urn:isbn:1","title":"t"}""").Url);
    }

    [Theory]
    [InlineData("""["Scalability","Caching"]""", "Scalability > Caching")]
    [InlineData("""["Scalability > Caching","Interview > Design"]""", "Scalability > Caching | Interview > Design")]
    [InlineData("""["Scalability > Caching","Interview"]""", "Scalability > Caching | Interview")]
    [InlineData("""[["Scalability","Caching"],["Interview"]]""", "Scalability > Caching | Interview")]
    [InlineData("\"Caching\"", "Caching")]
    [InlineData("\"Scalability > Caching\"", "Scalability > Caching")]
    [InlineData("[]", "")]
    [InlineData("[\" \"]", "")]
    [InlineData("null", "")]
    public void Topics_are_paths(string json, string expected) =>
        Assert.Equal(expected, string.Join(" | ", Read($$"""{"_id":"1","topics":{{json}}}""").Topics));

    [Theory]
    [InlineData("blog", DocumentKind.Article)]
    [InlineData("docs", DocumentKind.Documentation)]
    [InlineData("article", DocumentKind.Article)]
    [InlineData("Paper", DocumentKind.Paper)]
    [InlineData("talk", DocumentKind.Talk)]
    [InlineData("slides", DocumentKind.Slides)]
    [InlineData("book", DocumentKind.Book)]
    [InlineData("repository", DocumentKind.Repository)]
    [InlineData("documentation", DocumentKind.Documentation)]
    [InlineData("something new", DocumentKind.Article)]
    public void Kinds_have_our_names_and_those_of_corpora(string name, DocumentKind expected) =>
        Assert.Equal(expected, Read($$"""{"_id":"1","kind":"{{name}}"}""").Kind);

    [Theory]
    [InlineData("2014-03-19", "2014-03-19", 2014)]
    [InlineData("2014-03-19T10:20:30Z", "2014-03-19", 2014)]
    [InlineData("2014-02-30", null, 2014)]
    [InlineData("2014-03", null, 2014)]
    [InlineData("2014", null, 2014)]
    [InlineData("19 March 2014", null, 2014)]
    [InlineData("12345", null, null)]
    [InlineData("soon", null, null)]
    public void Dates_tell_a_day_or_a_year(string published, string? date, int? year)
    {
        var article = Read($$"""{"_id":"1","published":"{{published}}"}""");
        Assert.Equal((date, year), (article.Published?.ToString("yyyy-MM-dd", null), article.Year));
    }

    [Fact]
    public void A_year_may_stand_alone()
    {
        Assert.Equal(1999, Read("""{"_id":"1","year":1999}""").Year);
        Assert.Equal(1999, Read("""{"_id":"1","metadata":{"year":"1999"}}""").Year);
    }

    [Theory]
    [InlineData("## First heading\ntext", "First heading")]
    [InlineData("\n\nA sentence that is long enough to be cut somewhere, since a title of more than one hundred characters helps nobody.", "A sentence that is long enough to be cut somewhere, since a title of more than one hundred…")]
    [InlineData("", "1")]
    public void Without_a_title_the_first_words_stand_for_it(string text, string expected) =>
        Assert.Equal(expected, Read($$"""{"_id":"1","title":"","text":{{System.Text.Json.JsonSerializer.Serialize(text)}}}""").Title);

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("""{"_id":"1" """, "not JSON")]
    [InlineData("""{"_id":"1"} {}""", "not JSON")]
    [InlineData("[1]", "not a JSON object but an array")]
    [InlineData("null", "not a JSON object but null")]
    [InlineData("{}", "_id is missing")]
    [InlineData("""{"_id":null}""", "_id is missing")]
    [InlineData("""{"_id":" "}""", "_id is missing")]
    [InlineData("""{"_id":["1"]}""", "_id is an array, not a string")]
    [InlineData("""{"_id":1.5}""", "_id is a number, not a string")]
    [InlineData("""{"_id":"1","title":5}""", "title is a number, not a string")]
    [InlineData("""{"_id":"1","text":{}}""", "text is an object, not a string")]
    [InlineData("""{"_id":"1","url":true}""", "url is true or false, not a string")]
    [InlineData("""{"_id":"1","text":"\ud800"}""", "surrogate")]
    public void A_line_that_is_no_article_is_refused_with_the_reason(string line, string reason)
    {
        var read = JsonlArticleReader.Read(Encoding.UTF8.GetBytes(line));
        Assert.Null(read.Article);
        Assert.Contains(reason, Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_and_an_endless_id_are_refused()
    {
        Assert.Null(JsonlArticleReader.Read(Encoding.UTF8.GetBytes("{\"_id\":\"1\",\"x\":" + new string('[', 100_000))).Article);
        Assert.Null(JsonlArticleReader.Read(Encoding.UTF8.GetBytes($$"""{"_id":"{{new string('x', 5000)}}"}""")).Article);
    }

    [Theory]
    [InlineData("\"authors\":7", "authors is a number")]
    [InlineData("\"tags\":[\"a\",7]", "tags holds a number")]
    [InlineData("\"url\":\"javascript:alert(1)\"", "url is no http or https address")]
    [InlineData("\"url\":\"/relative\"", "url is no http or https address")]
    [InlineData("\"published\":20140319", "published is a number")]
    [InlineData("\"year\":\"soon\"", "year is a string that is no year")]
    public void A_particular_of_the_wrong_type_is_left_out_and_reported(string field, string reason)
    {
        var read = JsonlArticleReader.Read(Encoding.UTF8.GetBytes($$"""{"_id":"1","title":"kept",{{field}}}"""));
        Assert.Equal("kept", read.Article!.Title);
        Assert.Null(read.Article.Url);
        Assert.Contains(reason, Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_number_is_an_id_too() => Assert.Equal("42", Read("""{"_id":42}""").Id);

    [Fact]
    public void No_line_makes_it_throw()
    {
        var random = new Random(11);
        var valid = Encoding.UTF8.GetBytes("""{"_id":"1","url":"https://a.b/","title":"t","text":"x","topics":["A",["B"]],"kind":"docs","published":"2014-03-19","authors":"A","metadata":{"year":7}}""");
        for (var round = 0; round < 20_000; round++)
        {
            var line = valid.ToArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                line[random.Next(line.Length)] = Bytes[random.Next(Bytes.Length)];
            var read = JsonlArticleReader.Read(line.AsMemory(0, random.Next(line.Length + 1)));
            Assert.True(read.Article is not null || read.Problems.Count > 0);
        }
    }

    private static Article Read(string line)
    {
        var read = JsonlArticleReader.Read(Encoding.UTF8.GetBytes(line));
        Assert.Empty(read.Problems);
        return read.Article!;
    }
}
