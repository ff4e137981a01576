namespace SemanticSearch.Vectors;

/// <summary>Buffers of searches, kept for the next ones: as many as searches ran at once, up to a limit.</summary>
internal sealed class SearchPool(VectorRows rows, VectorLists? lists, VectorSearchOptions options)
{
    private readonly VectorSearch?[] _free = new VectorSearch?[2 * Environment.ProcessorCount];

    public VectorSearch Rent()
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (Interlocked.Exchange(ref _free[i], null) is { } search)
                return search;
        }
        return new VectorSearch(rows, lists, options);
    }

    public void Return(VectorSearch search)
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _free[i], search, null) is null)
                return;
        }
    }
}
