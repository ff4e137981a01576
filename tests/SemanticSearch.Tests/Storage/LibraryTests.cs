using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public sealed class LibraryTests : IDisposable
{
    private readonly OpenLibrary _open = new();
    private readonly Library _library;

    public LibraryTests() => _library = _open.Library;

    public void Dispose() => _open.Dispose();

    [Fact]
    public void A_new_library_is_empty()
    {
        Assert.True(_library.IsEmpty);
        Assert.Equal(0, _library.Count);
        Assert.Empty(_library.Documents());
        Assert.Empty(_library.Check());
    }

    [Fact]
    public void An_article_comes_back_as_it_was_stored()
    {
        var article = new Article
        {
            Id = "id 'quoted' \0 ü",
            Url = "https://www.example.com/a?b=c",
            Title = "Title",
            Text = "First\r\nsecond 😀 \0 end ",
            Topics = ["A > B", "C"],
            Organisations = ["Netflix"],
            Authors = ["Perlis, A. J.", "Samelson,K."],
            Tags = ["c++", "\"quoted\""],
            Kind = DocumentKind.Talk,
            Site = "example.com",
            Published = new DateOnly(2014, 3, 19),
            Year = 2014,
            License = "CC0-1.0",
        };
        _library.Store([article, Text("bare")], "test");

        Assert.Equivalent(article, _library.Documents().Single(other => other.Id == article.Id), strict: true);
        Assert.Equivalent(Text("bare"), _library.Documents().First(), strict: true);
    }

    [Fact]
    public void Storing_counts_what_is_new_changed_and_as_before()
    {
        Assert.Equal([StoreChange.Added, StoreChange.Added], Store(Text("1", "one"), Text("2", "two")));
        var changes = _library.ChangeCount;
        Assert.Equal([StoreChange.Unchanged, StoreChange.Unchanged], Store(Text("1", "one"), Text("2", "two")));
        Assert.Equal(changes, _library.ChangeCount);
        Assert.Equal([StoreChange.Changed, StoreChange.Unchanged, StoreChange.Added], Store(Text("1", "uno"), Text("2", "two"), Text("3")));
        Assert.Equal(changes + 1, _library.ChangeCount);
        Assert.Equal(["1=uno", "2=two", "3="], _library.Documents().Select(article => $"{article.Id}={article.Text}"));
    }

    [Fact]
    public void Every_field_of_an_article_counts_as_a_change()
    {
        var article = Text("1", "one");
        Article[] others =
        [
            article with { Url = "https://x/" }, article with { Title = "T" }, article with { Text = "t" }, article with { Topics = ["t"] },
            article with { Organisations = ["t"] }, article with { Authors = ["t"] }, article with { Tags = ["t"] },
            article with { Kind = DocumentKind.Book }, article with { Site = "t" }, article with { Published = new DateOnly(2000, 1, 1) },
            article with { Year = 2000 }, article with { License = "t" },
        ];
        foreach (var other in others)
        {
            Store(article);
            Assert.Equal([StoreChange.Changed], Store(other));
        }
    }

    [Fact]
    public void Documents_come_by_id_whatever_the_order_of_storing()
    {
        Store(Text("b"), Text("a"), Text("B"), Text("é"), Text("10"), Text("9"));
        Assert.Equal(["10", "9", "B", "a", "b", "é"], _library.Documents().Select(article => article.Id));
    }

    [Fact]
    public void Deleting_leaves_the_others()
    {
        Store(Text("1"), Text("2"), Text("3"));
        var changes = _library.ChangeCount;
        Assert.Equal(1, _library.Delete(["2", "no such"]));
        Assert.Equal(["1", "3"], _library.Documents().Select(article => article.Id));
        Assert.Equal(changes + 1, _library.ChangeCount);
        Assert.Equal(0, _library.Delete(["2"]));
        Assert.Equal(changes + 1, _library.ChangeCount);
    }

    [Fact]
    public void An_error_inside_a_batch_stores_none_of_it()
    {
        Store(Text("1"));
        Assert.ThrowsAny<Exception>(() => _library.Store([Text("2"), null!], "test"));
        Assert.Equal(["1"], _library.Documents().Select(article => article.Id));
        Assert.Equal([StoreChange.Added], Store(Text("2")));
    }

    [Fact]
    public void A_reader_sees_one_state_while_the_writer_goes_on()
    {
        Store(Text("1"), Text("2"));
        using var reader = Library.OpenForReading(_open.Directory);
        using var documents = reader.Documents().GetEnumerator();
        Assert.True(documents.MoveNext());
        Store(Text("3"));
        _library.Delete(["2"]);
        Assert.True(documents.MoveNext());
        Assert.Equal("2", documents.Current.Id);
        Assert.False(documents.MoveNext());
        Assert.Equal(["1", "3"], reader.Documents().Select(article => article.Id));
    }

    [Fact]
    public void Only_what_is_wanted_has_its_text_read()
    {
        Store(Text("1", "one"), Text("2", "two"));
        var stamps = _library.Stamps().ToDictionary(stamp => stamp.Id, stamp => stamp.Content);
        Store(Text("2", "deux"), Text("3", "trois"));

        var wanted = _library.Documents(stamp => !stamps.TryGetValue(stamp.Id, out var known) || known != stamp.Content);

        Assert.Equal(["2=deux", "3=trois"], wanted.Select(article => $"{article.Id}={article.Text}"));
    }

    private StoreChange[] Store(params Article[] articles) => [.. _library.Store(articles, "test").Select(outcome => outcome.Change)];

    private static Article Text(string id, string text = "") => new() { Id = id, Title = $"Title {id}", Text = text };
}
