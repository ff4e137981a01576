namespace SemanticSearch.Keyword.Segments;

/// <summary>The documents of all segments in one row. Inside, a document is its segment's first place plus its own; callers see ordinals
/// without the gaps that deleted documents leave.</summary>
internal sealed class OrdinalMap
{
    private readonly int[] _firstPlaces;
    private readonly int[] _firstOrdinals;
    private readonly int[]?[] _ordinals;
    private readonly int[]?[] _places;

    /// <param name="counts">Documents of each segment.</param>
    /// <param name="isDeleted">For each segment which of them are deleted; null for none.</param>
    public OrdinalMap(IReadOnlyList<int> counts, IReadOnlyList<BitSet?> isDeleted)
    {
        _firstPlaces = new int[counts.Count + 1];
        _firstOrdinals = new int[counts.Count + 1];
        _ordinals = new int[counts.Count][];
        _places = new int[counts.Count][];
        for (var s = 0; s < counts.Count; s++)
        {
            var live = counts[s];
            if (isDeleted[s] is { } deleted)
                live = Number(s, counts[s], deleted);
            _firstPlaces[s + 1] = _firstPlaces[s] + counts[s];
            _firstOrdinals[s + 1] = _firstOrdinals[s] + live;
        }
    }

    /// <summary>Documents that are not deleted.</summary>
    public int Count => _firstOrdinals[^1];

    /// <summary>All documents.</summary>
    public int Places => _firstPlaces[^1];

    public int FirstPlace(int segment) => _firstPlaces[segment];

    /// <summary>The segment of an ordinal and the document's place in it.</summary>
    public (int Segment, int Document) Locate(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, Count);
        var segment = SegmentAt(_firstOrdinals, ordinal);
        var local = ordinal - _firstOrdinals[segment];
        return (segment, _places[segment] is { } places ? places[local] : local);
    }

    /// <summary>The ordinal of a segment's document, or -1 when it is deleted.</summary>
    public int Ordinal(int segment, int document)
    {
        if (_ordinals[segment] is not { } ordinals)
            return _firstOrdinals[segment] + document;
        return ordinals[document] < 0 ? -1 : _firstOrdinals[segment] + ordinals[document];
    }

    public int OrdinalOfPlace(int place)
    {
        var segment = SegmentAt(_firstPlaces, place);
        return Ordinal(segment, place - _firstPlaces[segment]);
    }

    private static int SegmentAt(int[] firsts, int at)
    {
        var index = Array.BinarySearch(firsts, at);
        if (index < 0)
            return ~index - 1;
        // Empty segments share their first number with the next one.
        while (index + 1 < firsts.Length && firsts[index + 1] == at)
            index++;
        return index;
    }

    private int Number(int segment, int count, BitSet deleted)
    {
        var ordinals = new int[count];
        var places = new List<int>(count);
        for (var i = 0; i < count; i++)
        {
            ordinals[i] = deleted[i] ? -1 : places.Count;
            if (!deleted[i])
                places.Add(i);
        }
        _ordinals[segment] = ordinals;
        _places[segment] = [.. places];
        return places.Count;
    }
}
