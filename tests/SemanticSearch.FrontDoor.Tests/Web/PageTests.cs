using System.Text.RegularExpressions;
using SemanticSearch.Documents;
using SemanticSearch.Web.Pages;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>The pages as text, without server or browser.</summary>
public partial class PageTests
{
    private static readonly SearchAddress Question = SearchAddress.Empty.Asking(Samples.Results.Query);

    [Fact]
    public async Task A_hit_shows_its_title_source_organisation_kind_host_year_and_marked_passage()
    {
        var html = await Results(Question, Samples.Results);
        Assert.Contains("<mark>Cache</mark> <mark>Stampede</mark> at DoorDash</a>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://doordash.engineering/2018/08/03/avoiding-cache-stampede-at-doordash/\"", html, StringComparison.Ordinal);
        foreach (var fact in new[] { ">DoorDash</a>", ">Article</li>", ">doordash.engineering</a>", ">2018</li>", "<mark>stampede</mark>. We let one request through" })
            Assert.Contains(fact, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_grouped_by_whose_it_is_and_links_to_the_place()
    {
        AnswerSentence[] sentences =
        [
            new("We let **one request** through.", "1", "https://a.b/1", "We let **one request** through.") { Title = "Leases", Organisation = "DoorDash", TextFragmentUrl = "https://a.b/1#:~:text=We%20let" },
            new("<b>Jitter</b> helps & is cheap.", "2", "javascript:alert(1)", "") { Title = "<i>Notes</i>", TextFragmentUrl = "javascript:alert(1)#:~:text=Jitter" },
        ];
        var html = await Results(Question, Samples.Results with { Answer = new Answer(sentences) });
        Assert.Contains("At DoorDash", Words(html), StringComparison.Ordinal);
        Assert.Contains("href=\"https://a.b/1#:~:text=We%20let\">We let one request through.</a>", html, StringComparison.Ordinal);
        Assert.Contains("aria-labelledby=\"answer\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:alert(1)#", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>Notes", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_there_is_no_box() =>
        Assert.DoesNotContain("class=\"answer\"", await Results(Question, Samples.Results), StringComparison.Ordinal);

    [Fact]
    public async Task The_headline_tells_how_many_and_how_fast()
    {
        var html = await Results(Question, Samples.Results);
        Assert.Contains("42 articles", Words(html), StringComparison.Ordinal);
        Assert.Contains("in 3.1 ms", Words(html), StringComparison.Ordinal);
        Assert.Contains("No vectors are stored yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_level_of_a_topic_path_is_a_link_that_filters_by_it()
    {
        var html = await Results(Question, Samples.Results);
        Assert.Contains("topic=Performance%20%3E%20Performance%20Optimization\">Performance Optimization</a>", html, StringComparison.Ordinal);
        Assert.Contains("topic=Performance\">Performance</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_active_filter_stays_in_the_form_and_can_be_removed()
    {
        var html = await Results(Question.With("topic", "Scalability").With("kind", "talk"), Samples.Results);
        Assert.Contains("<input type=\"hidden\" name=\"topic\" value=\"Scalability\"", html, StringComparison.Ordinal);
        Assert.Matches("class=\"active\" href=\"/search\\?q=[^\"]*&amp;kind=talk\"", html);
        Assert.Contains("Remove the filter Topic: Scalability", Words(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_question_was_understood_as_can_be_read_about_and_taken_back()
    {
        var html = await Results(Question, Samples.Results with
        {
            Understood = [new(UnderstandingType.Concept, "Cache stampede", 0.8, true), new(UnderstandingType.Organisation, "<b>Netflix", 1, true), new(UnderstandingType.Kind, "talk", 1, true)],
        });
        Assert.Contains("Understood as: Cache stampede", Words(html), StringComparison.Ordinal);
        Assert.Contains("href=\"/concepts/Cache%20stampede\"", html, StringComparison.Ordinal);
        Assert.Contains("&amp;org=%3Cb%3ENetflix\"", html, StringComparison.Ordinal);
        Assert.Contains("<bdi>Talk</bdi>", html, StringComparison.Ordinal);
        foreach (var name in new[] { "Cache%20stampede", "%3Cb%3ENetflix", "talk" })
            Assert.Contains($"&amp;except={name}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_back_is_a_chip_that_brings_it_back()
    {
        var html = await Results(Question.NotMeaning("Cache stampede").With("kind", "talk"), Samples.Results);
        Assert.Contains("Not meant: Cache stampede", Words(html), StringComparison.Ordinal);
        Assert.Contains("class=\"active\" href=\"/search?q=how%20do%20companies%20avoid%20cache%20stampede&amp;kind=talk\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_score_is_shown_as_the_sum_of_its_parts_with_what_the_concepts_add()
    {
        var explanation = Samples.Results.Hits[0].Explain! with
        {
            Parts = [new("keywords", 1, 0.3, 0.3), new("concepts", 0.5, 0.65, 0.325)],
            Concepts = [new("Cache stampede", 0.5, 1, 0.325)],
        };
        var html = await Results(Question with { Explain = true }, Samples.Results with
        {
            Hits = [Samples.Results.Hits[0] with { Explain = explanation }],
            Times = [new("embedding", 4.2), new("showing", 1)],
        });
        var words = System.Net.WebUtility.HtmlDecode(Words(html));
        Assert.Contains("Keywords 1 × 0.3 + Concepts 0.5 × 0.65 = 0.625", words, StringComparison.Ordinal);
        Assert.Contains("Cache stampede (meant 0.5 × treated 1, adds 0.325)", words, StringComparison.Ordinal);
        Assert.Contains("embedding 4.2 ms, showing 1 ms", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_articles_is_never_markup()
    {
        var html = await Results(Question.Asking("\"><script>alert(1)</script>").With("org", "<img src=x onerror=alert(1)>"), Samples.Results);
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\0', html);
    }

    [Fact]
    public async Task Nothing_found_says_so_names_the_filters_and_offers_a_way_on()
    {
        var html = await Results(Question.With("kind", "talk").Asking("cahce stampedo"), Samples.Nothing);
        var words = Words(html);
        Assert.Contains("Nothing found", words, StringComparison.Ordinal);
        Assert.Contains("No article fits cahce stampedo within these filters", words, StringComparison.Ordinal);
        Assert.Contains("Kind: Talk", words, StringComparison.Ordinal);
        Assert.Contains("href=\"/search?q=cahce%20stampedo\">Search without filters</a>", html, StringComparison.Ordinal);
        Assert.Contains(">cache stampede</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_query_is_told_with_a_link_to_what_was_typed()
    {
        var corrected = new CorrectedQuery("<cache> stampede", [new("<cahce>", "cache")]);
        var html = await Results(Question.With("kind", "talk").Asking("<cahce> stampede").At(10), Samples.Results with { Corrected = corrected });
        Assert.Contains("Showing results for <cache> stampede. Search instead for <cahce> stampede.", System.Net.WebUtility.HtmlDecode(Words(html)), StringComparison.Ordinal);
        Assert.Contains("href=\"/search?q=%3Ccahce%3E%20stampede&amp;kind=talk&amp;exact=true\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/search?q=%3Ccache%3E%20stampede&amp;kind=talk\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_offers_examples_guides_and_topics()
    {
        var html = await PageRendering.RenderAsync<HomePage>(("Status", Samples.Status), ("Guides", Samples.Guides));
        Assert.Contains("href=\"/search?q=how%20do%20companies%20avoid%20cache%20stampede\"", html, StringComparison.Ordinal);
        foreach (var guide in Samples.Guides)
            Assert.Contains($"<h3>{guide.Title}</h3>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/search?topic=Availability\">Availability</a>", html, StringComparison.Ordinal);
        Assert.Contains("898 articles", Words(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headings_are_in_order_and_ids_are_unique_on_every_page()
    {
        string[] pages =
        [
            await PageRendering.RenderAsync<HomePage>(("Status", Samples.Status), ("Guides", Samples.Guides)),
            await Results(Question with { Explain = true }, Samples.Results),
            await Results(Question, Samples.Nothing),
            await PageRendering.RenderAsync<ErrorPage>(("Status", 404), ("Message", "There is nothing at this address.")),
        ];
        foreach (var html in pages)
        {
            int[] levels = [.. Heading().Matches(html).Select(match => match.Groups[1].Value[0] - '0')];
            Assert.Equal(1, levels[0]);
            Assert.Single(levels, 1);
            Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.First} is followed by h{pair.Second}"));
            string[] ids = [.. Id().Matches(html).Select(match => match.Groups[1].Value)];
            Assert.Equal(ids.Distinct(), ids);
            Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
            Assert.Matches("<title>[^<]+</title>", html);
        }
    }

    private static Task<string> Results(SearchAddress address, SearchResponse response) =>
        PageRendering.RenderAsync<ResultsPage>(("Status", Samples.Status), ("Address", address), ("Response", response));

    /// <summary>What somebody reads: tags gone, spaces collapsed.</summary>
    private static string Words(string html) => Spaces().Replace(Tag().Replace(html, ""), " ");

    [GeneratedRegex("<h([1-6])")]
    private static partial Regex Heading();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
