using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Scoring;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Writes the terms of a segment with their lists. Terms come in ascending order; within a term, each of the three lists.</summary>
internal sealed class TermWriter : IDisposable
{
    private readonly IndexFileWriter _terms;
    private readonly IndexFileWriter _postings;
    private readonly IndexFileWriter _positions;
    private readonly TermDictionaryWriter _dictionary;
    private readonly PostingsListWriter _articleList = new();
    private readonly PostingsListWriter _passageList = new();
    private readonly PositionsWriter _positionList = new();
    private readonly HeadPostingsWriter _headList = new();
    private readonly ByteSink _bytes = new();
    private readonly Bm25 _articleModel;
    private readonly Bm25 _passageModel;
    private readonly byte[] _articleLengths;
    private readonly byte[] _passageLengths;

    /// <param name="articleModel">The formula that block bounds are computed by.</param>
    /// <param name="articleLengths">Length codes of the segment's articles.</param>
    public TermWriter(string folder, string segment, Bm25 articleModel, byte[] articleLengths, Bm25 passageModel, byte[] passageLengths, Disk disk)
    {
        _terms = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Terms), SegmentFiles.Terms, SegmentFiles.Version, disk);
        _postings = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Postings), SegmentFiles.Postings, SegmentFiles.Version, disk);
        _positions = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Positions), SegmentFiles.Positions, SegmentFiles.Version, disk);
        _dictionary = new TermDictionaryWriter(_terms);
        _postings.BeginSection();
        _positions.BeginSection();
        (_articleModel, _articleLengths, _passageModel, _passageLengths) = (articleModel, articleLengths, passageModel, passageLengths);
    }

    public void AddArticle(int article, int frequency) =>
        _articleList.Add(article, frequency, _articleModel.Part((uint)frequency, _articleLengths[article]));

    /// <param name="frequency">With the context's occurrences, by their weight.</param>
    /// <param name="positions">In the body.</param>
    public void AddPassage(int passage, int frequency, ReadOnlySpan<int> positions)
    {
        _passageList.Add(passage, frequency, _passageModel.Part((uint)frequency, _passageLengths[passage]));
        _positionList.AddDocument(frequency, positions);
    }

    public void AddHead(int article, ReadOnlySpan<int> places) => _headList.Add(article, places);

    /// <summary>Ends the term whose documents were added. Without any it is left out.</summary>
    public void EndTerm(ReadOnlySpan<byte> term, ReadOnlySpan<byte> surface)
    {
        if (_articleList.Count == 0 && _passageList.Count == 0)
            return;
        var entry = new TermEntry { Articles = _articleList.Count, Passages = _passageList.Count, Heads = _headList.Count };
        _bytes.Clear();
        entry.ArticleList = _postings.SectionLength;
        if (entry.Articles > 0)
            _articleList.Finish(_bytes);
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
}
