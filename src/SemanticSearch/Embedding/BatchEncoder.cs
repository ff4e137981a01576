namespace SemanticSearch.Embedding;

/// <summary>Tokenizes texts into groups of a limited number of tokens and encodes the groups, on one thread or several. Texts stand in a group
/// one after the other without padding, so texts of all lengths go together without waste. A text that comes alone, while no other is encoded, is shared by a few threads.</summary>
internal sealed class BatchEncoder(WordPieceTokenizer tokenizer, Encoder encoder, ModelManifest manifest, int threads) : IDisposable
{
    /// <summary>Enough rows to reuse each weight read from memory, few enough to stay in the second-level cache.</summary>
    private const int GroupTokens = 256;

    /// <summary>More would wait for each other longer than they work.</summary>
    private const int MostHelpers = 3;

    private readonly Stack<Workspace> _idle = new();
    private readonly Crew _crew = new(Math.Min(threads - 1, MostHelpers));
    private int _encoding;
    private bool _disposed;

    public unsafe void EncodeOne(string prefix, ReadOnlySpan<char> text, Span<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vector.Length, manifest.Dimension, nameof(vector));
        var workspace = Rent(isSingle: true);
        try
        {
            workspace.Starts[1] = tokenizer.Encode(prefix, text, workspace.Tokens.AsSpan(0, manifest.MaximumTokens));
            fixed (float* to = vector)
                encoder.Encode(workspace, 1, manifest.Pooling, to);
        }
        finally
        {
            Return(workspace);
        }
    }

    public void Encode(string prefix, IReadOnlyList<string> texts, Memory<float> vectors, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors.Length, texts.Count * manifest.Dimension, nameof(vectors));
        var workers = Math.Min(threads, texts.Count);
        var next = 0;
        if (workers <= 1)
            Work();
        else
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, _ => Work());

        void Work()
        {
            var workspace = Rent(isSingle: false);
            try
            {
                // Small steps, so that threads end at about the same time.
                var step = Math.Clamp(texts.Count / (16 * workers), 1, Workspace.MostSequences);
                for (var end = Interlocked.Add(ref next, step); end - step < texts.Count; end = Interlocked.Add(ref next, step))
                    EncodeRange(prefix, texts, end - step, Math.Min(end, texts.Count), vectors.Span, workspace, cancel);
            }
            finally
            {
                Return(workspace);
            }
        }
    }

    public void Dispose()
    {
        lock (_idle)
        {
            _disposed = true;
            while (_idle.TryPop(out var workspace))
                workspace.Dispose();
        }
    }

    private unsafe void EncodeRange(
        string prefix, IReadOnlyList<string> texts, int from, int to, Span<float> vectors, Workspace workspace, CancellationToken cancel)
    {
        var (count, tokens) = (0, 0);
        for (var i = from; i < to; i++)
        {
            // A text that could be cut by the group's end opens the next group.
            if (tokens + manifest.MaximumTokens > workspace.Tokens.Length || count == Workspace.MostSequences)
                Flush(i, vectors);
            tokens += tokenizer.Encode(prefix, texts[i], workspace.Tokens.AsSpan(tokens, manifest.MaximumTokens));
            workspace.Starts[++count] = tokens;
            if (tokens >= GroupTokens)
                Flush(i + 1, vectors);
        }
        Flush(to, vectors);

        void Flush(int end, Span<float> vectors)
        {
            cancel.ThrowIfCancellationRequested();
            if (count == 0)
                return;
            fixed (float* first = vectors[((end - count) * manifest.Dimension)..])
                encoder.Encode(workspace, count, manifest.Pooling, first);
            (count, tokens) = (0, 0);
        }
    }

    /// <summary>A single text that is alone is helped; whoever comes meanwhile ends that.</summary>
    private Workspace Rent(bool isSingle)
    {
        var workspace = Rent();
        var isAlone = Interlocked.Increment(ref _encoding) == 1;
        if (isSingle && isAlone && threads > 1)
        {
            workspace.Crew = _crew;
            _crew.Begin();
        }
        else
            _crew.End();
        return workspace;
    }

    private Workspace Rent()
    {
        lock (_idle)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_idle.TryPop(out var workspace))
                return workspace;
        }
        return new Workspace(manifest.Shape, GroupTokens + manifest.MaximumTokens);
    }

    private void Return(Workspace workspace)
    {
        workspace.Crew?.End();
        workspace.Crew = null;
        Interlocked.Decrement(ref _encoding);
        lock (_idle)
        {
            if (!_disposed)
            {
                _idle.Push(workspace);
                return;
            }
        }
        workspace.Dispose();
    }
}
