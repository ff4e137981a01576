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
                ofPassages += LengthCodes.Decode(articles.PassageLengths[passage]);
        }
        if (articles.FirstPassage(0) != 0 || articles.FirstPassage(articles.Articles) != articles.Passages)
            Report(3, "has passages that belong to no article");
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
            CheckList(terms.Entry, KeywordLevel.Passage);
            if (_problems.Count == 0)
                CheckArticlesOf(terms.Entry);
            if (_problems.Count == 0)
                CheckList(terms.Entry, KeywordLevel.Article);
        }
        if (count != _segment.Terms.Count)
            Report(0, $"has {count} terms instead of {_segment.Terms.Count}");
    }

    private void CheckList(in TermEntry entry, KeywordLevel level)
    {
        if (entry.Documents(level) == 0)
            return;
        _segment.Open(_cursor, entry, level);
        if (level == KeywordLevel.Passage)
            _positions.Open(_segment.Positions + entry.PositionList, _cursor, _segment.Articles.PassageLengths);
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
        _cursor.LoadBodies();
        if (_cursor.Bodies[index] > frequency)
        {
            Report(2, $"has more positions than occurrences of term {entry.Ordinal}");
            return;
        }
        var positions = _positions.PositionsOf(index);
        var last = -1;
        foreach (var position in positions)
        {
            if (position < last)
                Report(2, $"has positions out of order for term {entry.Ordinal}");
            last = position;
        }
        var longest = LengthCodes.Longest(_segment.Articles.PassageLengths[_cursor.Documents[index]]);
        if (longest > 0 && last >= longest)
            Report(2, $"has positions beyond the end of a passage for term {entry.Ordinal}");
    }

    /// <summary>The other fields, and that they and the passages give the articles that the article list has.</summary>
    private void CheckArticlesOf(in TermEntry entry)
    {
        var articles = Merged(HeadsOf(entry), BodiesOf(entry)).ToList();
        if (articles.Count != entry.Articles)
        {
            Report(0, $"counts {entry.Articles} articles of term {entry.Ordinal}, which is in {articles.Count}");
            return;
        }
        _segment.Open(_cursor, entry, KeywordLevel.Article);
        for (var i = 0; i < articles.Count; i++)
        {
            _cursor.LoadBlock(i / BitPacking.BlockSize);
            var index = i % BitPacking.BlockSize;
            var endsBlock = index == BitPacking.BlockSize - 1;
            if ((_cursor.Documents[index], _cursor.Frequencies[index]) != articles[i] || endsBlock && _cursor.LastDocument(_cursor.Block) != articles[i].Article)
            {
                Report(1, $"does not have the articles of term {entry.Ordinal} where its passages are");
                return;
            }
        }
    }

    private List<(uint Article, uint Frequency)> HeadsOf(in TermEntry entry)
    {
        var articles = new List<(uint, uint)>();
        if (entry.Heads > 0)
            _cursor.Open(_segment.Postings + entry.HeadPostings, entry.Heads);
        var heads = new HeadPostingsCursor(_segment.Positions + entry.HeadList, entry.Heads);
        for (var i = 0; heads.MoveNext(); i++)
        {
            _cursor.LoadBlock(i / BitPacking.BlockSize);
            _cursor.LoadFrequencies();
            var weighted = 0u;
            foreach (var place in heads.Places)
                weighted += (uint)_options.WeightOf(HeadPlace.Field(place));
            var index = i % BitPacking.BlockSize;
            if (heads.Article >= _segment.Articles.Articles || heads.Places.Count == 0)
                Report(2, $"has fields of articles that do not exist for term {entry.Ordinal}");
            else if (_cursor.Documents[index] != heads.Article || _cursor.Frequencies[index] != weighted)
                Report(1, $"has other fields of articles for term {entry.Ordinal} than their places say");
            articles.Add(((uint)heads.Article, weighted));
        }
        return articles;
    }

    private List<(uint Article, uint Frequency)> BodiesOf(in TermEntry entry)
    {
        var articles = new List<(uint Article, uint Frequency)>();
        if (entry.Passages == 0)
            return articles;
        _segment.Open(_cursor, entry, KeywordLevel.Passage);
        for (var block = 0; block < _cursor.BlockCount; block++)
        {
            _cursor.LoadBlock(block);
            _cursor.LoadBodies();
            for (var i = 0; i < _cursor.Loaded; i++)
            {
                var article = (uint)_segment.Articles.ArticleOf((int)_cursor.Documents[i]);
                if (_cursor.Bodies[i] == 0)
                    continue;
                if (articles.Count > 0 && articles[^1].Article == article)
                    articles[^1] = (article, articles[^1].Frequency + _cursor.Bodies[i]);
                else
                    articles.Add((article, _cursor.Bodies[i]));
            }
        }
        return articles;
    }

    private static IEnumerable<(uint Article, uint Frequency)> Merged(List<(uint Article, uint Frequency)> some, List<(uint Article, uint Frequency)> others)
    {
        var other = 0;
        foreach (var (article, frequency) in some)
        {
            for (; other < others.Count && others[other].Article < article; other++)
                yield return others[other];
            var isBoth = other < others.Count && others[other].Article == article;
            yield return (article, isBoth ? frequency + others[other++].Frequency : frequency);
        }
        for (; other < others.Count; other++)
            yield return others[other];
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
