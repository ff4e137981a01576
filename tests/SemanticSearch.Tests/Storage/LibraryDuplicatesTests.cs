using SemanticSearch.Documents;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch.Tests.Storage;

/// <summary>Pages that say nearly the same are one document; nothing else is.</summary>
public sealed class LibraryDuplicatesTests : IDisposable
{
    private static readonly string Story = string.Join(' ', Enumerable.Range(0, 400).Select(n => $"word{n * 7919 % 211} term{n * 31 % 97}"));

    private readonly OpenLibrary _open = new();
    private readonly Library _library;

    public LibraryDuplicatesTests() => _library = _open.Library;

    public void Dispose() => _open.Dispose();

    [Fact]
    public void The_page_that_a_list_names_first_is_kept_with_what_lists_say_of_the_others()
    {
        _library.StoreList("list", [Entry("https://z.test/one", "Caching"), Entry("https://a.test/two", "Failures")]);
        _library.AddPages([Page("https://z.test/one"), Page("https://a.test/two")]);
        _library.Store([PageArticle("https://a.test/two", Story + " more"), PageArticle("https://z.test/one", Story)], "crawl");
        var kept = Assert.Single(_library.Documents());
        Assert.Equal(("https://z.test/one", Story), (kept.Id, kept.Text));
        Assert.Equal(["https://a.test/two"], kept.AlsoAt);
        Assert.Equal(["Caching", "Failures"], kept.Topics);
        Assert.Equal((1, 2), (_library.Count, _library.ArticleCount));
    }

    [Fact]
    public void A_page_that_changed_or_went_stands_for_itself_again_and_the_stamp_tells()
    {
        _library.Store([PageArticle("https://a.test/1", Story), PageArticle("https://b.test/2", Story)], "crawl");
        var before = Assert.Single(_library.Stamps());
        _library.Store([PageArticle("https://b.test/2", string.Join(' ', Story.Split(' ').Reverse()))], "crawl");
        Assert.Equal(2, _library.Documents().Count());
        Assert.NotEqual(before, _library.Stamps().First());
        _library.Store([PageArticle("https://b.test/2", Story)], "crawl");
        Assert.Equal(before, Assert.Single(_library.Stamps()));
        _library.Delete(["https://a.test/1"]);
        Assert.Equal("https://b.test/2", Assert.Single(_library.Documents()).Id);
    }

    [Fact]
    public void Articles_with_an_id_of_their_own_and_short_texts_are_never_linked()
    {
        _library.Store([PageArticle("https://a.test/1", Story), new Article { Id = "7", Url = "https://b.test/2", Title = "T", Text = Story }, new Article { Id = "8", Title = "T", Text = Story }], "import");
        _library.Store([PageArticle("https://c.test/1", "Too short to tell."), PageArticle("https://c.test/2", "Too short to tell.")], "crawl");
        Assert.Equal(5, _library.Documents().Count());
        Assert.All(_library.Documents(), article => Assert.Empty(article.AlsoAt));
    }

    [Fact]
    public void Editions_of_one_text_under_different_titles_stay_apart()
    {
        _library.Store([PageArticle("https://a.test/1", Story), PageArticle("https://a.test/2", Story) with { Title = "Title of June" }, PageArticle("https://a.test/3", Story) with { Title = "TITLE!" }], "crawl");
        Assert.Equal(["https://a.test/1", "https://a.test/2"], _library.Documents().Select(article => article.Id));
    }

    [Fact]
    public void The_near_one_is_found_as_a_look_at_all_of_them_finds_it()
    {
        var random = new Random(5);
        var near = new NearFingerprints();
        var kept = new List<TextFingerprint>();
        for (var i = 0; i < 3_000; i++)
        {
            var bits = kept.Count == 0 || random.Next(2) == 0 ? (ulong)random.NextInt64() : kept[random.Next(kept.Count)].Bits;
            for (var flips = random.Next(6); flips > 0; flips--)
                bits ^= 1UL << random.Next(64);
            var fingerprint = new TextFingerprint(bits);
            var expected = kept.FindIndex(fingerprint.IsNear);
            Assert.Equal(expected < 0 ? kept.Count : expected, near.FindOrAdd(fingerprint, _ => true));
            if (expected < 0)
                kept.Add(fingerprint);
        }
    }

    private static Article PageArticle(string url, string text) => new() { Id = url, Url = url, Title = "Title", Text = text };

    private static PageRecord Page(string url) => new() { NormalizedUrl = UrlNormalizer.Normalize(url), Url = url, Host = new Uri(url).Host };

    private static Entry Entry(string url, string topic) => new() { Url = url, NormalizedUrl = UrlNormalizer.Normalize(url), Title = "Title", Topics = [topic], Line = 1 };
}
