using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

public class NaiveBm25Tests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 40)]
    [InlineData(3, 300)]
    public void The_index_ranks_like_a_scan_that_knows_only_the_formula(int seed, int articleCount)
    {
        var random = new Random(seed);
        var articles = RandomArticles(random, articleCount);
        using var index = Index.Of(articles);
        for (var round = 0; round < 200; round++)
        {
            var words = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Word(random)).ToArray();
            var query = new KeywordQuery { Text = string.Join(' ', words) };
            foreach (var level in Enum.GetValues<KeywordLevel>())
            {
                var expected = Naive(articles, words, level);
                var found = index.Reader.Search(query, level, 10);
                Assert.Equal(expected.Count, found.Total);
                Assert.Equal(expected.Take(10).Select(e => e.Score), found.Documents.Select(d => (double)d.Score), new Near());
                foreach (var hit in found.Documents)
                    Assert.Contains(expected, e => e.Ordinal == hit.Ordinal && Math.Abs(e.Score - hit.Score) < 1e-5);
            }
        }
    }

    private static List<(int Ordinal, double Score)> Naive(KeywordArticle[] articles, string[] words, KeywordLevel level)
    {
        var documents = level == KeywordLevel.Passage
            ? [.. articles.SelectMany(a => a.Passages.Select(p => $"{p.HeadingPath} {p.Text}".Split(' ', StringSplitOptions.RemoveEmptyEntries)))]
            : articles.Select(a => $"{a.Title} {a.Title} {string.Join(' ', a.Passages.Select(p => p.HeadingPath).Distinct())} {string.Join(' ', a.Passages.Select(p => p.Text))}"
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var average = Math.Max(1, documents.Average(d => d.Length));
        var scores = new double[documents.Count];
        foreach (var word in words)
        {
            var frequency = documents.Count(d => d.Contains(word));
            var idf = Math.Log(1 + (documents.Count - frequency + 0.5) / (frequency + 0.5));
            for (var i = 0; i < scores.Length; i++)
            {
                var count = documents[i].Count(w => w == word);
                scores[i] += idf * count / (count + KeywordOptions.Default.K1 * (1 - KeywordOptions.Default.B + KeywordOptions.Default.B * documents[i].Length / average));
            }
        }
        return [.. scores.Select((s, i) => (i, s)).Where(d => d.s > 0).OrderByDescending(d => d.s).ThenBy(d => d.i)];
    }

    private static KeywordArticle[] RandomArticles(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new KeywordArticle
        {
            Id = $"a{i}",
            Title = Words(random, random.Next(5)),
            Passages = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new KeywordPassage(Words(random, random.Next(3)), Words(random, random.Next(30))))],
        })];

    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(random)));

    /// <summary>Words that analysis leaves as they are, a few of them common.</summary>
    private static string Word(Random random) => $"w{(int)(60 * Math.Pow(random.NextDouble(), 3))}";

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-5;

        public int GetHashCode(double value) => 0;
    }
}
