using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Keyword.Segments;

/// <summary>What the files of a segment, each undamaged, promise about each other. Breaches are faults of the program that wrote them.</summary>
internal sealed unsafe class SegmentCheck
{
    private readonly Segment _segment;
    private readonly KeywordOptions _options;
    private readonly PostingsCursor _cursor = new();
    private readonly PositionsCursor _positions = new();
    private readonly List<string> _problems = [];

    public SegmentCheck(Segment segment, KeywordOptions options)
    {
        _segment = segment;
        _options = options;
    }

    /// <summary>The first breach of each kind; a file that breaks one promise mostly breaks it everywhere.</summary>
    public IReadOnlyList<string> Problems()
    {
        CheckArticles();
        CheckFacets();
        CheckTexts();
        if (_problems.Count > 0)
            return _problems;
        CheckTerms();
        CheckDeletes();
        return _problems;
    }

    private void CheckArticles()
    {
        var (articles, info) = (_segment.Articles, _segment.Info);
        if (articles.Articles != info.Articles || articles.Passages != info.Passages)
            Report(3, $"holds {articles.Articles} articles and {articles.Passages} passages, the list says {info.Articles} and {info.Passages}");
        var (ofArticles, ofPassages) = (0L, 0L);
        for (var article = 0; article < articles.Articles; article++)
        {
            ofArticles += LengthCodes.Decode(articles.ArticleLengths[article]);
            if (articles.FirstPassage(article) > articles.FirstPassage(article + 1) || articles.FirstPassage(article + 1) > articles.Passages)
            {
                Report(3, $"gives article {article} passages that do not exist");
                return;
            }
            for (var passage = articles.FirstPassage(article); passage < articles.FirstPassage(article + 1); passage++)
            {
                ofPassages += LengthCodes.Decode(articles.PassageLengths[passage]);
                if (articles.ArticleOf(passage) != article)
                    Report(3, $"gives passage {passage} to two articles");
            }
        }
        if ((ofArticles, ofPassages) != info.Lengths)
            Report(3, "has lengths that do not add up to what the list says");
    }

    private void CheckFacets()
    {
        foreach (var facet in Enum.GetValues<Facet>())
        {
            for (var article = 0; article < _segment.Articles.Articles; article++)
            {
                foreach (var value in _segment.Facets.Of(facet, article))
                {
                    if (value >= _segment.Facets.Values(facet).Count)
                        Report(4, $"gives article {article} a {facet} that does not exist");
                }
            }
        }
    }

    private void CheckTexts()
    {
        for (var article = 0; article < _segment.Articles.Articles; article++)
            _segment.Stored.ArticleRecord(article);
        for (var passage = 0; passage < _segment.Articles.Passages; passage++)
            _segment.Stored.PassageRecord(passage);
    }

    private void CheckTerms()
    {
        var last = Array.Empty<byte>();
        var count = 0;
        var terms = _segment.Terms.All();
        while (terms.MoveNext())
        {
            if (count++ > 0 && terms.Term.SequenceCompareTo(last) <= 0)
                Report(0, $"has term {count} out of order");
            last = terms.Term.ToArray();
            CheckList(terms.Entry, KeywordLevel.Article);
            CheckList(terms.Entry, KeywordLevel.Passage);
            CheckHeads(terms.Entry);
        }
        if (count != _segment.Terms.Count)
            Report(0, $"has {count} terms instead of {_segment.Terms.Count}");
    }

    private void CheckList(in TermEntry entry, KeywordLevel level)
    {
        if (entry.Documents(level) == 0)
            return;
        _cursor.Open(_segment.Postings + entry.List(level), entry.Documents(level));
        if (level == KeywordLevel.Passage)
            _positions.Open(_segment.Positions + entry.PositionList, _cursor);
        var model = _segment.BoundModel(level, _options.K1, _options.B);
        var last = -1L;
        for (var block = 0; block < _cursor.BlockCount; block++)
        {
            _cursor.LoadBlock(block);
            _cursor.LoadFrequencies();
            for (var i = 0; i < _cursor.Loaded; i++)
            {
                var (document, frequency) = (_cursor.Documents[i], _cursor.Frequencies[i]);
                if (document <= last || document >= (uint)_segment.Documents(level) || document > _cursor.LastDocument(block))
                {
                    Report(1, $"has documents out of order in the list of term {entry.Ordinal}");
                    return;
                }
                last = document;
                if (frequency == 0 || model.Part(frequency, _segment.Lengths(level)[document]) * 255 > _cursor.Bound(block) + 0.001f)
                    Report(1, $"has a document above its block's bound in the list of term {entry.Ordinal}");
                if (level == KeywordLevel.Passage)
                    CheckPositions(entry, i, frequency);
            }
        }
    }

    private void CheckPositions(in TermEntry entry, int index, uint frequency)
    {
        var positions = _positions.PositionsOf(index);
        var last = -1;
        foreach (var position in positions)
        {
            if (position < last)
                Report(2, $"has positions out of order for term {entry.Ordinal}");
            last = position;
        }
        if (positions.Length > frequency)
            Report(2, $"has more positions than occurrences of term {entry.Ordinal}");
    }

    private void CheckHeads(in TermEntry entry)
    {
        var heads = new HeadPostingsReader(_segment.Positions + entry.HeadList, entry.Heads);
        while (heads.MoveNext())
        {
            if (heads.Article >= _segment.Articles.Articles || heads.Places.Length == 0)
                Report(2, $"has fields of articles that do not exist for term {entry.Ordinal}");
        }
    }

    private void CheckDeletes()
    {
        if (_segment.Deletes is not { } deletes)
            return;
        var counted = SegmentDeletes.Compute(_segment, deletes.Articles);
        if (!counted.IsSameAs(deletes) || deletes.DeletedArticles != _segment.Info.DeletedArticles)
            Add($"{SegmentFiles.Path(Folder, _segment.Info.Name, _segment.Info.DeletesKind)} counts other documents than are deleted");
    }

    private string Folder => Path.GetDirectoryName(_segment.Files[0].Path)!;

    /// <param name="file">By its place in <see cref="SegmentFiles.Kinds"/>.</param>
    private void Report(int file, string what) => Add($"{_segment.Files[file].Path} {what}");

    private void Add(string problem)
    {
        if (!_problems.Contains(problem) && _problems.Count < 20)
            _problems.Add(problem);
    }
}
