using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>What articles are filtered and counted by. The numbers are stored; never renumber.</summary>
internal enum Facet
{
    Topic = 0,
    Organisation = 1,
    Kind = 2,
    Site = 3,
    Year = 4,
}

/// <summary>Writes the facet values of a segment's articles.</summary>
/// <remarks>For each facet four sections: where each value ends (4 bytes each), the values in order of first use, where the values of each article
/// end (4 bytes each; none when no article has any), the values' numbers (4 bytes each).</remarks>
internal sealed class FacetTableWriter
{
    public const int Facets = 5;

    private readonly Dictionary<string, uint>[] _numbers = [[], [], [], [], []];
    private readonly List<string>[] _values = [[], [], [], [], []];
    private readonly List<uint>[] _ends = [[], [], [], [], []];
    private readonly List<uint>[] _used = [[], [], [], [], []];

    public void Add(Facet facet, string value)
    {
        var numbers = _numbers[(int)facet];
        if (!numbers.TryGetValue(value, out var number))
        {
            number = (uint)numbers.Count;
            numbers.Add(value, number);
            _values[(int)facet].Add(value);
        }
        _used[(int)facet].Add(number);
    }

    public void EndArticle()
    {
        for (var facet = 0; facet < Facets; facet++)
            _ends[facet].Add((uint)_used[facet].Count);
    }

    public IndexFileStamp Write(string folder, string segment, Disk disk)
    {
        using var file = IndexFileWriter.Create(SegmentFiles.Path(folder, segment, SegmentFiles.Facets), SegmentFiles.Facets, SegmentFiles.Version, disk);
        for (var facet = 0; facet < Facets; facet++)
        {
            var texts = _values[facet].ConvertAll(Encoding.UTF8.GetBytes);
            var end = 0u;
            file.WriteSection<uint>(texts.ConvertAll(t => end += (uint)t.Length).ToArray());
            file.BeginSection();
            foreach (var text in texts)
                file.Write(text);
            file.WriteSection<uint>(texts.Count == 0 ? [] : CollectionsMarshal.AsSpan(_ends[facet]));
            file.WriteSection<uint>(CollectionsMarshal.AsSpan(_used[facet]));
        }
        return file.Complete();
    }
}

/// <summary>Reads what <see cref="FacetTableWriter"/> wrote.</summary>
internal sealed class FacetTable
{
    private readonly MappedIndexFile _file;
    private readonly string[][] _values;

    public FacetTable(MappedIndexFile file)
    {
        _file = file;
        _values = new string[FacetTableWriter.Facets][];
        for (var facet = 0; facet < _values.Length; facet++)
            _values[facet] = ReadValues(file, facet);
    }

    /// <summary>All values of a facet in this segment; their index is their number.</summary>
    public IReadOnlyList<string> Values(Facet facet) => _values[(int)facet];

    /// <summary>The numbers of each article's values.</summary>
    public FacetColumn Of(Facet facet) => new(_file.Section<uint>(4 * (int)facet + 2), _file.Section<uint>(4 * (int)facet + 3));

    /// <summary>The numbers of an article's values.</summary>
    public ReadOnlySpan<uint> Of(Facet facet, int article) => Of(facet)[article];

    private static string[] ReadValues(MappedIndexFile file, int facet)
    {
        var ends = file.Section<uint>(4 * facet);
        var bytes = file.Section<byte>(4 * facet + 1);
        var values = new string[ends.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Encoding.UTF8.GetString(bytes[(int)(i == 0 ? 0 : ends[i - 1])..(int)ends[i]]);
        return values;
    }
}

/// <summary>One facet of all articles of a segment.</summary>
internal readonly ref struct FacetColumn(ReadOnlySpan<uint> ends, ReadOnlySpan<uint> values)
{
    private readonly ReadOnlySpan<uint> _ends = ends;
    private readonly ReadOnlySpan<uint> _values = values;

    /// <summary>The numbers of an article's values.</summary>
    public ReadOnlySpan<uint> this[int article] =>
        _ends.IsEmpty ? [] : _values[(int)(article == 0 ? 0 : _ends[article - 1])..(int)_ends[article]];
}
