namespace SemanticSearch.Embedding;

/// <summary>What indexing and searching ask of a model, wherever it runs. Thread-safe; vectors have length 1.</summary>
internal interface ITextEmbedder : IDisposable
{
    /// <summary>Numbers in a vector.</summary>
    int Dimension { get; }

    /// <param name="vector">Receives <see cref="Dimension"/> numbers.</param>
    void EmbedQuery(string question, Span<float> vector);

    /// <param name="vectors">Receives <see cref="Dimension"/> numbers for each text, one after the other.</param>
    void EmbedPassages(IReadOnlyList<string> texts, Memory<float> vectors, CancellationToken cancel);
}
