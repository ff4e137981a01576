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

/// <summary>Reads <see cref="HeadPostingsWriter"/>'s lists in order.</summary>
internal unsafe ref struct HeadPostingsReader
{
    private readonly int _count;
    private byte* _at;
    private int _read;
    private int[] _places;

    public HeadPostingsReader(byte* list, int count)
    {
        _at = list;
        _count = count;
        _places = new int[8];
        Article = -1;
    }

    public int Article { get; private set; }

    public ReadOnlySpan<int> Places { get; private set; }

    public bool MoveNext()
    {
        if (_read == _count)
            return false;
        _read++;
        Article += (int)Varint.Read(ref _at) + 1;
        var count = (int)Varint.Read(ref _at);
        if (_places.Length < count)
            _places = new int[2 * count];
        var place = 0;
        for (var i = 0; i < count; i++)
            _places[i] = place += (int)Varint.Read(ref _at);
        Places = _places.AsSpan(0, count);
        return true;
    }
}
