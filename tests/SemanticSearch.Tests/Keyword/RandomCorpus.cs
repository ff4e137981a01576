using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

/// <summary>Random articles of words that analysis leaves as they are, and the formula alone to rank them by.</summary>
internal sealed class RandomCorpus(Random random, int vocabulary, double skew, int maxPassageWords)
{
    public KeywordArticle Article(string id) => new()
    {
        Id = id,
        Title = Words(random.Next(5)),
        Topics = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Words(random.Next(1, 3)))],
        Kind = random.Next(2) == 0 ? "talk" : "article",
        Year = random.Next(3) == 0 ? null : 2000 + random.Next(5),
        Passages = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new KeywordPassage(Words(random.Next(3)), Words(random.Next(maxPassageWords))))],
        Stored = [(byte)id.Length, (byte)random.Next(256)],
    };

    public string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word()));

    public string Word() => $"w{(int)(vocabulary * Math.Pow(random.NextDouble(), skew))}";

    /// <summary>Every document that matches with its score, best first; equal scores by ordinal.</summary>
    /// <param name="allowed">Articles by place; null for all. Statistics are those of all.</param>
    public static List<(int Ordinal, double Score)> Rank(
        IReadOnlyList<KeywordArticle> articles, string[] words, KeywordLevel level, KeywordOptions options, Func<int, bool>? allowed = null)
    {
        var documents = articles.SelectMany((a, i) => Documents(a, i, level, options)).ToList();
        var average = documents.Count == 0 ? 1 : Math.Max(1, documents.Average(d => Length(d.Length)));
        var scores = new double[documents.Count];
        foreach (var word in words)
        {
            var frequency = documents.Count(d => d.Counts.ContainsKey(word));
            var idf = Math.Log(1 + (documents.Count - frequency + 0.5) / (frequency + 0.5));
            for (var i = 0; i < scores.Length; i++)
            {
                var count = documents[i].Counts.GetValueOrDefault(word);
                scores[i] += idf * count / (count + options.K1 * (1 - options.B + options.B * Length(documents[i].Length) / average));
            }
        }
        return [.. scores.Select((s, i) => (i, s)).Where(d => d.s > 0 && (allowed is null || allowed(documents[d.i].Article)))
            .OrderByDescending(d => d.s).ThenBy(d => d.i)];
    }

    private static IEnumerable<(int Article, Dictionary<string, int> Counts, int Length)> Documents(
        KeywordArticle article, int ordinal, KeywordLevel level, KeywordOptions options)
    {
        if (level == KeywordLevel.Passage)
            return article.Passages.Select(p => Document(ordinal, [(p.Text, 1), ($"{article.Title} {p.HeadingPath}", options.ContextWeight)]));
        var fields = article.Passages.Select(p => (p.Text, 1)).Append((article.Title, options.TitleWeight))
            .Append((string.Join(' ', article.Passages.Select(p => p.HeadingPath).Distinct()), options.HeadingsWeight))
            .Append((string.Join(' ', article.Topics), options.TopicsWeight));
        return [Document(ordinal, fields)];
    }

    private static (int, Dictionary<string, int>, int) Document(int article, IEnumerable<(string Text, int Weight)> fields)
    {
        var counts = new Dictionary<string, int>();
        var length = 0;
        foreach (var (text, weight) in fields)
        {
            foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                counts[word] = counts.GetValueOrDefault(word) + weight;
                length += weight;
            }
        }
        return (article, counts, length);
    }

    /// <summary>Written out again here, as the oracle must not lean on what it checks: below 64 exact, then the middle of a sixteenth of an octave.</summary>
    private static int Length(int length)
    {
        if (length < 64)
            return length;
        var step = 1;
        while (length / step >= 32)
            step *= 2;
        return length / step * step + step / 2;
    }
}
