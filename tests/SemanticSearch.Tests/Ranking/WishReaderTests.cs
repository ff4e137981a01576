using SemanticSearch.Documents;
using SemanticSearch.Ranking;

namespace SemanticSearch.Tests.Ranking;

public class WishReaderTests
{
    private static readonly WishReader Reader = new(["Netflix", "Uber", "Riot Games", "Box", "Slack", "AWS", "F5", "Google"], word => word is "google");

    [Theory]
    [InlineData("how does Netflix deploy", "Netflix")]
    [InlineData("netflix's chaos engineering, and uber", "Netflix Uber")]
    [InlineData("Uber Uber", "Uber")]
    [InlineData("Riot Games League of Legends", "Riot Games")]
    [InlineData("riot control", "")]
    [InlineData("ubernetes", "")]
    [InlineData("nearby box", "")]
    [InlineData("Box the result", "")]
    [InlineData("storage at Box", "Box")]
    [InlineData("search by google", "")]
    [InlineData("search at Google", "Google")]
    [InlineData("lots of AWS accounts", "")]
    [InlineData("F5 outage", "")]
    public void Organisations_are_found_by_their_whole_name(string question, string names) => Assert.Equal(names, Names(question));

    [Theory]
    [InlineData("talks about caching", "talk")]
    [InlineData("a talk on Raft", "talk")]
    [InlineData("how services talk about state", "")]
    [InlineData("talk about caching", "")]
    [InlineData("an article that talks about caching", "")]
    [InlineData("papers on consensus", "paper")]
    [InlineData("raft paper", "paper")]
    [InlineData("paper machines", "")]
    [InlineData("kafka slides", "slides")]
    [InlineData("book on distributed systems", "book")]
    [InlineData("services to book on demand", "")]
    [InlineData("books about databases by Netflix", "book Netflix")]
    [InlineData("papers", "")]
    [InlineData("", "")]
    public void A_kind_is_asked_for_in_its_place_only(string question, string names) => Assert.Equal(names, Names(question));

    [Fact]
    public void A_kind_is_told_from_an_organisation() => Assert.Equal([new Wish("talk", DocumentKind.Talk), new Wish("Netflix", null)], Reader.Read("talks by Netflix"));

    [Fact]
    public void Without_names_only_kinds_are_found() => Assert.Equal("paper", string.Join(' ', new WishReader([], _ => false).Read("Netflix papers").Select(wish => wish.Name)));

    private static string Names(string question) => string.Join(' ', Reader.Read(question).Select(wish => wish.Name));
}
