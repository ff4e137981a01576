using SemanticSearch.Documents;
using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

public class KeywordIndexTests
{
    private static readonly KeywordArticle[] Corpus =
    [
        new()
        {
            Id = "stampede", Title = "Avoiding Cache Stampede at DoorDash", Topics = ["Scalability > Caching", "Performance"],
            Organisations = ["DoorDash"], Authors = ["Ivar Lazzaro"], Url = "https://www.doordash.engineering/2018/cache-stampede/",
            Kind = "article", Site = "doordash.engineering", Year = 2018, Stored = [1, 2, 3],
            Passages = [new("Intro", "A cold cache lets every request through."), new("Locks > Leases", "A lease makes the others wait in line.")],
        },
        new()
        {
            Id = "zuul", Title = "Zuul 2: the Netflix journey", Topics = ["Scalability > Gateways"], Organisations = ["Netflix"],
            Kind = "talk", Site = "blog.netflix.com", Year = 2016, Passages = [new("", "Node.js and C++ run behind it. The others wait.")],
        },
        new() { Id = "empty", Title = "The Who", Kind = "paper" },
    ];

    [Theory]
    [InlineData("cache stampede", "stampede")]
    [InlineData("STAMPEDES", "stampede")]
    [InlineData("others waiting", "zuul stampede")]
    [InlineData("netflix's", "zuul")]
    [InlineData("c++", "zuul")]
    [InlineData("node.js", "zuul")]
    [InlineData("gateways", "zuul")]
    [InlineData("doordash", "stampede")]
    [InlineData("lazzaro", "stampede")]
    [InlineData("the who", "empty zuul stampede")]
    [InlineData("kubernetes", "")]
    [InlineData("", "")]
    public void Free_text_finds_articles(string text, string expected) => Check(new KeywordQuery { Text = text }, expected);

    [Fact]
    public void A_phrase_must_stand_in_one_field_or_passage()
    {
        Check(new KeywordQuery { Phrases = ["cache stampede"] }, "stampede");
        Check(new KeywordQuery { Phrases = ["the others wait"] }, "zuul stampede");
        Check(new KeywordQuery { Phrases = ["stampede cache"] }, "");
        Check(new KeywordQuery { Phrases = ["through a lease"] }, "");
        Check(new KeywordQuery { Text = "cache", Phrases = ["others wait"] }, "stampede zuul");
    }

    [Fact]
    public void Excluded_words_and_phrases_remove_the_article()
    {
        Check(new KeywordQuery { Text = "others", Excluded = ["netflix"] }, "stampede");
        Check(new KeywordQuery { Text = "others", Excluded = ["cold cache"] }, "zuul");
    }

    [Fact]
    public void A_prefix_finds_what_it_can_become()
    {
        Check(new KeywordQuery { Prefixes = ["stam"] }, "stampede");
        Check(new KeywordQuery { Prefixes = ["caching"] }, "stampede");
        Check(new KeywordQuery { Prefixes = ["kube"] }, "");
    }

    [Fact]
    public void Passages_are_ranked_on_their_own()
    {
        using var index = Index.Of(Corpus);
        var found = index.Reader.Search(new KeywordQuery { Text = "lease" }, KeywordLevel.Passage, 10);
        var hit = Assert.Single(found.Documents);
        Assert.Equal("A lease makes the others wait in line.", index.Reader.PassageText(hit.Ordinal));
        Assert.Equal("Locks > Leases", index.Reader.HeadingPath(hit.Ordinal));
        Assert.Equal("stampede", index.Reader.ArticleId(index.Reader.ArticleOf(hit.Ordinal)));
        Assert.Equal(1, found.Total);
    }

    [Theory]
    [InlineData("caching", "stampede")]
    [InlineData("scalability > caching", "stampede")]
    [InlineData("Scalability", "stampede zuul")]
    [InlineData("Caching > Scalability", "")]
    public void Topics_filter_at_any_level_or_from_the_beginning(string topic, string expected) =>
        CheckFilter(new SearchFilter { Topics = [topic] }, expected);

