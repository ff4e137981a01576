using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Scoring;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Writes the terms of a segment with their lists. Terms come in ascending order; within a term its passages, and the other fields of
/// its articles. Which articles hold it follows from both.</summary>
internal sealed class TermWriter : IDisposable
{
    private readonly IndexFileWriter _terms;
    private readonly IndexFileWriter _postings;
    private readonly IndexFileWriter _positions;
    private readonly TermDictionaryWriter _dictionary;
    private readonly ArticleListWriter _articleList = new();
    private readonly PostingsListWriter _headPostings = new();
    private readonly PostingsListWriter _passageList = new();
    private readonly PositionsWriter _positionList = new();
    private readonly HeadPostingsWriter _headList = new();
    private readonly ByteSink _bytes = new();
    private readonly List<(int Article, int Frequency)> _bodies = [];
    private readonly List<(int Article, int Frequency)> _heads = [];
    private readonly KeywordOptions _options;
    private readonly ArticleTableWriter _articles;
    private readonly Bm25 _articleModel;
    private readonly Bm25 _passageModel;
    private readonly byte[] _articleLengths;
    private readonly byte[] _passageLengths;

    /// <param name="articles">All articles of the segment.</param>
    public TermWriter(string folder, string segment, ArticleTableWriter articles, KeywordOptions options, Disk disk)
    {
        _terms = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Terms), SegmentFiles.Terms, SegmentFiles.Version, disk);
        _postings = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Postings), SegmentFiles.Postings, SegmentFiles.Version, disk);
        _positions = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Positions), SegmentFiles.Positions, SegmentFiles.Version, disk);
        _dictionary = new TermDictionaryWriter(_terms);
        _postings.BeginSection();
        _positions.BeginSection();
        (_options, _articles) = (options, articles);
        (_articleLengths, _passageLengths) = (articles.ArticleLengths, articles.PassageLengths);
        _articleModel = ModelOf(articles.Lengths.Article, articles.Articles);
        _passageModel = ModelOf(articles.Lengths.Passage, articles.Passages);
    }

    /// <param name="frequency">With the context's occurrences, by their weight.</param>
    /// <param name="positions">In the body.</param>
    public void AddPassage(int passage, int frequency, ReadOnlySpan<int> positions)
    {
        _passageList.Add(passage, frequency, frequency - positions.Length, _passageModel.Part((uint)frequency, _passageLengths[passage]));
        _positionList.AddDocument(positions, _passageLengths[passage]);
        if (positions.Length == 0)
            return;
        var article = _articles.ArticleOf(passage);
        if (_bodies.Count > 0 && _bodies[^1].Article == article)
            _bodies[^1] = (article, _bodies[^1].Frequency + positions.Length);
        else
            _bodies.Add((article, positions.Length));
    }

    public void AddHead(int article, ReadOnlySpan<int> places)
    {
        _headList.Add(article, places);
        var frequency = 0;
        foreach (var place in places)
            frequency += _options.WeightOf(HeadPlace.Field(place));
        _heads.Add((article, frequency));
        _headPostings.Add(article, frequency, 0, 1);
    }

    /// <summary>Ends the term whose documents were added. Without any it is left out.</summary>
    public void EndTerm(ReadOnlySpan<byte> term, ReadOnlySpan<byte> surface)
    {
        if (_heads.Count == 0 && _passageList.Count == 0)
            return;
        AddArticles();
        var entry = new TermEntry { Articles = _articleList.Count, Passages = _passageList.Count, Heads = _headList.Count };
        _bytes.Clear();
        entry.ArticleList = _postings.SectionLength;
        _articleList.Finish(_bytes);
        entry.HeadPostings = entry.ArticleList + _bytes.Length;
        if (entry.Heads > 0)
            _headPostings.Finish(_bytes);
        entry.PassageList = entry.ArticleList + _bytes.Length;
        if (entry.Passages > 0)
            _passageList.Finish(_bytes);
        _postings.Write(_bytes.Written);
        _bytes.Clear();
        entry.PositionList = _positions.SectionLength;
        if (entry.Passages > 0)
            _positionList.Finish(_bytes);
        entry.HeadList = entry.PositionList + _bytes.Length;
        _headList.Finish(_bytes);
        _positions.Write(_bytes.Written);
        _dictionary.Add(term, surface.SequenceEqual(term) ? [] : surface, entry, _postings.SectionLength, _positions.SectionLength);
    }

    /// <summary>The stamps of the three files, in the order of <see cref="SegmentFiles.Kinds"/>.</summary>
    public IndexFileStamp[] Complete()
    {
        _dictionary.Finish();
        return [_terms.Complete(), _postings.Complete(), _positions.Complete()];
    }

    public void Dispose()
    {
        _terms.Dispose();
        _postings.Dispose();
        _positions.Dispose();
    }

    /// <summary>Those of the bodies and of the other fields, in order; in both their frequencies add up.</summary>
    private void AddArticles()
    {
        var head = 0;
        foreach (var (article, frequency) in _bodies)
        {
            for (; head < _heads.Count && _heads[head].Article < article; head++)
                AddArticle(_heads[head].Article, _heads[head].Frequency);
            var isHead = head < _heads.Count && _heads[head].Article == article;
            AddArticle(article, isHead ? frequency + _heads[head++].Frequency : frequency);
        }
        for (; head < _heads.Count; head++)
            AddArticle(_heads[head].Article, _heads[head].Frequency);
        _bodies.Clear();
        _heads.Clear();
    }

    private void AddArticle(int article, int frequency) => _articleList.Add(article, _articleModel.Part((uint)frequency, _articleLengths[article]));

    private Bm25 ModelOf(long lengths, int documents) => new(_options.K1, _options.B, documents == 0 ? 1 : (double)lengths / documents);
}
