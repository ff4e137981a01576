using System.Text.Json;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests;

public sealed class SearchEngineTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    private static readonly string[] Corpus =
    [
        """{"_id":"stampede","title":"Avoiding Cache Stampede at DoorDash","text":"When a hot key expires, every request recomputes it. A lease lets one request refresh the key while others wait.","topics":["Scalability","Distributed Caching"],"url":"https://doordash.engineering/stampede","kind":"article"}""",
        """{"_id":"kafka","title":"Kafka at Netflix","text":"Events flow through a log. The log is partitioned by key.","topics":["Scalability","Message Queue"],"url":"https://netflixtechblog.com/kafka","published":"2019-04-01"}""",
        """{"_id":"raft","title":"In Search of an Understandable Consensus Algorithm","text":"","topics":["Availability"],"url":"https://raft.github.io/raft.pdf","kind":"paper","year":2014}""",
    ];

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("cache stampede", "stampede")]
    [InlineData("log partitioned", "kafka")]
    [InlineData("\"lets one request\"", "stampede")]
    [InlineData("\"one lets request\"", "")]
    [InlineData("key", "stampede kafka")]
    [InlineData("key -lease", "kafka")]
    [InlineData("key topic:\"Message Queue\"", "kafka")]
    [InlineData("consensus kind:paper", "raft")]
    [InlineData("key kind:paper", "")]
    [InlineData("key site:doordash.engineering", "stampede")]
    [InlineData("year:2019", "kafka")]
    [InlineData("concept:\"cache stampede\"", "stampede")]
    [InlineData("key concept:dog-piling", "stampede")]
    [InlineData("concept:nothing", "")]
    [InlineData("topic:Scalability", "kafka stampede")]
    [InlineData("spaceship koala", "")]
    [InlineData("", "")]
    public void A_query_finds(string query, string expectedIds)
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = query });
        Assert.Equal(expectedIds, string.Join(' ', response.Hits.Select(hit => hit.Id)));
        Assert.Equal(response.Hits.Count, response.Total);
    }

    [Fact]
    public void Concepts_are_a_facet_of_what_matches()
    {
        using var engine = Open(Corpus);
        Assert.Contains(new FacetCount("Cache stampede", 1), engine.Search(new SearchRequest { Query = "key" }).Facets["concept"]);
        Assert.DoesNotContain(engine.Search(new SearchRequest { Query = "log" }).Facets["concept"], facet => facet.Value == "Cache stampede");
    }

    [Fact]
    public void A_hit_carries_what_is_shown()
    {
        using var engine = Open(Corpus);
        var hit = Assert.Single(engine.Search(new SearchRequest { Query = "stampede" }).Hits);
        Assert.Equal("https://doordash.engineering/stampede", hit.Url);
        Assert.Equal(["Scalability > Distributed Caching"], hit.Topics);
        Assert.Equal("Stampede", Marked(hit.Title, Assert.Single(hit.TitleHighlights)));
    }

    [Fact]
    public void A_passage_is_verbatim_and_its_highlights_are_the_words_asked_for()
    {
        using var engine = Open(Corpus);
        var passage = engine.Search(new SearchRequest { Query = "requests refreshing" }).Hits[0].Passages[0];
        Assert.StartsWith("When a hot key expires", passage.Text, StringComparison.Ordinal);
        Assert.Equal(["request", "request", "refresh"], passage.Highlights.Select(span => Marked(passage.Text, span)));
    }

    [Fact]
    public void The_terms_of_an_explanation_sum_to_the_score()
    {
        var body = string.Join("\n\n", Enumerable.Range(0, 30).Select(i => $"Paragraph {i} tells how the cache of shard {i} warms up before traffic is let in, slowly."));
        using var engine = Open([.. Corpus, JsonSerializer.Serialize(new { _id = "long", title = "Warm caches", text = body })]);
        var hits = engine.Search(new SearchRequest { Query = "warm cache key", Explain = true }).Hits;
        Assert.Equal(3, hits.Count);
        foreach (var (hit, rank) in hits.Select((hit, index) => (hit, index + 1)))
        {
            Assert.Equal(hit.Score, hit.Explain!.Terms.Sum(term => term.Score), 1e-4);
            Assert.Equal(new LegExplanation(hit.Score, rank), hit.Explain.Keyword);
        }
    }

    [Fact]
    public void Pages_follow_each_other_without_gap_or_overlap()
    {
        using var engine = Open([.. Enumerable.Range(0, 25).Select(i => $$"""{"_id":"a{{i}}","title":"cache {{i}}","text":"cache"}""")]);
        var whole = engine.Search(new SearchRequest { Query = "cache", Top = 25 }).Hits.Select(hit => hit.Id).ToList();
        var paged = Enumerable.Range(0, 3).SelectMany(page => engine.Search(new SearchRequest { Query = "cache", Top = 10, Offset = 10 * page }).Hits).Select(hit => hit.Id);
        Assert.Equal(25, whole.Distinct().Count());
        Assert.Equal(whole, paged);
    }

    [Fact]
    public void Facets_count_every_match_whatever_the_page()
    {
        using var engine = Open(Corpus);
        var facets = engine.Search(new SearchRequest { Query = "key", Top = 1 }).Facets;
        Assert.Equal([new FacetCount("Scalability > Distributed Caching", 1), new FacetCount("Scalability > Message Queue", 1)], facets["topic"]);
        Assert.Equal([new FacetCount("article", 2)], facets["kind"]);
    }

    [Fact]
    public void The_filters_of_request_and_query_both_hold()
    {
        using var engine = Open(Corpus);
        var filter = new SearchFilter { Topics = ["Scalability"] };
        Assert.Equal("kafka", Assert.Single(engine.Search(new SearchRequest { Query = "key site:netflixtechblog.com", Filter = filter }).Hits).Id);
        Assert.Empty(engine.Search(new SearchRequest { Query = "key topic:Availability", Filter = filter }).Hits);
    }

    [Fact]
    public void An_overlong_query_is_cut_and_says_so()
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = "stampede " + string.Concat(Enumerable.Repeat("filler ", 15_000)) });
        Assert.Equal("stampede", response.Hits[0].Id);
        Assert.Contains("cut", response.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_phrase_that_occurs_nowhere_counts_by_its_words_beside_others()
    {
        using var engine = Open(Corpus);
        var found = engine.Search(new SearchRequest { Query = "stampede \"one lets request\"" });
        Assert.Equal("stampede", found.Hits[0].Id);
        Assert.Contains(found.Notes, note => note.Contains("one lets request", StringComparison.Ordinal));
        Assert.Empty(engine.Search(new SearchRequest { Query = "\"one lets request\"" }).Hits);
    }

    [Fact]
    public void A_misspelt_word_is_searched_as_the_nearest_known_one_and_told()
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = "cache Stampeed -kafka kind:article" });
        Assert.Equal("stampede", response.Hits[0].Id);
        Assert.Equal("cache stampede -kafka kind:article", response.Corrected!.Query);
        Assert.Equal([new CorrectedWord("Stampeed", "stampede")], response.Corrected.Words);
        Assert.Empty(response.Suggestions);
    }

    [Fact]
    public void An_exact_search_corrects_nothing_and_suggests_the_spelling()
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = "stampeed", Exact = true });
        Assert.Empty(response.Hits);
        Assert.Null(response.Corrected);
        Assert.Equal(["stampede"], response.Suggestions);
        Assert.Contains("stampeed", Assert.Single(response.Notes, note => note.StartsWith("No article", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cache stampede")]
    [InlineData("understanding requests")]
    [InlineData("key lock")]
    [InlineData("\"lets one request\" lease")]
    public void Words_that_the_index_or_the_language_knows_are_not_corrected(string query)
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = query });
        Assert.Null(response.Corrected);
        Assert.Empty(response.Suggestions);
    }

    [Fact]
    public void Words_of_the_glossary_are_not_corrected()
    {
        using var engine = Open([.. Corpus, """{"_id":"dog","title":"The dogpice library"}"""]);
        Assert.Null(engine.Search(new SearchRequest { Query = "dogpile effect on a key" }).Corrected);
        Assert.NotNull(engine.Search(new SearchRequest { Query = "dogpixe effect on a key" }).Corrected);
    }

    [Fact]
    public void A_misspelt_phrase_is_not_searched_as_another_but_suggested()
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = "\"cache  stampeed\"" });
        Assert.Equal(0, response.Total);
        Assert.Null(response.Corrected);
        Assert.Equal(["\"cache  stampede\""], response.Suggestions);
    }

    [Theory]
    [InlineData("what is the", "has only words that stand in almost every text")]
    [InlineData("spaceship koala", "No article holds \u201Cspaceship\u201D or \u201Ckoala\u201D")]
    [InlineData("?! ...", "no letter or digit")]
    [InlineData("org:nobody", "conditions")]
    [InlineData("cache org:nobody", "conditions")]
    [InlineData("\"one lets request\"", "without quotation marks")]
    [InlineData("", "empty")]
    public void A_search_without_hits_says_why_once(string query, string why)
    {
        using var engine = Open([.. Corpus, """{"_id":"koan","title":"No stop words"}"""]);
        foreach (var mode in Enum.GetValues<SearchMode>())
        {
            var response = engine.Search(new SearchRequest { Query = query, Mode = mode });
            Assert.Single(response.Notes, note => note.Contains(why, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Only_exclusions_list_what_is_left()
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = "-lease" });
        Assert.Equal("kafka raft", string.Join(' ', response.Hits.Select(hit => hit.Id).Order()));
        Assert.Empty(response.Corrected?.Words ?? []);
    }

    [Fact]
    public void An_index_without_articles_says_what_to_do()
    {
        using var engine = Open([]);
        Assert.Contains(engine.Search(new SearchRequest { Query = "cache" }).Notes, note => note.Contains("semsearch import", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_misspelt_word_is_taken_for_is_marked()
    {
        using var engine = Open(Corpus);
        var hit = engine.Search(new SearchRequest { Query = "stampeed" }).Hits[0];
        Assert.Equal("Stampede", Marked(hit.Title, Assert.Single(hit.TitleHighlights)));
    }

    [Fact]
    public void Of_many_passages_those_that_hold_most_of_the_question_are_shown_best_first()
    {
        var filler = string.Concat(Enumerable.Repeat("Nothing of interest stands here, sentence after sentence, only to fill a passage. ", 12));
        string[] sections = ["## One\n\nA lease. " + filler, "## Two\n\n" + filler, "## Three\n\nA lease on the key, the key. " + filler, "## Four\n\nThe lease and the key. " + filler, "## Five\n\nlease " + filler];
        using var engine = Open([JsonSerializer.Serialize(new { _id = "long", title = "Long", text = string.Join("\n\n", sections) })]);
        var hit = Assert.Single(engine.Search(new SearchRequest { Query = "lease key", Mode = SearchMode.Keyword }).Hits);
        Assert.Equal(3, hit.Passages.Count);
        Assert.Equal(["Four", "Three"], hit.Passages.Take(2).Select(passage => passage.HeadingPath).Order());
        Assert.DoesNotContain(hit.Passages, passage => passage.HeadingPath == "Two");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(SearchRequest.MaxTop + 1, 0)]
    [InlineData(10, -1)]
    [InlineData(10, SearchRequest.MaxDepth)]
    public void A_number_out_of_range_is_refused(int top, int offset)
    {
        using var engine = Open(Corpus);
        Assert.Throws<ArgumentException>(() => engine.Search(new SearchRequest { Query = "key", Top = top, Offset = offset }));
    }

    [Fact]
    public void What_is_typed_is_completed_to_names()
    {
        using var engine = Open(Corpus);
        Assert.Equal(["Distributed Caching", "Avoiding Cache Stampede at DoorDash"], engine.Suggest("cac"));
    }

    [Fact]
    public void An_article_is_found_by_its_id()
    {
        using var engine = Open(Corpus);
        Assert.Contains("A lease lets one request", engine.Find("stampede")!.Text, StringComparison.Ordinal);
        Assert.Null(engine.Find("no such id"));
    }

    [Fact]
    public void An_empty_directory_says_what_to_do()
    {
        var problem = Assert.Throws<DataProblemException>(() => SearchEngine.Open(_data.Path));
        Assert.Contains("semsearch index", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_keeps_its_generation_while_a_new_one_is_committed()
    {
        using var before = Open(Corpus);
        using var after = Open(["""{"_id":"new","title":"Cache leases","text":"cache"}"""]);
        Assert.Equal(["stampede"], before.Search(new SearchRequest { Query = "cache" }).Hits.Select(hit => hit.Id));
        Assert.Equal(["new", "stampede"], after.Search(new SearchRequest { Query = "cache" }).Hits.Select(hit => hit.Id).Order());
    }

    [Fact]
    public void An_index_without_changes_is_left_alone()
    {
        Open(Corpus).Dispose();
        var again = new Indexer(_data.Path).Index();
        Assert.True(again.UpToDate);
        Assert.False(new Indexer(_data.Path).Index(rebuild: true).UpToDate);
    }

    private SearchEngine Open(string[] lines)
    {
        var file = Path.Combine(_data.Path, "corpus.jsonl");
        File.WriteAllLines(file, lines);
        Assert.Empty(new Importer(_data.Path).ImportFile(file).Problems);
        new Indexer(_data.Path).Index();
        return SearchEngine.Open(_data.Path);
    }

    private static string Marked(string text, TextSpan span) => text.Substring(span.Start, span.Length);
}
