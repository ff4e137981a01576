using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>Articles' vectors measured from the middle of the index: what all articles share tells none from another. Thread-safe.</summary>
/// <param name="count">Articles in the index.</param>
internal sealed class CentredVectors(ArticleVectors articles, int count)
{
    /// <summary>Articles that the middle is told by.</summary>
    private const int Sample = 1_000;

    /// <summary>The middle of few articles is little more than themselves: with so many it counts half.</summary>
    private const float HalfSample = 20;

    private readonly Lazy<(float[] Title, float[] Text)> _middle = new(() => FindMiddle(articles, count));

    public int Dimension => articles.Dimension;

    /// <param name="title">Receives the title's vector, of length 1; zeros where it is not embedded.</param>
    /// <param name="text">Receives the text's vector, of length 1; zeros where nothing of it is embedded.</param>
    public void Read(int article, Span<float> title, Span<float> text)
    {
        articles.Read(article, title, text);
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

    private static (float[] Title, float[] Text) FindMiddle(ArticleVectors articles, int count)
    {
        var (titles, texts) = (new float[articles.Dimension], new float[articles.Dimension]);
        var (title, text) = (new float[articles.Dimension], new float[articles.Dimension]);
        var (titleCount, textCount) = (0, 0);
        for (var article = 0; article < count; article += Math.Max(1, count / Sample))
        {
            articles.Read(article, title, text);
            titleCount += Take(titles, title);
            textCount += Take(texts, text);
        }
        Divide(titles, titleCount + HalfSample);
        Divide(texts, textCount + HalfSample);
        return (titles, texts);
    }

    private static int Take(float[] sum, float[] vector)
    {
        FloatSpans.Add(sum, vector);
        return FloatSpans.Dot(vector, vector) > 0 ? 1 : 0;
    }

    private static void Divide(float[] sum, float by)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] /= by;
    }
}
