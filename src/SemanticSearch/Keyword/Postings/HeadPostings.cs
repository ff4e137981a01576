namespace SemanticSearch.Keyword.Postings;

/// <summary>Where one term stands in the fields of articles other than the body: for each article a varint gap minus one, a varint count,
/// then the gaps between places. A place is its field and its position there. Read from the start only: these lists are short.</summary>
internal sealed class HeadPostingsWriter
{
    private readonly ByteSink _bytes = new();
    private int _last = -1;

    public int Count { get; private set; }

    /// <param name="places">Ascending <see cref="HeadPlace"/> codes, at least one.</param>
    public void Add(int article, ReadOnlySpan<int> places)
    {
        _bytes.AddVarint((uint)(article - _last - 1));
        _bytes.AddVarint((uint)places.Length);
        var last = 0;
        foreach (var place in places)
        {
            _bytes.AddVarint((uint)(place - last));
            last = place;
        }
        _last = article;
        Count++;
    }

    public void Finish(ByteSink target)
    {
        target.Add(_bytes.Written);
        _bytes.Clear();
        _last = -1;
        Count = 0;
    }
}

/// <summary>Field and position in one number.</summary>
internal static class HeadPlace
{
    public const int MaxPosition = (1 << 16) - 1;

    public static int Code(KeywordField field, int position) => (int)field << 16 | Math.Min(position, MaxPosition);

    public static KeywordField Field(int code) => (KeywordField)(code >> 16);
}

/// <summary>Reads <see cref="HeadPostingsWriter"/>'s lists in order. Not thread-safe.</summary>
internal sealed unsafe class HeadPostingsCursor
{
    private byte* _at;
    private int _left;
    private int[] _places = new int[8];
    private int _count;

    public HeadPostingsCursor()
    {
    }

    public HeadPostingsCursor(byte* list, int count) => Open(list, count);

    /// <summary>-1 before the first.</summary>
    public int Article { get; private set; }

    /// <summary>Valid until the next article.</summary>
    public ArraySegment<int> Places => new(_places, 0, _count);

    public void Open(byte* list, int count)
    {
        _at = list;
        (_left, _count, Article) = (count, 0, -1);
    }

    public bool MoveNext()
    {
        if (_left == 0)
            return false;
        _left--;
        Article += (int)Varint.Read(ref _at) + 1;
        _count = (int)Varint.Read(ref _at);
        if (_places.Length < _count)
            _places = new int[2 * _count];
        var place = 0;
        for (var i = 0; i < _count; i++)
            _places[i] = place += (int)Varint.Read(ref _at);
        return true;
    }

    /// <summary>Moves on to an article, or to the first behind it; stays where it has come so far.</summary>
    /// <returns>False when the list ends before it.</returns>
    public bool MoveTo(int article)
    {
        while (Article < article)
        {
            if (!MoveNext())
                return false;
        }
        return true;
    }
}
