using SemanticSearch.Keyword;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Scoring;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Benchmarks.Keyword;

/// <summary>The baseline: every posting of every term is scored, and every passage offered to the best. Reads the same files.</summary>
internal sealed unsafe class FullScan : IDisposable
{
    private readonly SegmentGroup _group;
    private readonly QueryResolver _resolver;
    private readonly TermLookup _lookup;
    private readonly Bm25 _model;
    private readonly PostingsCursor _cursor = new();
    private readonly TopDocuments _best = new();
    private readonly double[] _scores;

    public FullScan(string folder)
    {
        _group = SegmentGroup.Open(folder);
        _resolver = new QueryResolver(_group);
        _lookup = new TermLookup(_group.Segments);
        _model = new Bm25(KeywordOptions.Default.K1, KeywordOptions.Default.B, _group.AverageLength(KeywordLevel.Passage));
        _scores = new double[_group.Segments.Max(segment => segment.Documents(KeywordLevel.Passage))];
    }

    public ScoredDocument[] Search(KeywordQuery query, int top)
    {
        var terms = _resolver.Resolve(AnalyzedQuery.Of(query, _lookup), KeywordLevel.Passage);
        _best.Start(top);
        for (var s = 0; s < _group.Segments.Length; s++)
        {
            var count = _group.Segments[s].Documents(KeywordLevel.Passage);
            Array.Clear(_scores, 0, count);
            foreach (var term in terms)
            {
                if (term.Entries[s] is { Passages: > 0 } entry)
                    AddScores(_group.Segments[s], entry, term.Weight);
            }
            for (var i = 0; i < count; i++)
            {
                if (_scores[i] > 0)
                    _best.Offer(_scores[i], _group.Passages.FirstPlace(s) + i);
            }
        }
        return _best.ToArray();
    }

    public void Dispose() => _group.Dispose();

    private void AddScores(Segment segment, in TermEntry entry, float weight)
    {
        segment.Open(_cursor, entry, KeywordLevel.Passage);
        var lengths = segment.Lengths(KeywordLevel.Passage);
        for (var block = 0; block < _cursor.BlockCount; block++)
        {
            _cursor.LoadBlock(block);
            _cursor.LoadFrequencies();
            for (var i = 0; i < _cursor.Loaded; i++)
                _scores[_cursor.Documents[i]] += weight * _model.Part(_cursor.Frequencies[i], lengths[_cursor.Documents[i]]);
        }
    }
}
