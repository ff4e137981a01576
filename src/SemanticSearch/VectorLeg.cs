using System.Runtime.InteropServices;
using SemanticSearch.Documents;
using SemanticSearch.Embedding;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>A generation's vectors and the model that made them: question -> nearest passages and titles. Thread-safe.</summary>
internal sealed class VectorLeg : IDisposable
{
    private readonly VectorIndexReader _vectors;
    private readonly Lazy<ITextEmbedder> _model;
    private readonly PassageMap _passages;

    private VectorLeg(VectorIndexReader vectors, EmbeddingModel? source, Func<ITextEmbedder> openModel, PassageMap passages)
    {
        Source = source;
        _vectors = vectors;
        _passages = passages;
        _model = new Lazy<ITextEmbedder>(openModel);
    }

    public int Dimension => _vectors.Manifest.Dimension;

    /// <summary>The model that made the vectors; null where it is not here: texts cannot be embedded, what is embedded can be compared.</summary>
    public EmbeddingModel? Source { get; }

    /// <returns>Null where the generation has no vectors.</returns>
    /// <exception cref="DataProblemException">The vectors are damaged, or the model in their model's place is another one.</exception>
    public static VectorLeg? Open(Generation generation, PassageMap passages)
    {
        if (generation.Manifest is not { Model: { } identity, Vectors: > 0 })
            return null;
        var (source, openModel) = FindModel(identity, generation.Manifest.ModelFolder);
        var vectors = VectorIndexReader.Open(Path.Combine(generation.Folder, IndexVectors.FileName));
        try
        {
            vectors.RequireModel(identity.Split('@')[0], identity);
            return new VectorLeg(vectors, source, openModel, passages);
        }
        catch
        {
            vectors.Dispose();
            throw;
        }
    }

    /// <summary>The vector of a question, of length 1.</summary>
    /// <exception cref="ModelUnavailableException">The model is not here, or its endpoint does not answer.</exception>
    public float[] Embed(string question)
    {
        var vector = new float[Dimension];
        _model.Value.EmbedQuery(question, vector);
        return vector;
    }

    /// <summary>The vectors of texts, one row each, of length 1.</summary>
    public void EmbedTexts(IReadOnlyList<string> texts, Memory<float> vectors) => _model.Value.EmbedPassages(texts, vectors, CancellationToken.None);

    /// <summary>The nearest passages and titles by cosine, best first; the allowed articles only.</summary>
    public VectorHit[] Search(ReadOnlySpan<float> question, int top, ArticleFilter? allowed) =>
        _vectors.Search(question, Math.Min(top, VectorLimits.MaxTop), allowed is null ? default : Ordinals(allowed));

    /// <summary>Whether an index is so small that comparing a question with every vector takes no longer than finding the nearest.</summary>
    public bool ComparesAll => _vectors.Manifest.Lists == 0;

    /// <summary>The cosines of all vectors by ordinal, -1 where one is absent.</summary>
    /// <param name="cosines">As long as passages and titles together.</param>
    public void ScoreAll(ReadOnlySpan<float> question, Span<float> cosines) => _vectors.ScoreAll(question, cosines);

    /// <summary>The cosines of given vectors; below every real one where a vector is absent.</summary>
    public float[] Score(ReadOnlySpan<float> question, List<int> ordinals)
    {
        var cosines = new float[ordinals.Count];
        _vectors.Score(question, CollectionsMarshal.AsSpan(ordinals), cosines);
        return cosines;
    }

    /// <summary>Adds a vector of the index to a sum, in the index's own basis.</summary>
    /// <returns>False while it is not embedded.</returns>
    public bool AddTo(Span<float> sum, int ordinal) => _vectors.AddTo(sum, ordinal);

    /// <summary>Brings a sum of <see cref="AddTo"/> to the basis of the model, in which questions are.</summary>
    public void FromOwnBasis(Span<float> sum) => _vectors.FromOwnBasis(sum);

    public void Dispose()
    {
        if (_model.IsValueCreated)
            _model.Value.Dispose();
        _vectors.Dispose();
    }

    // The files were compared with the manifest when the index was made.
    private static (EmbeddingModel? Source, Func<ITextEmbedder> Open) FindModel(string identity, string? folder)
    {
        try
        {
            var source = InstalledModels.FindByIdentity(identity, folder);
            return (source, () => source.Open(threads: Environment.ProcessorCount, verifyFiles: false));
        }
        catch (ModelUnavailableException missing)
        {
            return (null, () => throw new ModelUnavailableException(missing.Message, missing));
        }
    }

    private ulong[] Ordinals(ArticleFilter allowed)
    {
        var words = new ulong[(_passages.Passages + _passages.Articles + 63) / 64];
        for (var article = 0; article < _passages.Articles; article++)
        {
            if (!allowed[article])
                continue;
            Set(_passages.TitleOrdinal(article));
            for (var passage = _passages.First(article); passage < _passages.First(article + 1); passage++)
                Set(passage);
        }
        return words;

        void Set(int ordinal) => words[ordinal >> 6] |= 1UL << (ordinal & 63);
    }
}
