using System.Runtime.InteropServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>What is kept of a term's articles besides its passages and other fields, which say all of them and their frequencies
/// (<see cref="GatheredArticles"/>): where blocks of 128 end, and the most that an article of each can score.</summary>
/// <remarks>Fewer than 128 articles: nothing. Otherwise for each block the last article (<see cref="NumberTable"/>), then for each the bound, as in
/// <see cref="PostingsListWriter"/>.</remarks>
internal sealed class ArticleListWriter
{
    private readonly List<uint> _lasts = [];
    private readonly List<byte> _bounds = [];
    private int _last;
    private float _bound;

    public int Count { get; private set; }

    /// <param name="article">Larger than the one before.</param>
    /// <param name="part">The article's term part.</param>
    public void Add(int article, float part)
    {
        _last = article;
        _bound = Math.Max(_bound, part);
        if (++Count % BitPacking.BlockSize == 0)
            EndBlock();
    }

    /// <summary>Appends the list to <paramref name="target"/> and starts anew.</summary>
    public void Finish(ByteSink target)
    {
        if (Count % BitPacking.BlockSize != 0)
            EndBlock();
        if (Count >= BitPacking.BlockSize)
        {
            NumberTable.Write(target, _lasts);
            target.Add(CollectionsMarshal.AsSpan(_bounds));
        }
        _lasts.Clear();
        _bounds.Clear();
        Count = 0;
    }

    private void EndBlock()
    {
        _lasts.Add((uint)_last);
        _bounds.Add(PostingsListWriter.QuantizeBound(_bound));
        _bound = 0;
    }
}
