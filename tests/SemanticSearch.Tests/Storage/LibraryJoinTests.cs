using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

/// <summary>Entries and articles are kept apart and meet when they are read.</summary>
public sealed class LibraryJoinTests : IDisposable
{
    private const string Address = "https://www.example.com/stampede/";

    private static readonly Entry Listed = new()
    {
        Url = Address,
        NormalizedUrl = "https://example.com/stampede",
        Title = "Cache Stampede at DoorDash",
        Topics = ["Scalability > Caching"],
        Kind = DocumentKind.Talk,
        Organisations = ["DoorDash"],
        Authors = ["A. Author"],
        Year = 2018,
        Line = 7,
    };

    private readonly OpenLibrary _open = new();
    private readonly Library _library;

    public LibraryJoinTests() => _library = _open.Library;

    public void Dispose() => _open.Dispose();

    [Fact]
    public void An_entry_without_an_article_stands_for_itself()
    {
        _library.StoreList("list", [Listed]);
        var expected = new Article
        {
            Id = Address,
            Url = Address,
            Title = Listed.Title,
            Topics = Listed.Topics,
            Kind = DocumentKind.Talk,
            Organisations = ["DoorDash"],
            Authors = ["A. Author"],
            Site = "example.com",
            Year = 2018,
        };
        Assert.Equivalent(expected, Assert.Single(_library.Documents()), strict: true);
        Assert.False(_library.IsEmpty);
        Assert.Equal((1, 0, 1), (_library.Count, _library.ArticleCount, _library.EntryCount));
    }

    [Theory]
    [InlineData("article first")]
    [InlineData("list first")]
    public void An_article_takes_what_the_list_says_of_its_address(string order)
    {
        var article = new Article { Id = "a1", Url = "http://example.com/stampede", Title = "Own title", Text = "text", Topics = ["Own"], Organisations = ["doordash"] };
        if (order == "list first")
            _library.StoreList("list", [Listed]);
        _library.Store([article], "test");
        _library.StoreList("list", [Listed]);

        var joined = Assert.Single(_library.Documents());

        Assert.Equal(("a1", "Own title", "text", DocumentKind.Talk, 2018), (joined.Id, joined.Title, joined.Text, joined.Kind, joined.Year!.Value));
        Assert.Equal(["Own", "Scalability > Caching"], joined.Topics);
        Assert.Equal(["doordash"], joined.Organisations);
        Assert.Equal(["A. Author"], joined.Authors);
        Assert.Equal((1, 1, 1), (_library.Count, _library.ArticleCount, _library.EntryCount));
    }

    [Fact]
    public void What_the_article_says_of_kind_year_and_authors_stands()
    {
        _library.Store([new Article { Id = "a1", Url = Address, Title = "", Kind = DocumentKind.Paper, Year = 2020, Authors = ["B. Author"] }], "test");
        _library.StoreList("list", [Listed]);
        var joined = Assert.Single(_library.Documents());
        Assert.Equal((DocumentKind.Paper, 2020, "B. Author"), (joined.Kind, joined.Year!.Value, joined.Authors.Single()));
        Assert.Equal(Listed.Title, joined.Title);
    }

    [Fact]
    public void Two_articles_of_one_address_both_take_it()
    {
        _library.StoreList("list", [Listed]);
        _library.Store([new Article { Id = "a1", Url = Address, Title = "1" }, new Article { Id = "a2", Url = Address, Title = "2" }], "test");
        Assert.Equal(["a1", "a2"], _library.Documents().Select(article => article.Id));
        Assert.All(_library.Documents(), article => Assert.Equal(["DoorDash"], article.Organisations));
        Assert.Equal(2, _library.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://elsewhere.example/")]
    public void An_id_never_occurs_twice_even_where_the_addresses_disagree(string? url)
    {
        _library.StoreList("list", [Listed]);
        _library.Store([new Article { Id = Address, Url = url, Title = "1" }], "test");
        var joined = Assert.Single(_library.Documents());
        Assert.Equal(["DoorDash"], joined.Organisations);
        Assert.Equal(1, _library.Count);
    }

    [Fact]
    public void One_address_in_two_lists_is_one_document_with_the_topics_of_both()
    {
        _library.StoreList("first", [Listed]);
        _library.StoreList("second", [Listed with { Url = "http://example.com/stampede", Title = "Other", Topics = ["Interviews"] }, Entry("b")]);
        Assert.Equal([Address, "https://example.com/b"], _library.Documents().Select(article => article.Id));
        Assert.Equal(["Scalability > Caching", "Interviews"], _library.Documents().First().Topics);
        Assert.Equal(2, _library.Count);
    }

    [Fact]
    public void A_list_stored_again_holds_exactly_its_new_entries()
    {
        _library.StoreList("list", [Entry("a"), Entry("b"), Entry("c")]);
        var changes = _library.ChangeCount;

        var same = _library.StoreList("list", [Entry("a") with { Line = 99 }, Entry("b"), Entry("c")]);
        Assert.All(same, outcome => Assert.Equal(StoreChange.Unchanged, outcome.Change));
        Assert.Equal(changes, _library.ChangeCount);
        Assert.Equal(99, _library.Entries().First().Line);

        var other = _library.StoreList("list", [Entry("d"), Entry("a") with { Title = "new" }, Entry("c")]);
        Assert.Equal([StoreChange.Added, StoreChange.Changed, StoreChange.Unchanged], other.Select(outcome => outcome.Change));
        Assert.Equal(["d", "new", "c"], _library.Documents().Select(article => article.Title));
        Assert.Equal(changes + 1, _library.ChangeCount);

        _library.StoreList("list", [Entry("d"), Entry("c")]);
        Assert.Equal(changes + 2, _library.ChangeCount);
    }

    [Fact]
    public void Deleting_an_article_gives_its_entry_back()
    {
        _library.StoreList("list", [Listed]);
        _library.Store([new Article { Id = "a1", Url = Address, Title = "1" }], "test");
        _library.Delete(["a1"]);
        Assert.Equal(Address, Assert.Single(_library.Documents()).Id);
    }

    [Fact]
    public void The_stamp_of_a_document_changes_with_its_entry()
    {
        _library.Store([new Article { Id = "a1", Url = Address, Title = "1" }, new Article { Id = "a2", Title = "2" }], "test");
        var alone = _library.Stamps().ToArray();
        _library.StoreList("list", [Listed]);
        var joined = _library.Stamps().ToArray();
        _library.StoreList("list", []);

        Assert.NotEqual(alone[0], joined[0]);
        Assert.Equal(alone[1], joined[1]);
        Assert.Equal(alone, _library.Stamps());
    }

    private static Entry Entry(string name) => new() { Url = $"https://example.com/{name}", NormalizedUrl = $"https://example.com/{name}", Title = name };
}