    [Fact]
    public void Other_filters_choose_articles_and_all_must_hold()
    {
        CheckFilter(new SearchFilter { Organisations = ["netflix", "uber"] }, "zuul");
        CheckFilter(new SearchFilter { Kinds = [DocumentKind.Talk, DocumentKind.Paper] }, "zuul empty");
        CheckFilter(new SearchFilter { Sites = ["netflix.com"] }, "zuul");
        CheckFilter(new SearchFilter { Sites = ["flix.com"] }, "");
        CheckFilter(new SearchFilter { YearFrom = 2017 }, "stampede");
        CheckFilter(new SearchFilter { YearFrom = 2016, YearTo = 2018, Kinds = [DocumentKind.Article] }, "stampede");
        using var index = Index.Of(Corpus);
        Assert.Null(index.Reader.FilterFor(SearchFilter.None));
    }

    [Fact]
    public void A_filter_is_applied_before_the_best_are_taken()
    {
        using var index = Index.Of(Corpus);
        var filter = index.Reader.FilterFor(new SearchFilter { Organisations = ["DoorDash"] });
        var found = index.Reader.Search(new KeywordQuery { Text = "others wait" }, KeywordLevel.Article, 1, filter);
        Assert.Equal("stampede", index.Reader.ArticleId(Assert.Single(found.Documents).Ordinal));
        Assert.Equal(1, found.Total);
    }

    [Fact]
    public void Facets_count_all_matches()
    {
        using var index = Index.Of(Corpus);
        var facets = index.Reader.Facets(index.Reader.Matching(new KeywordQuery { Text = "others wait" }));
        Assert.Equal([new("DoorDash", 1), new("Netflix", 1)], facets["org"]);
        Assert.Equal([new("2016", 1), new("2018", 1)], facets["year"]);
        Assert.Equal(["Performance", "Scalability > Caching", "Scalability > Gateways"], facets["topic"].Select(f => f.Value));
    }

    [Fact]
    public void A_facet_value_counts_the_articles_that_a_filter_by_it_leaves()
    {
        using var index = Index.Of(
        [
            new() { Id = "a", Title = "words", Topics = ["Scalability > Caching", "Scalability > Gateways", "caching"], Site = "eng.medium.com" },
            new() { Id = "b", Title = "words", Topics = ["Scalability", "Performance > Caching"], Site = "medium.com" },
            new() { Id = "c", Title = "words", Topics = ["Performance > Caching > Eviction"], Site = "smallmedium.com" },
        ]);
        var facets = index.Reader.Facets(index.Reader.Matching(new KeywordQuery { Text = "words" }));
        Assert.Equal([("caching", 3), ("Performance > Caching", 2), ("Scalability", 2)], facets["topic"].Take(3).Select(value => (value.Value, value.Count)));
        Assert.Equal([("medium.com", 2), ("eng.medium.com", 1), ("smallmedium.com", 1)], facets["site"].Select(value => (value.Value, value.Count)));
        Assert.All(facets["topic"], value => Assert.Equal(value.Count, index.Reader.FilterFor(new SearchFilter { Topics = [value.Value] })!.Count));
        Assert.All(facets["site"], value => Assert.Equal(value.Count, index.Reader.FilterFor(new SearchFilter { Sites = [value.Value] })!.Count));
    }

    [Fact]
    public void Explanations_add_up_to_the_score()
    {
        using var index = Index.Of(Corpus);
        var query = new KeywordQuery { Text = "cache stampede others wait intro node.js" };
        foreach (var level in Enum.GetValues<KeywordLevel>())
        {
            foreach (var hit in index.Reader.Search(query, level, 10).Documents)
            {
                var lines = index.Reader.Explain(query, level, hit.Ordinal);
                Assert.Equal(hit.Score, lines.Sum(l => l.Score), 5);
                Assert.All(lines, l => Assert.True(l.Frequency > 0 && l.DocumentFrequency > 0 && l.Idf > 0));
            }
        }
        var title = index.Reader.Explain(query, KeywordLevel.Article, 0).Where(l => l.Term == "cach").Select(l => (l.Field, l.Frequency));
        Assert.Equal([("body", 1), ("title", 1), ("topics", 1), ("url", 1)], title);
    }

