using SemanticSearch.Documents;
using SemanticSearch.Web;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>One response of each kind that a page must show well.</summary>
internal static class Samples
{
    public static readonly IndexStatus Status = new("000001", 898, 1_204,
        [new("Scalability", 412), new("Availability", 96), new("Stability", 41), new("Performance", 88), new("Intelligence", 102), new("Architecture", 79)]);

    public static readonly IReadOnlyList<ReadingGuide> Guides =
    [
        new("If your system goes slow", "", ["Principle", "Scalability", "Performance", "Intelligence"]),
        new("If your system goes down", "", ["Availability", "Stability"]),
        new("If you are having a system design interview", "", ["Interview", "Architecture", "Talk"]),
        new("If you are building your dream team", "", ["Organization"]),
    ];

    private const string Passage =
        "## Request coalescing\n\nWhen a popular key expires, *every* server asks the database at once: a **cache stampede**. "
        + "We let [one request](https://example.com/a_(b)) through and make the others `wait`. " + Filler;

    private const string Filler =
        "The first caller takes a short lease on the key, computes the value and stores it; callers that come meanwhile are given the old value. "
        + "Probabilistic early expiry spreads the work further: each reader may refresh the value a little before it expires, the more likely the nearer "
        + "the end is, so that a stampede does not even begin. With both in place the load on the database stayed flat during the evening peak.";

    public static SearchResponse Results { get; } = new()
    {
        Query = "how do companies avoid cache stampede",
        Mode = SearchMode.Keyword,
        TookMs = 3.14,
        Total = 42,
        Hits =
        [
            new Hit
            {
                Id = "1", Url = "https://doordash.engineering/2018/08/03/avoiding-cache-stampede-at-doordash/", Title = "Avoiding Cache Stampede at DoorDash",
                TitleHighlights = [new(0, 8), new(9, 5), new(15, 8)], Organisations = ["DoorDash"], Kind = DocumentKind.Article, Site = "doordash.engineering",
                Year = 2018, Topics = ["Scalability > Distributed Caching"], Score = 17.23,
                Passages = [new(Passage, Marks(Passage, "cache", "stampede"), "Caching > Request coalescing"), new(Filler, Marks(Filler, "stampede"), "")],
                Explain = new(new(17.23, 1), null, [new("stamped", "title", 1, 3, 5.7, 9.1), new("cach", "body", 4, 120, 2.1, 3.0)]),
            },
            new Hit
            {
                Id = "2", Url = "https://www.youtube.com/watch?v=kxMKnx__uso", Title = "Scaling Memcache: leases against thundering herds and stale sets", Organisations = ["Facebook", "University of Utah"],
                Kind = DocumentKind.Talk, Site = "youtube.com", Published = new(2013, 4, 2), Authors = ["Rajesh Nishtala", "Hans Fugal", "Steven Grimm", "Marc Kwiatkowski"],
                Topics = ["Scalability > Distributed Caching > Memcached", "Performance > Performance Optimization"], Score = 9.4,
            },
            new Hit
            {
                Id = "3", Url = "javascript:alert(1)", Title = "<script>alert(\"title\")</script> عنوان بالعربية 🚀", Topics = ["Scalability"], Score = 1,
                Passages = [new("<script>alert('text')</script> <b onclick=x>bold</b> \0 nul", [new(0, 8)], "<i>path</i>")],
            },
        ],
        Facets = new Dictionary<string, IReadOnlyList<FacetCount>>
        {
            ["topic"] = [new("Scalability", 30), new("Scalability > Distributed Caching", 24), new("Performance", 9)],
            ["org"] = [new("Facebook", 5), new("DoorDash", 2), new("Netflix", 2), new("Pinterest", 1)],
            ["kind"] = [new("article", 37), new("talk", 4), new("paper", 1)],
            ["site"] = [new("medium.com", 12), new("doordash.engineering", 2)],
            ["year"] = [new("2018", 9), new("2017", 5)],
        },
        Notes = ["No vectors are stored yet: keywords answered."],
    };

    public static SearchResponse Nothing { get; } = new()
    {
        Query = "cahce stampedo",
        Mode = SearchMode.Keyword,
        TookMs = 0.2,
        Total = 0,
        Hits = [],
        Suggestions = ["cache stampede"],
    };

    private static TextSpan[] Marks(string text, params string[] words) =>
        [.. from word in words
            from start in Enumerable.Range(0, text.Length)
            where string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
            orderby start
            select new TextSpan(start, word.Length)];
}
