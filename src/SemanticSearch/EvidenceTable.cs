using SemanticSearch.Ranking;

namespace SemanticSearch;

/// <summary>The candidates of one search, each article once, found by its number. Used again for later searches: what thousands of candidates take is
/// not made anew each time. For one search at a time.</summary>
internal sealed class EvidenceTable(PassageMap passages)
{
    private const int FewCandidates = 1_000;

    /// <summary>For each article its place among the candidates plus one; 0: it is none.</summary>
    private readonly int[] _places = new int[passages.Articles];

    private Evidence[] _found = new Evidence[FewCandidates];
    private Evidence[] _sorted = [];

    private readonly float[] _cosines = new float[passages.Passages + passages.Articles];

    private readonly double[] _about = new double[passages.Articles];
    private readonly double[] _degrees = new double[passages.Articles];
    private readonly int[] _treated = new int[passages.Articles];

    public int Count { get; private set; }

    /// <summary>Room for the cosine of every vector, by ordinal; holds those of an earlier search until they are written.</summary>
    public Span<float> Cosines => _cosines;

    /// <summary>Room for how much each article is about what is asked; holds that of an earlier search until it is cleared.</summary>
    public Span<double> About => _about;

    /// <summary>Room for the articles that treat what is asked, and beside them <see cref="Degrees"/>, how much they do.</summary>
    public Span<int> Treated => _treated;

    public Span<double> Degrees => _degrees;

    /// <summary>In the order in which they came, after <see cref="Sort"/> by article.</summary>
    public Span<Evidence> Candidates => _found.AsSpan(0, Count);

    public bool Has(int article) => _places[article] > 0;

    /// <summary>What is known of an article; one that is no candidate becomes one, of which nothing is known yet. Valid until the next is added.</summary>
    public ref Evidence Of(int article)
    {
        ref var place = ref _places[article];
        if (place > 0)
            return ref _found[place - 1];
        if (Count == _found.Length)
            Array.Resize(ref _found, 2 * Count);
        _found[Count] = new Evidence(article, passages.Count(article));
        place = ++Count;
        return ref _found[Count - 1];
    }

    /// <summary>Brings the candidates into the order of their articles.</summary>
    public void Sort()
    {
        if (_sorted.Length < _found.Length)
            _sorted = new Evidence[_found.Length];
        var count = 0;
        for (var article = 0; count < Count; article++)
        {
            if (_places[article] == 0)
                continue;
            _sorted[count] = _found[_places[article] - 1];
            _places[article] = ++count;
        }
        (_found, _sorted) = (_sorted, _found);
    }

    public void Clear()
    {
        foreach (var evidence in Candidates)
            _places[evidence.Article] = 0;
        Count = 0;
    }
}
