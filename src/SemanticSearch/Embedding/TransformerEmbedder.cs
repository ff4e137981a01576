using Microsoft.Extensions.AI;
using SemanticSearch.Documents;
using SemanticSearch.Embedding.Kernels;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>How a <see cref="TransformerEmbedder"/> runs.</summary>
public sealed record TransformerEmbedderOptions
{
    /// <summary>How many threads work on one call; at least 1. A single text takes at most 4, and one while another is embedded.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether opening compares every file with the manifest's hashes (about 20 ms for 25 MB).</summary>
    public bool VerifyFiles { get; init; } = true;

    /// <summary>Null: the fastest that the processor has.</summary>
    internal FloatKernels? FloatKernels { get; init; }

    internal ByteKernels? ByteKernels { get; init; }
}

/// <summary>Text -> vectors of unit length by a BERT-family encoder, in process, with nothing but this library. Thread-safe.
/// A text's vector depends on neither the texts beside it nor the number of threads, bit for bit.</summary>
public sealed class TransformerEmbedder : IEmbeddingGenerator<string, Embedding<float>>, ITextEmbedder
{
    private readonly ModelManifest _manifest;
    private readonly EncoderWeights _weights;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly BatchEncoder _batches;
    private readonly EmbeddingGeneratorMetadata _metadata;

    private TransformerEmbedder(ModelManifest manifest, WordPieceTokenizer tokenizer, EncoderWeights weights, FloatKernels kernels, int threads)
    {
        _manifest = manifest;
        _tokenizer = tokenizer;
        _weights = weights;
        _batches = new BatchEncoder(tokenizer, new Encoder(weights, kernels), manifest, threads);
        _metadata = new EmbeddingGeneratorMetadata("SemanticSearch", defaultModelId: manifest.Name, defaultModelDimensions: manifest.Dimension);
    }

    public ModelManifest Manifest => _manifest;

    /// <summary>Numbers in a vector.</summary>
    public int Dimension => _manifest.Dimension;

    /// <summary>Opens the model in <paramref name="folder"/> as its manifest says.</summary>
    /// <exception cref="DataProblemException">A file is missing, damaged or not as the manifest says; names it.</exception>
    public static TransformerEmbedder Open(string folder, TransformerEmbedderOptions? options = null)
    {
        options ??= new TransformerEmbedderOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        var manifest = ModelManifest.Load(folder);
        if (options.VerifyFiles)
            manifest.VerifyFiles(folder);
        var vocabularyPath = Path.Combine(folder, manifest.VocabularyFile);
        var vocabulary = Embedding.Vocabulary.Parse(ModelFile.ReadText(vocabularyPath), vocabularyPath);
        if (vocabulary.Count != manifest.Vocabulary)
            throw new DataProblemException($"{vocabularyPath} has {vocabulary.Count} pieces, the manifest says {manifest.Vocabulary}");
        var kernels = options.FloatKernels ?? FloatKernels.Supported[0];
        var weightsPath = Path.Combine(folder, manifest.WeightsFile);
        EncoderWeights weights = manifest.WeightsForm == WeightsForm.Packed
            ? PackedWeights.Load(weightsPath, kernels, options.ByteKernels ?? ByteKernels.Supported[0])
            : SafeTensorsWeights.Load(weightsPath, manifest.TensorPrefix, manifest.Shape, kernels);
        if (weights.Shape != manifest.Shape)
        {
            weights.Dispose();
            throw new DataProblemException($"{weightsPath} holds a model of other sizes ({weights.Shape}) than its manifest says ({manifest.Shape})");
        }
        return new TransformerEmbedder(manifest, new WordPieceTokenizer(vocabulary), weights, kernels, options.Threads);
    }

    /// <summary>Embeds one question, with the model's query prefix. Allocates nothing once warm.</summary>
    /// <param name="vector">Receives <see cref="Dimension"/> numbers.</param>
    public void EmbedQuery(ReadOnlySpan<char> text, Span<float> vector) => _batches.EncodeOne(_manifest.QueryPrefix, text, vector);

    /// <summary>Embeds passages on all threads, with the model's passage prefix.</summary>
    /// <param name="vectors">Receives <see cref="Dimension"/> numbers for each text, one after the other.</param>
    public void EmbedPassages(IReadOnlyList<string> texts, Memory<float> vectors, CancellationToken cancel = default) =>
        _batches.Encode(_manifest.PassagePrefix, texts, vectors, cancel);

    void ITextEmbedder.EmbedQuery(string question, Span<float> vector) => EmbedQuery(question.AsSpan(), vector);

    /// <summary>How many tokens a text has, [CLS] and [SEP] included, cut at the model's maximum.</summary>
    public int CountTokens(ReadOnlySpan<char> text)
    {
        Span<int> ids = stackalloc int[_manifest.MaximumTokens];
        return _tokenizer.Encode("", text, ids);
    }

    /// <summary>Embeds texts as passages, or as questions where the options' additional properties hold <c>"purpose": "query"</c>.</summary>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var texts = values as IReadOnlyList<string> ?? [.. values];
        if (options?.Dimensions is { } dimensions && dimensions != Dimension)
            throw new ArgumentException($"{_manifest.Name} makes vectors of {Dimension} numbers, not {dimensions}", nameof(options));
        var isQuery = options?.AdditionalProperties?.TryGetValue("purpose", out var purpose) == true && purpose is "query";
        return Task.Run(() => Generate(isQuery ? _manifest.QueryPrefix : _manifest.PassagePrefix, texts, cancellationToken), cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
            return _metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        _batches.Dispose();
        _weights.Dispose();
    }

    private GeneratedEmbeddings<Embedding<float>> Generate(string prefix, IReadOnlyList<string> texts, CancellationToken cancel)
    {
        var vectors = new float[texts.Count * Dimension];
        _batches.Encode(prefix, texts, vectors, cancel);
        var result = new GeneratedEmbeddings<Embedding<float>>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
            result.Add(new Embedding<float>(vectors.AsMemory(i * Dimension, Dimension)) { ModelId = _manifest.Name });
        return result;
    }
}
