using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>What an article means by its title and by its text, as vectors in the index's own basis: to be compared with each other. Thread-safe.</summary>
internal sealed class ArticleVectors(PassageMap passages, VectorLeg vectors)
{
    /// <summary>Passages of one article that its vector is made of: enough to know it by.</summary>
    private const int MaxPassages = 64;

    public int Dimension => vectors.Dimension;

    /// <param name="title">Receives the title's vector, of length 1; zeros where it is not embedded.</param>
    /// <param name="text">Receives the mean of the passages' vectors, of length 1; zeros where none is embedded.</param>
    public void Read(int article, Span<float> title, Span<float> text)
    {
        title.Clear();
        text.Clear();
        vectors.AddTo(title, passages.TitleOrdinal(article));
        var first = passages.First(article);
        for (var passage = first; passage < first + Math.Min(passages.Count(article), MaxPassages); passage++)
            vectors.AddTo(text, passage);
        FloatSpans.ToUnit(text);
    }
}
