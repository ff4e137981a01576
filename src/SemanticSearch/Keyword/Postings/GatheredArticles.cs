using System.Runtime.InteropServices;

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

    /// <summary>Articles of one passage block, and before them the one that the block before left open.</summary>
    private readonly uint[] _bodies = GC.AllocateUninitializedArray<uint>(2 * (BitPacking.BlockSize + 1), pinned: true);

    private readonly uint* _bodyArticles;
    private readonly uint* _bodyFrequencies;
    private uint* _firstPassages;
    private uint* _articlesOf;
    private bool _hasPassages;
    private bool _hasHeads;
    private int _given;
    private int _passage;
    private int _head;
    private int _body;
    private int _bodyCount;
    private int _openArticle;
    private uint _openFrequency;

    public GatheredArticles()
    {
        _bodyArticles = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_bodies, 0);
        _bodyFrequencies = _bodyArticles + BitPacking.BlockSize + 1;
    }

    public void Open(in PassageSource passages, byte* headList, int headCount)
    {
        (_hasPassages, _hasHeads) = (passages.Count > 0, headCount > 0);
        _firstPassages = (uint*)passages.FirstPassages;
        _articlesOf = (uint*)passages.ArticlesOf;
        if (_hasPassages)
            _passages.Open((byte*)passages.List, passages.Count);
        if (_hasHeads)
            _heads.Open(headList, headCount);
        Seek(-1);
    }

    /// <summary>Fills the next <paramref name="count"/> articles after <paramref name="before"/>, which the term is known to have.</summary>
    public void Fill(int before, int count, uint* articles, uint* frequencies)
    {
        if (before != _given)
            Seek(before);
        for (var filled = 0; filled < count;)
        {
            if (_body == _bodyCount)
                GatherBodies();
            var head = NextHead();
            var run = BodiesBelow(head, count - filled);
            if (run > 0)
            {
                new ReadOnlySpan<uint>(_bodyArticles + _body, run).CopyTo(new Span<uint>(articles + filled, run));
                new ReadOnlySpan<uint>(_bodyFrequencies + _body, run).CopyTo(new Span<uint>(frequencies + filled, run));
                _body += run;
                filled += run;
                continue;
            }
            articles[filled] = head;
            frequencies[filled] = head == None ? 0 : _heads.Frequencies[_head++];
            if (head != None && _body < _bodyCount && _bodyArticles[_body] == head)
                frequencies[filled] += _bodyFrequencies[_body++];
            filled++;
        }
        _given = (int)articles[count - 1];
    }

    private void Seek(int before)
    {
        _given = before;
        (_body, _bodyCount, _openArticle, _openFrequency) = (0, 0, -1, 0);
        if (_hasPassages)
            _passage = Seek(_passages, _firstPassages[before + 1]);
        if (_hasHeads)
            _head = Seek(_heads, (uint)(before + 1));
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

    /// <summary>How many of the next bodies, at most so many, stand before an article.</summary>
    private int BodiesBelow(uint article, int limit)
    {
        limit = Math.Min(limit, _bodyCount - _body);
        if (article == None)
            return limit;
        var run = 0;
        while (run < limit && _bodyArticles[_body + run] < article)
            run++;
        return run;
    }

    private uint NextHead()
    {
        if (!_hasHeads || !IsAtPosting(_heads, ref _head))
            return None;
        _heads.LoadFrequencies();
        return _heads.Documents[_head];
    }

    /// <summary>Goes on through the passages until the bodies of at least one article are complete, or there are no more.</summary>
    private void GatherBodies()
    {
        (_body, _bodyCount) = (0, 0);
        while (_bodyCount == 0 && _hasPassages && IsAtPosting(_passages, ref _passage))
        {
            _passages.LoadBodies();
            AddBodies();
        }
        if (_bodyCount > 0 || _openFrequency == 0)
            return;
        (_bodyArticles[0], _bodyFrequencies[0], _bodyCount) = ((uint)_openArticle, _openFrequency, 1);
        _openFrequency = 0;
    }

    /// <summary>Adds up the rest of the loaded block by article, without branches: whether a passage belongs to the article of the one before it
    /// cannot be foretold. Articles that hold the term only in contexts have the sum 0 and are left out.</summary>
    private void AddBodies()
    {
        var documents = _passages.Documents;
        var frequencies = _passages.Bodies;
        var articlesOf = _articlesOf;
        var loaded = _passages.Loaded;
        var articles = _bodyArticles;
        var sums = _bodyFrequencies;
        var (article, sum, count) = (_openArticle, _openFrequency, 0u);
        for (var i = _passage; i < loaded; i++)
        {
            var next = (int)articlesOf[documents[i]];
            var isNext = (uint)(article - next) >> 31;
            articles[count] = (uint)article;
            sums[count] = sum;
            count += isNext & (0u - sum) >> 31;
            sum = (sum & (isNext - 1)) + frequencies[i];
            article = next;
        }
        (_openArticle, _openFrequency, _bodyCount, _passage) = (article, sum, (int)count, loaded);
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
