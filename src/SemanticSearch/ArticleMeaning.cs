using SemanticSearch.Keyword;

namespace SemanticSearch;

/// <summary>Articles as one vector: what the liked ones have in common, away from the disliked.</summary>
internal sealed class ArticleMeaning(KeywordIndexReader keywords, VectorLeg vectors)
{
    /// <summary>How much the disliked articles count beside the liked ones: less, as in Rocchio's formula (Manning et al. 2008, section 9.1.1).</summary>
    private const float DislikeWeight = 0.5f;

    /// <summary>Passages of one article that its vector is made of: enough to know it by.</summary>
    private const int MaxPassages = 64;

    /// <summary>The mean of the liked articles' vectors less that of the disliked, of length 1; null where no liked article has any.</summary>
    public float[]? Of(IReadOnlyList<int> liked, IReadOnlyList<int> disliked)
    {
        var meaning = new float[vectors.Dimension];
        AddMean(meaning, liked, 1);
        if (!ToUnit(meaning))
            return null;
        AddMean(meaning, disliked, -DislikeWeight);
        return ToUnit(meaning) ? meaning : null;
    }

    private void AddMean(float[] sum, IReadOnlyList<int> articles, float weight)
    {
        var mean = new float[sum.Length];
        foreach (var article in articles)
            Add(mean, VectorOf(article), 1);
        if (ToUnit(mean))
            Add(sum, mean, weight);
    }

    /// <summary>An article's title and the middle of its passages, as far as they are embedded; zeros where nothing is.</summary>
    private float[] VectorOf(int article)
    {
        var (whole, one) = (new float[vectors.Dimension], new float[vectors.Dimension]);
        var (first, last) = (keywords.PassagesOf(article).Start.Value, keywords.PassagesOf(article).End.Value);
        for (var passage = first; passage < Math.Min(last, first + MaxPassages); passage++)
        {
            if (vectors.TryGetPassage(passage, one))
                Add(whole, one, 1);
        }
        ToUnit(whole);
        if (vectors.TryGetTitle(article, one))
            Add(whole, one, 1);
        ToUnit(whole);
        return whole;
    }

    private static void Add(float[] sum, float[] vector, float weight)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += weight * vector[i];
    }

    /// <returns>False for zeros, which have no direction.</returns>
    private static bool ToUnit(float[] vector)
    {
        var squares = 0.0;
        foreach (var value in vector)
            squares += (double)value * value;
        if (!(squares > 0))
            return false;
        var factor = (float)(1 / Math.Sqrt(squares));
        for (var i = 0; i < vector.Length; i++)
            vector[i] *= factor;
        return true;
    }
}
