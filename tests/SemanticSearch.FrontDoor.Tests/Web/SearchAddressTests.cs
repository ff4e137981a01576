using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SemanticSearch.Documents;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.FrontDoor.Tests.Web;

public class SearchAddressTests
{
    [Fact]
    public void Every_parameter_reaches_the_request()
    {
        var request = Read("?q=cache&mode=keyword&top=5&offset=20&topic=Scalability&topic=Performance&org=Netflix&kind=Talk&kind=paper&site=medium.com&year=2018..2021&explain=true").ToRequest();
        Assert.Equal(("cache", SearchMode.Keyword, 5, 20, true), (request.Query, request.Mode, request.Top, request.Offset, request.Explain));
        Assert.Equal(["Scalability", "Performance"], request.Filter.Topics);
        Assert.Equal(["Netflix"], request.Filter.Organisations);
        Assert.Equal([DocumentKind.Talk, DocumentKind.Paper], request.Filter.Kinds);
        Assert.Equal(["medium.com"], request.Filter.Sites);
        Assert.Equal((2018, 2021), (request.Filter.YearFrom, request.Filter.YearTo));
    }

    [Theory]
    [InlineData("?q=a%20b%26c%3Dd%2Be%23%25&topic=Scalability%20%3E%20Caching&org=AT%26T")]
    [InlineData("?q=%22exact%20phrase%22%20-not&kind=talk&year=2018..&mode=vector&top=7&offset=21&exact=true&explain=true")]
    [InlineData("?q=%F0%9F%9A%80%20%D9%85%D8%B1%D8%AD%D8%A8%D8%A7%00")]
    public void A_link_says_what_was_read(string query) => Assert.Equal("/search" + query, Read(query).Href);

    [Fact]
    public void Empty_values_count_as_absent() => Assert.Equal(SearchAddress.Empty, Read("?q=&topic=&year=&mode=&top=&explain=") with { Filters = SearchAddress.Empty.Filters });

    [Theory]
    [InlineData("?mode=fuzzy", "mode", "keyword, vector, hybrid")]
    [InlineData("?mode=1", "mode", "keyword, vector, hybrid")]
    [InlineData("?kind=video", "kind", "talk")]
    [InlineData("?top=0", "top", "from 1 to 1000")]
    [InlineData("?top=1001", "top", "from 1 to 1000")]
    [InlineData("?top=ten", "top", "whole number")]
    [InlineData("?top=-1", "top", "whole number")]
    [InlineData("?offset=99999999999", "offset", "from 0 to")]
    [InlineData("?offset=9999", "offset", "9990 at most")]
    [InlineData("?year=18", "year", "2018..2021")]
    [InlineData("?year=2021..2018", "year", "2018..2021")]
    [InlineData("?year=..", "year", "2018..2021")]
    [InlineData("?explain=yes", "explain", "true or false")]
    [InlineData("?q=a&q=b", "q", "once")]
    public void A_wrong_value_is_refused_with_its_name_and_what_is_allowed(string query, string parameter, string tells)
    {
        var problem = SearchAddressReader.Read(Query(query), out _);
        Assert.NotNull(problem);
        Assert.Equal([parameter], problem.Parameters);
        Assert.Contains(tells, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_are_told_together_with_the_known_ones()
    {
        var problem = SearchAddressReader.RefuseUnknown(Query("?q=a&limit=3&Top=4"), QueryParameter.OfSearch);
        Assert.Equal(["limit", "Top"], problem!.Parameters);
        Assert.Contains("offset", problem.Allowed);
    }

    [Fact]
    public void A_filter_takes_the_place_of_the_one_of_its_field_and_begins_at_the_first_page()
    {
        var address = Read("?q=a&topic=Scalability&org=Netflix&offset=30").With("topic", "Scalability > Caching");
        Assert.Equal("/search?q=a&org=Netflix&topic=Scalability%20%3E%20Caching", address.Href);
        Assert.Equal("/search?q=a&org=Netflix", address.Without(new FilterValue("topic", "Scalability > Caching")).Href);
    }

    [Fact]
    public void What_is_not_meant_goes_along_until_it_is_meant_again()
    {
        var address = Read("?q=a&offset=30").NotMeaning("Autoscaling").NotMeaning("Netflix").NotMeaning("autoscaling");
        Assert.Equal("/search?q=a&except=Netflix&except=autoscaling", address.Href);
        Assert.Equal("/search?q=a&except=autoscaling&offset=10", Read("?q=a&except=Netflix&except=autoscaling&offset=10").Meaning("NETFLIX").At(10).Href);
        Assert.Contains("AUTOSCALING", Read(address.Href["/search".Length..]).ToRequest().Except);
        Assert.Equal(30, Read("?q=a&except=Netflix&offset=30").Offset);
    }

    [Fact]
    public void A_huge_query_makes_short_links_without_half_characters()
    {
        var address = SearchAddress.Empty.Asking("a" + string.Concat(Enumerable.Repeat("🚀", 50_000)));
        Assert.InRange(address.Href.Length, 1_000, 20_000);
        Assert.DoesNotContain("%EF%BF%BD", address.Href, StringComparison.Ordinal);
        Assert.Equal(100_001, address.ToRequest().Query.Length);
    }

    private static SearchAddress Read(string query)
    {
        Assert.Null(SearchAddressReader.Read(Query(query), out var address));
        return address;
    }

    private static QueryCollection Query(string text) => new(QueryHelpers.ParseQuery(text));
}