    [Fact]
    public void Beginnings_get_completions()
    {
        using var index = Index.Of(Corpus);
        Assert.Equal(["netflix"], index.Reader.Completions("Netf"));
    }

    [Fact]
    public void Words_that_say_what_is_wanted_weigh_less_than_the_subject()
    {
        var articles = new[] { "papers papers papers", "raft raft raft" }.Select((text, i) => new KeywordArticle { Id = $"{i}", Passages = [new("", text)] });
        using var index = Index.Of(articles);
        Assert.Equal("1 0", index.Ids(index.Reader.Search(new KeywordQuery { Text = "papers on raft" }, KeywordLevel.Article, 10)));
        Assert.Equal("0", index.Ids(index.Reader.Search(new KeywordQuery { Text = "papers" }, KeywordLevel.Article, 10)));
    }

    [Fact]
    public void A_short_form_finds_what_it_stands_for_and_the_other_way_round()
    {
        var articles = new[] { "kubernetes at scale", "k8s at scale", "content delivery network" }.Select((text, i) => new KeywordArticle { Id = $"{i}", Title = text });
        using var index = Index.Of(articles);
        Assert.Equal("1 0", index.Ids(index.Reader.Search(new KeywordQuery { Text = "k8s" }, KeywordLevel.Article, 10)));
        Assert.Equal("0 1", index.Ids(index.Reader.Search(new KeywordQuery { Text = "kubernetes" }, KeywordLevel.Article, 10)));
        Assert.Equal("2", index.Ids(index.Reader.Search(new KeywordQuery { Text = "cdn" }, KeywordLevel.Article, 10)));
        Assert.Equal("", index.Ids(index.Reader.Search(new KeywordQuery { Text = "cdn", ExpandsShortForms = false }, KeywordLevel.Article, 10)));
    }

    [Theory]
    [InlineData("avoid stmapede", "stmapede: stampede")]
    [InlineData("cahce stampede", "cahce: cache")]
    [InlineData("stampede caches caching Cached", "")]
    [InlineData("stmp 12345 the teh", "")]
    [InlineData("stmapede", "", true)]
    public void Only_unknown_words_are_taken_for_others(string text, string expected, bool isWord = false)
    {
        using var index = Index.Of(Corpus);
        var taken = index.Reader.Taken(new KeywordQuery { Text = text, IsWord = _ => isWord });
        Assert.Equal(expected, string.Join(' ', taken.Select(word => $"{text.Substring(word.Token.Start, word.Token.Length)}: {word.For}")));
    }

    [Fact]
    public void A_doubled_letter_that_is_missing_at_the_end_is_one_mistake()
    {
        using var index = Index.Of([new KeywordArticle { Id = "1", Title = "Access through an ingress; accounts and engines" }]);
        var taken = index.Reader.Taken(new KeywordQuery { Text = "acces ingres" });
        Assert.Equal(["access", "ingress"], taken.Select(word => word.For));
    }

    [Fact]
    public void A_short_form_of_several_words_finds_nothing_by_the_common_ones()
    {
        using var index = Index.Of([new KeywordArticle { Id = "1", Title = "Memory of a process" }, new KeywordArticle { Id = "2", Title = "The end of it" }]);
        Assert.Equal("1", index.Ids(index.Reader.Search(new KeywordQuery { Text = "oom" }, KeywordLevel.Article, 10)));
    }

    [Fact]
    public void What_a_text_holds_in_pieces_and_what_short_forms_name_is_no_misspelling()
    {
        using var index = Index.Of([new KeywordArticle { Id = "1", Title = "The retry of a budget, kubernete, retryBudgex" }]);
        Assert.Empty(index.Reader.Taken(new KeywordQuery { Text = "retryBudget kubernetes" }));
    }

