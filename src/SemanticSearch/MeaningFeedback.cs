using System.Buffers;
using SemanticSearch.Ranking;
using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>
/// Pseudo-relevance feedback among meanings (Rocchio 1971; Manning et al. 2008, section 9.1.6): what the best few articles of a ranking have in common
/// tells what is meant better than the question's few words do, and the articles near to it rise. Meanings are taken from the middle of the
/// whole index: what all its articles share tells none from another. Thread-safe.
/// </summary>
internal sealed class MeaningFeedback
{
    /// <summary>Articles that can rise; a question's page shows none that stood further back.</summary>
    public const int Depth = 100;

    /// <summary>Articles that serve as examples.</summary>
    private const int Examples = 5;

    /// <summary>An example that scores so much less than the best counts e times less.</summary>
    private const double Sharpness = 0.05;

    /// <summary>Articles that the middle of the index is told by.</summary>
    private const int Sample = 1_000;

    /// <summary>The middle of few articles is little more than themselves: with so many it counts half.</summary>
    private const float HalfSample = 20;

    private readonly ArticleVectors _articles;
    private readonly int _count;
    private readonly Lazy<Middle> _middle;

    /// <param name="count">Articles in the index.</param>
    public MeaningFeedback(ArticleVectors articles, int count)
    {
        (_articles, _count) = (articles, count);
        _middle = new Lazy<Middle>(FindMiddle);
    }

    /// <summary>How near each of the best articles is to what the first few of them have in common.</summary>
    /// <param name="ranked">Best first; of these the first <see cref="Depth"/>.</param>
    /// <returns>0 to 1 for each; 0 where nothing is embedded.</returns>
    public double[] Nearness(IReadOnlyList<RankedArticle> ranked)
    {
        var count = Math.Min(ranked.Count, Depth);
        var (width, nearness) = (_articles.Dimension, new double[count]);
        var memory = ArrayPool<float>.Shared.Rent((2 * count + 2) * width);
        var common = memory.AsSpan(0, width);
        var whole = memory.AsSpan(width, width);
        var rows = memory.AsSpan(2 * width, 2 * count * width);
        common.Clear();
        for (var i = 0; i < count; i++)
        {
            var title = rows.Slice(2 * i * width, width);
            var text = rows.Slice((2 * i + 1) * width, width);
            Read(ranked[i].Evidence.Article, title, text);
            if (i >= Examples)
                continue;
            title.CopyTo(whole);
            FloatSpans.Add(whole, text);
            if (FloatSpans.ToUnit(whole))
                FloatSpans.Add(common, whole, (float)Math.Exp((ranked[i].Score - ranked[0].Score) / Sharpness));
        }
        if (FloatSpans.ToUnit(common))
        {
            for (var i = 0; i < count; i++)
                nearness[i] = Math.Max(0, Math.Max(FloatSpans.Dot(common, rows.Slice(2 * i * width, width)), FloatSpans.Dot(common, rows.Slice((2 * i + 1) * width, width))));
        }
        ArrayPool<float>.Shared.Return(memory);
        return nearness;
    }

    /// <summary>An article's vectors from the middle of the index, of length 1; zeros for what is not embedded.</summary>
    private void Read(int article, Span<float> title, Span<float> text)
    {
        _articles.Read(article, title, text);
        Leave(_middle.Value.Title, title);
        Leave(_middle.Value.Text, text);
    }

    private static void Leave(float[] middle, Span<float> vector)
    {
        if (FloatSpans.Dot(vector, vector) == 0)
            return;
        FloatSpans.Add(vector, middle, -1);
        FloatSpans.ToUnit(vector);
    }

    private Middle FindMiddle()
    {
        var step = Math.Max(1, _count / Sample);
        var (titles, texts) = (new float[_articles.Dimension], new float[_articles.Dimension]);
        var (title, text) = (new float[_articles.Dimension], new float[_articles.Dimension]);
        var (titleCount, textCount) = (0, 0);
        for (var article = 0; article < _count; article += step)
        {
            _articles.Read(article, title, text);
            titleCount += Take(titles, title);
            textCount += Take(texts, text);
        }
        Scale(titles, titleCount);
        Scale(texts, textCount);
        return new Middle(titles, texts);
    }

    private static int Take(float[] sum, float[] vector)
    {
        FloatSpans.Add(sum, vector);
        return FloatSpans.Dot(vector, vector) > 0 ? 1 : 0;
    }

    private static void Scale(float[] sum, int count)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] /= count + HalfSample;
    }

    private sealed record Middle(float[] Title, float[] Text);
}
