namespace SemanticSearch.Keyword;

/// <summary>A set of articles that a search is confined to: one bit an article ordinal.</summary>
internal sealed class ArticleFilter
{
    private readonly ulong[] _bits;

    public ArticleFilter(int articleCount) => _bits = new ulong[(articleCount + 63) / 64];

    public bool this[int article]
    {
        get => (_bits[article >> 6] >> article & 1) != 0;
        set
        {
            if (value)
                _bits[article >> 6] |= 1UL << article;
            else
                _bits[article >> 6] &= ~(1UL << article);
        }
    }

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _bits)
                count += System.Numerics.BitOperations.PopCount(word);
            return count;
        }
    }
}