    [Fact]
    public void A_misspelt_word_is_taken_for_the_nearest_known_one()
    {
        using var index = Index.Of(Corpus);
        Assert.Equal("stampede", index.Ids(index.Reader.Search(new KeywordQuery { Text = "stmapede" }, KeywordLevel.Article, 10)));
        Assert.Equal("", index.Ids(index.Reader.Search(new KeywordQuery { Text = "stmapede", CorrectsUnknownWords = false }, KeywordLevel.Article, 10)));
        Assert.Equal("stampede", index.Ids(index.Reader.Search(new KeywordQuery { Fuzzy = ["stampdee"] }, KeywordLevel.Article, 10)));
    }

    [Fact]
    public void Words_may_stand_between_those_of_a_phrase_with_slop()
    {
        using var index = Index.Of(Corpus);
        Assert.Equal("", index.Ids(index.Reader.Search(new KeywordQuery { Phrases = ["cold lets"] }, KeywordLevel.Article, 10)));
        Assert.Equal("stampede", index.Ids(index.Reader.Search(new KeywordQuery { Phrases = ["cold lets"], PhraseSlop = 1 }, KeywordLevel.Article, 10)));
        Assert.Equal("", index.Ids(index.Reader.Search(new KeywordQuery { Phrases = ["lets cold"], PhraseSlop = 5 }, KeywordLevel.Article, 10)));
    }

    [Fact]
    public void Significant_terms_are_those_that_few_other_articles_hold()
    {
        var texts = new[] { "raft consensus leader common", "raft consensus log common", "common words here", "common words there" };
        using var index = Index.Of(texts.Select((text, i) => new KeywordArticle { Id = $"{i}", Passages = [new("", text)] }));
        var terms = index.Reader.SignificantTerms([0], top: 3);
        Assert.Equal(["consensus", "raft", "common"], terms.Select(t => t.Term));
        Assert.Equal(1, terms[0].Weight);
        Assert.True(terms[2].Weight < terms[1].Weight);
        var alike = index.Ids(index.Reader.Search(new KeywordQuery { Terms = terms }, KeywordLevel.Article, 10));
        Assert.StartsWith("0 1", alike, StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_an_id_again_replaces_the_article()
    {
        using var index = Index.Of([.. Corpus, Corpus[0] with { Title = "Renamed" }]);
        Assert.Equal(3, index.Reader.ArticleCount);
        Assert.Equal(3, index.Reader.PassageCount);
        Assert.Single(index.Reader.Search(new KeywordQuery { Text = "renamed" }, KeywordLevel.Article, 10).Documents);
        Assert.Equal(-1, index.Reader.FindArticle("nobody"));
        Assert.Equal([1, 2, 3], index.Reader.Stored(index.Reader.FindArticle("stampede")).ToArray());
    }

    [Fact]
    public void Highlights_mark_what_the_query_asks_for()
    {
        var query = new KeywordQuery { Text = "how does node.js cache?", Phrases = ["in line"], Prefixes = ["stam"] };
        const string text = "Node.js's caches stampede in line; how so?";
        var marked = new Highlighter(query).Spans(text).Select(s => text.Substring(s.Start, s.Length));
        Assert.Equal(["Node.js's", "caches", "stampede", "line"], marked);
    }

    private static void Check(KeywordQuery query, string expected)
    {
        using var index = Index.Of(Corpus);
        Assert.Equal(expected, index.Ids(index.Reader.Search(query, KeywordLevel.Article, 10)));
    }

    private static void CheckFilter(SearchFilter filter, string expected)
    {
        using var index = Index.Of(Corpus);
        var chosen = index.Reader.FilterFor(filter)!;
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, 3).Where(i => chosen[i]).Select(index.Reader.ArticleId)));
    }
}
