using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Text;
using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>
/// What a generation has to embed, and its vector file. Vectors are numbered: passages as in the keyword index, then the titles of the
/// articles. Texts are taken breadth first: all titles, then the first passage of every article, then the second, so that an index whose
/// vectors are still filling in already knows a little of everything.
/// </summary>
internal sealed class IndexVectors
{
    public const string FileName = "vectors.ssvec";

    private readonly KeywordIndexReader _keywords;
    private readonly int[] _order;
    private readonly UInt128[] _keys;

    public IndexVectors(KeywordIndexReader keywords)
    {
        _keywords = keywords;
        _keys = new UInt128[keywords.PassageCount + keywords.ArticleCount];
        _order = BreadthFirst();
        for (var ordinal = 0; ordinal < _keys.Length; ordinal++)
            _keys[ordinal] = EmbeddingCache.KeyOf(TextOf(ordinal));
    }

    /// <summary>Ordinals whose text is not in the cache, each text once.</summary>
    public List<int> MissingIn(EmbeddingCache cache)
    {
        var seen = new HashSet<UInt128>();
        return [.. _order.Where(ordinal => !cache.Contains(_keys[ordinal]) && seen.Add(_keys[ordinal]))];
    }

    public UInt128 KeyOf(int ordinal) => _keys[ordinal];

    public IReadOnlySet<UInt128> Keys => _keys.ToHashSet();

    public string TextOf(int ordinal)
    {
        if (ordinal >= _keywords.PassageCount)
            return EmbeddingText.OfTitle(_keywords.Title(ordinal - _keywords.PassageCount));
        return EmbeddingText.OfPassage(_keywords.Title(_keywords.ArticleOf(ordinal)), _keywords.HeadingPath(ordinal), _keywords.PassageText(ordinal));
    }

    /// <summary>Writes the vectors that the cache holds into <paramref name="folder"/>.</summary>
    /// <param name="model">Identity of the model.</param>
    /// <returns>How many there are.</returns>
    public int Write(string folder, string model, int dimension, EmbeddingCache cache)
    {
        using var writer = new VectorIndexWriter(new VectorIndexOptions(model.Split('@')[0], model, dimension));
        var vector = new float[dimension];
        for (var ordinal = 0; ordinal < _keys.Length; ordinal++)
        {
            if (cache.TryRead(_keys[ordinal], vector))
                writer.Add(ordinal, vector);
        }
        writer.Write(Path.Combine(folder, FileName), _keys.Length);
        return writer.Count;
    }

    private int[] BreadthFirst()
    {
        var titles = Enumerable.Range(_keywords.PassageCount, _keywords.ArticleCount);
        var passages = Enumerable.Range(0, _keywords.PassageCount).OrderBy(passage => passage - _keywords.PassagesOf(_keywords.ArticleOf(passage)).Start.Value);
        return [.. titles, .. passages];
    }
}
