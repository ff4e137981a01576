namespace SemanticSearch.Keyword.Postings;

/// <summary>The passages of a term, and which articles they belong to.</summary>
/// <param name="List">The passage list; of no account when <paramref name="Count"/> is 0.</param>
/// <param name="FirstPassages">The first passage of each article, and the end.</param>
/// <param name="ArticlesOf">The article of each passage.</param>
internal readonly unsafe record struct PassageSource(nint List, int Count, nint FirstPassages, nint ArticlesOf);

/// <summary>The articles of a term with their frequencies, gathered from its passages (the body) and its other fields: kept a second time they
/// would take two thirds of what the passages take. Not thread-safe.</summary>
internal sealed unsafe class GatheredArticles
{
    private const uint None = uint.MaxValue;

    private readonly PostingsCursor _passages = new();
    private readonly PostingsCursor _heads = new();
    private uint* _firstPassages;
    private uint* _articlesOf;
    private bool _hasPassages;
    private bool _hasHeads;
    private int _passage;
    private int _head;

    public void Open(in PassageSource passages, byte* headList, int headCount)
    {
        (_hasPassages, _hasHeads) = (passages.Count > 0, headCount > 0);
        _firstPassages = (uint*)passages.FirstPassages;
        _articlesOf = (uint*)passages.ArticlesOf;
        if (_hasPassages)
            _passages.Open((byte*)passages.List, passages.Count);
        if (_hasHeads)
            _heads.Open(headList, headCount);
    }

    /// <summary>Fills the next <paramref name="count"/> articles after <paramref name="before"/>, which the term is known to have.</summary>
    public void Fill(int before, int count, uint* articles, uint* frequencies)
    {
        if (_hasPassages)
            _passage = Seek(_passages, _firstPassages[before + 1]);
        if (_hasHeads)
            _head = Seek(_heads, (uint)(before + 1));
        var body = NextBody();
        var head = NextHead();
        for (var i = 0; i < count; i++)
        {
            var article = Math.Min(body, head);
            articles[i] = article;
            frequencies[i] = 0;
            if (head == article && article != None)
            {
                frequencies[i] = _heads.Frequencies[_head++];
                head = NextHead();
            }
            if (body == article && article != None)
            {
                frequencies[i] += TakeBody(article);
                body = NextBody();
            }
        }
    }

    private static int Seek(PostingsCursor cursor, uint document)
    {
        var block = cursor.FindBlock(0, document);
        if (block == cursor.BlockCount)
        {
            cursor.LoadBlock(block - 1);
            return cursor.Loaded;
        }
        cursor.LoadBlock(block);
        return cursor.FindInBlock(0, document);
    }

    /// <summary>The article of the next passage that holds the term in its body, not only in its context.</summary>
    private uint NextBody()
    {
        if (!_hasPassages)
            return None;
        while (IsAtPosting(_passages, ref _passage))
        {
            _passages.LoadBodies();
            for (; _passage < _passages.Loaded; _passage++)
            {
                if (_passages.Bodies[_passage] > 0)
                    return _articlesOf[_passages.Documents[_passage]];
            }
        }
        return None;
    }

    private uint NextHead()
    {
        if (!_hasHeads || !IsAtPosting(_heads, ref _head))
            return None;
        _heads.LoadFrequencies();
        return _heads.Documents[_head];
    }

    /// <summary>What the bodies of an article's passages hold, from the current one on.</summary>
    private uint TakeBody(uint article)
    {
        var sum = 0u;
        var end = _firstPassages[article + 1];
        while (IsAtPosting(_passages, ref _passage))
        {
            _passages.LoadBodies();
            var documents = _passages.Documents;
            var bodies = _passages.Bodies;
            for (; _passage < _passages.Loaded; _passage++)
            {
                if (documents[_passage] >= end)
                    return sum;
                sum += bodies[_passage];
            }
        }
        return sum;
    }

    /// <summary>Goes on to the next block at the end of one; false at the end of the list.</summary>
    private static bool IsAtPosting(PostingsCursor cursor, ref int index)
    {
        if (index < cursor.Loaded)
            return true;
        if (cursor.Block + 1 == cursor.BlockCount)
            return false;
        cursor.LoadBlock(cursor.Block + 1);
        index = 0;
        return true;
    }
}
