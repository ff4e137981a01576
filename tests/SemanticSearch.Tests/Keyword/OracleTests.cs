using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

/// <summary>The index against a scan that knows only the formula.</summary>
public class OracleTests
{
    [Theory]
    [InlineData(1, 1, 5, 1.0, 10, 400)]
    [InlineData(2, 40, 60, 3.0, 30, 1_500)]
    [InlineData(3, 300, 400, 3.0, 60, 1_500)]
    [InlineData(4, 300, 10, 1.0, 200, 400)]
    [InlineData(6, 60, 2_000, 1.0, 300, 600)]
    [InlineData(5, 3_000, 300, 4.0, 12, 200)]
    public void A_single_segment_ranks_like_a_scan(int seed, int articleCount, int vocabulary, double skew, int maxWords, int queries)
    {
        var random = new Random(seed);
        var corpus = new RandomCorpus(random, vocabulary, skew, maxWords);
        var articles = Enumerable.Range(0, articleCount).Select(i => corpus.Article($"a{i}")).ToArray();
        using var index = Index.Of(articles);
        for (var i = 0; i < queries; i++)
            CheckQuery(index.Reader, articles, corpus, random, KeywordOptions.Default);
    }

    [Theory]
    [InlineData(11, 12, 40, 2_500)]
    [InlineData(12, 30, 15, 2_500)]
    public void Updates_deletes_segments_and_merges_change_nothing(int seed, int states, int changes, int queries)
    {
        var random = new Random(seed);
        var corpus = new RandomCorpus(random, 80, 2.5, 40);
        var live = new List<KeywordArticle>();
        // A buffer of a few hundred words: every state is written in several segments.
        var options = KeywordOptions.Default with { BufferBytes = 16 * 300 };
        using var index = Index.Of([], options);
        for (var state = 0; state < states; state++)
        {
            index.Update(writer =>
            {
                for (var i = 0; i < changes; i++)
                    Change(writer, live, corpus, random);
            });
            Assert.Equal(live.Count, index.Reader.ArticleCount);
            Assert.Equal(live.Sum(a => a.Passages.Count), index.Reader.PassageCount);
            CheckStored(index.Reader, live);
            for (var i = 0; i < queries / states; i++)
                CheckQuery(index.Reader, live, corpus, random, options);
        }
    }

    [Theory]
    [InlineData(2.0, 0.3)]
    [InlineData(0.5, 1.0)]
    [InlineData(1.2, 0.0)]
    public void Another_k1_or_b_than_the_index_was_built_with_ranks_as_exactly(double k1, double b)
    {
        var random = new Random(21);
        var corpus = new RandomCorpus(random, 200, 3, 40);
        var articles = Enumerable.Range(0, 400).Select(i => corpus.Article($"a{i}")).ToArray();
        using var index = Index.Of(articles);
        var options = KeywordOptions.Default with { K1 = k1, B = b };
        using var reader = KeywordIndexReader.Open(index.Folder, options);
        for (var i = 0; i < 300; i++)
            CheckQuery(reader, articles, corpus, random, options);
    }

    private static void Change(KeywordIndexWriter writer, List<KeywordArticle> live, RandomCorpus corpus, Random random)
    {
        var what = random.Next(10);
        if (live.Count == 0 || what < 6)
        {
            var article = corpus.Article($"n{random.NextInt64()}");
            writer.Add(article);
            live.Add(article);
            return;
        }
        var victim = live[random.Next(live.Count)];
        live.Remove(victim);
        if (what < 8)
        {
            Assert.True(writer.Remove(victim.Id));
            Assert.False(writer.Remove(victim.Id));
            return;
        }
        var changed = corpus.Article(victim.Id);
        writer.Add(changed);
        live.Add(changed);
    }

    private static void CheckStored(KeywordIndexReader reader, List<KeywordArticle> live)
    {
        var passage = 0;
        for (var i = 0; i < live.Count; i++)
        {
            Assert.Equal(live[i].Id, reader.ArticleId(i));
            Assert.Equal(i, reader.FindArticle(live[i].Id));
            Assert.Equal(live[i].Stored, reader.Stored(i));
            Assert.Equal(live[i].Title, reader.Title(i));
            var (start, length) = reader.PassagesOf(i).GetOffsetAndLength(int.MaxValue);
            Assert.Equal(live[i].Passages.Count, length);
            Assert.True(length == 0 || start == passage);
            foreach (var expected in live[i].Passages)
            {
                Assert.Equal(expected.Text, reader.PassageText(passage));
                Assert.Equal(expected.HeadingPath, reader.HeadingPath(passage));
                Assert.Equal(i, reader.ArticleOf(passage++));
            }
        }
    }

    private static void CheckQuery(
        KeywordIndexReader reader, IReadOnlyList<KeywordArticle> articles, RandomCorpus corpus, Random random, KeywordOptions options)
    {
        var words = Enumerable.Range(0, random.Next(1, 9)).Select(_ => corpus.Word()).ToArray();
        var query = new KeywordQuery { Text = string.Join(' ', words), CorrectsUnknownWords = false };
        var level = random.Next(2) == 0 ? KeywordLevel.Article : KeywordLevel.Passage;
        var top = random.Next(5) switch { 0 => 1, 1 => 10, 2 => 100, 3 => 400, _ => 7 };
        var chosen = random.Next(4) == 0 ? Choose(articles.Count, random) : null;
        var expected = RandomCorpus.Rank(articles, words, level, options, chosen is null ? null : i => chosen[i]);
        var found = reader.Search(query, level, top, chosen);
        var what = $"{query.Text} ({level}, {top}, {(chosen is null ? "all" : "filtered")})";
        Assert.True(expected.Count == found.Total, $"{what}: {found.Total} found, not {expected.Count}");
        Assert.Equal(Math.Min(top, expected.Count), found.Documents.Length);
        var scores = expected.ToDictionary(e => e.Ordinal, e => e.Score);
        for (var i = 0; i < found.Documents.Length; i++)
        {
            var (ordinal, score) = found.Documents[i];
            Assert.True(Math.Abs(expected[i].Score - score) < 1e-5, $"{what}: rank {i} has {score}, not {expected[i].Score}");
            Assert.True(scores.TryGetValue(ordinal, out var own) && Math.Abs(own - score) < 1e-5, $"{what}: {ordinal} has {score}");
        }
        Assert.Equal(found.Documents.Length, found.Documents.DistinctBy(d => d.Ordinal).Count());
        Assert.Equal(found.Documents.ToHashSet(), reader.Candidates(query, level, top, chosen).Documents.ToHashSet());
        var some = found.Documents.Take(50).ToArray();
        random.Shuffle(some);
        Assert.Equal(some.Select(d => d.Score), reader.ScoresOf(query, level, Array.ConvertAll(some, d => d.Ordinal)).Select(score => (float)score));
    }

    private static ArticleFilter Choose(int articles, Random random)
    {
        var filter = new ArticleFilter(articles);
        var share = random.Next(3) switch { 0 => 0.02, 1 => 0.5, _ => 0.9 };
        for (var i = 0; i < articles; i++)
            filter[i] = random.NextDouble() < share;
        return filter;
    }
}
