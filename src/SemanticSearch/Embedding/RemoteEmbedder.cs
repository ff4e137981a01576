using Microsoft.Extensions.AI;
using SemanticSearch.Documents;
using SemanticSearch.Endpoints;

namespace SemanticSearch.Embedding;

/// <summary>How a <see cref="RemoteEmbedder"/> goes about it.</summary>
public sealed record RemoteEmbedderOptions
{
    /// <summary>How often a request is sent, at most, when the endpoint is busy, down or too slow; a question is sent twice at most.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Whose seconds the pauses between attempts are.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Text -> vectors of unit length by an OpenAI-compatible <c>/v1/embeddings</c>, as a <see cref="RemoteManifest"/> describes it. Thread-safe.</summary>
public sealed class RemoteEmbedder : IEmbeddingGenerator<string, Embedding<float>>, ITextEmbedder
{
    private const int AttemptsForQuestion = 2;

    private readonly RemoteManifest _manifest;
    private readonly RemoteEndpoint _endpoint;
    private readonly RemoteEmbedderOptions _options;
    private readonly EmbeddingGeneratorMetadata _metadata;

    private RemoteEmbedder(RemoteManifest manifest, string? key, RemoteEmbedderOptions options)
    {
        _manifest = manifest;
        _options = options;
        _endpoint = new RemoteEndpoint(manifest, key, options.Time);
        _metadata = new EmbeddingGeneratorMetadata("openai", manifest.Endpoint, manifest.Model, manifest.Dimension);
    }

    public RemoteManifest Manifest => _manifest;

    /// <summary>Numbers in a vector.</summary>
    public int Dimension => _manifest.Dimension;

    /// <summary>Prepares to use the endpoint that the manifest in <paramref name="folder"/> describes; nothing is sent yet.</summary>
    /// <exception cref="DataProblemException">The manifest is not usable, or the key's variable is not set.</exception>
    public static RemoteEmbedder Open(string folder, RemoteEmbedderOptions? options = null)
    {
        options ??= new RemoteEmbedderOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1);
        var manifest = RemoteManifest.Load(folder);
        return new RemoteEmbedder(manifest, EndpointAccess.KeyIn(manifest.KeyVariable, manifest.Name), options);
    }

    /// <summary>Embeds one question, with the model's query prefix.</summary>
    /// <param name="vector">Receives <see cref="Dimension"/> numbers.</param>
    /// <exception cref="ModelUnavailableException">The endpoint does not answer as it must.</exception>
    public void EmbedQuery(string question, Span<float> vector)
    {
        var numbers = new float[Dimension];
        _endpoint.EmbedAsync([Prepared(_manifest.QueryPrefix, question)], numbers, Math.Min(_options.Attempts, AttemptsForQuestion), default).GetAwaiter().GetResult();
        numbers.CopyTo(vector);
    }

    /// <summary>Embeds passages in batches, with the model's passage prefix.</summary>
    /// <param name="vectors">Receives <see cref="Dimension"/> numbers for each text, one after the other.</param>
    /// <exception cref="ModelUnavailableException">The endpoint does not answer as it must.</exception>
    public void EmbedPassages(IReadOnlyList<string> texts, Memory<float> vectors, CancellationToken cancel = default) =>
        EmbedAsync(_manifest.PassagePrefix, texts, vectors, cancel).GetAwaiter().GetResult();

    /// <summary>Embeds texts as passages, or as questions where the options' additional properties hold <c>"purpose": "query"</c>.</summary>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var texts = values as IReadOnlyList<string> ?? [.. values];
        if (options?.Dimensions is { } dimensions && dimensions != Dimension)
            throw new ArgumentException($"{_manifest.Name} makes vectors of {Dimension} numbers, not {dimensions}", nameof(options));
        var isQuery = options?.AdditionalProperties?.TryGetValue("purpose", out var purpose) == true && purpose is "query";
        var vectors = new float[texts.Count * Dimension];
        await EmbedAsync(isQuery ? _manifest.QueryPrefix : _manifest.PassagePrefix, texts, vectors, cancellationToken).ConfigureAwait(false);
        var result = new GeneratedEmbeddings<Embedding<float>>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
            result.Add(new Embedding<float>(vectors.AsMemory(i * Dimension, Dimension)) { ModelId = _manifest.Name });
        return result;
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

    public void Dispose() => _endpoint.Dispose();

    private Task EmbedAsync(string prefix, IReadOnlyList<string> texts, Memory<float> vectors, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors.Length, texts.Count * Dimension, nameof(vectors));
        var batches = (texts.Count + _manifest.BatchItems - 1) / _manifest.BatchItems;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _manifest.ParallelRequests, CancellationToken = cancel };
        return Parallel.ForAsync(0, batches, parallel, async (batch, stop) =>
        {
            var first = batch * _manifest.BatchItems;
            var count = Math.Min(_manifest.BatchItems, texts.Count - first);
            var prepared = new string[count];
            for (var i = 0; i < count; i++)
                prepared[i] = Prepared(prefix, texts[first + i]);
            await _endpoint.EmbedAsync(prepared, vectors.Slice(first * Dimension, count * Dimension), _options.Attempts, stop).ConfigureAwait(false);
        });
    }

    /// <summary>Cut to the longest that is sent. Endpoints refuse empty texts, a blank they take.</summary>
    private string Prepared(string prefix, string text)
    {
        var whole = prefix + text;
        if (string.IsNullOrWhiteSpace(whole))
            return " ";
        var limit = _manifest.MaximumCharacters;
        return whole.Length <= limit ? whole : whole[..(char.IsHighSurrogate(whole[limit - 1]) ? limit - 1 : limit)];
    }
}
