using SemanticSearch.Storage;

namespace SemanticSearch.Vectors;

/// <summary>The mapped inverted file of a vector file: rows <c>RowStart(l)</c> to <c>RowStart(l + 1)</c> belong to list l.</summary>
internal sealed unsafe class VectorLists
{
    private readonly byte* _codes;
    private readonly int* _starts;
    private readonly int[] _firstBlocks;

    public VectorLists(VectorFile file, VectorManifest manifest)
    {
        Count = manifest.Lists;
        Probes = manifest.Probes;
        BytesPerBlock = BitBlocks.BytesPerBlock(manifest.Dimension);
        Centres = file.Section<byte>(VectorSections.ListCentres, (long)Count * ByteRows.StrideOf(manifest.Dimension));
        Scales = file.Section<float>(VectorSections.ListScales, Count);
        Lengths = file.Section<float>(VectorSections.ListLengths, Count);
        _starts = file.Section<int>(VectorSections.ListStarts, Count + 1);
        _codes = file.Section<byte>(VectorSections.ListCodes, (long)manifest.CodeBlocks * BytesPerBlock);
        _firstBlocks = new int[Count + 1];
        CheckPlaces(file.Path, manifest);
    }

    public int Count { get; }

    /// <summary>Lists that a search looks at unless told otherwise.</summary>
    public int Probes { get; }

    public int BytesPerBlock { get; }

    /// <summary>Count rows of int8 codes: directions of the centres.</summary>
    public byte* Centres { get; }

    /// <summary>Factors that make the directions unit vectors.</summary>
    public float* Scales { get; }

    /// <summary>Lengths of the centres.</summary>
    public float* Lengths { get; }

    public int RowStart(int list) => _starts[list];

    public byte* FirstBlock(int list) => _codes + (long)_firstBlocks[list] * BytesPerBlock;

    private void CheckPlaces(string path, VectorManifest manifest)
    {
        for (var list = 0; list < Count; list++)
        {
            var members = _starts[list + 1] - (long)_starts[list];
            if (_starts[list] < 0 || members < 0 || _starts[list + 1] > manifest.Vectors)
                throw VectorFile.Damaged(path, $"list {list} has rows {_starts[list]} to {_starts[list + 1]}");
            _firstBlocks[list + 1] = _firstBlocks[list] + (int)((members + BitBlocks.Vectors - 1) / BitBlocks.Vectors);
        }
        if (_starts[0] != 0 || _starts[Count] != manifest.Vectors || _firstBlocks[Count] != manifest.CodeBlocks)
            throw VectorFile.Damaged(path, "its lists do not cover its rows");
    }
}
