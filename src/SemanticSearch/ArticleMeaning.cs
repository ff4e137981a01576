using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>Articles as one vector: what the liked ones have in common, away from the disliked.</summary>
internal sealed class ArticleMeaning(ArticleVectors articles, VectorLeg vectors)
{
    /// <summary>How much the disliked articles count beside the liked ones: less, as in Rocchio's formula (Manning et al. 2008, section 9.1.1).</summary>
    private const float DislikeWeight = 0.5f;

    /// <summary>The mean of the liked articles' vectors less that of the disliked, of length 1; null where no liked article has any.</summary>
    public float[]? Of(IReadOnlyList<int> liked, IReadOnlyList<int> disliked)
    {
        var meaning = new float[vectors.Dimension];
        AddMean(meaning, liked, 1);
        if (!FloatSpans.ToUnit(meaning))
            return null;
        AddMean(meaning, disliked, -DislikeWeight);
        if (!FloatSpans.ToUnit(meaning))
            return null;
        vectors.FromOwnBasis(meaning);
        return meaning;
    }

    private void AddMean(float[] sum, IReadOnlyList<int> members, float weight)
    {
        var (mean, text, title) = (new float[sum.Length], new float[sum.Length], new float[sum.Length]);
        foreach (var article in members)
        {
            articles.Read(article, title, text);
            FloatSpans.Add(text, title);
            if (FloatSpans.ToUnit(text))
                FloatSpans.Add(mean, text);
        }
        if (FloatSpans.ToUnit(mean))
            FloatSpans.Add(sum, mean, weight);
    }
}
