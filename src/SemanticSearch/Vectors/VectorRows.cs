using SemanticSearch.Storage;

namespace SemanticSearch.Vectors;

/// <summary>
/// The mapped rows of a vector file: row r holds the vector of ordinal <c>OrdinalOfRow[r]</c>. Rows follow ordinals in a flat file
/// and lists in one with an inverted file. Numbers that are used as places are checked on opening, so that no damage leads outside the map.
/// </summary>
internal sealed unsafe class VectorRows
{
    public VectorRows(VectorFile file, VectorManifest manifest)
    {
        Count = manifest.Vectors;
        Ordinals = manifest.Ordinals;
        Dimension = manifest.Dimension;
        Stride = ByteRows.StrideOf(manifest.Dimension);
        Codes = file.Section<byte>(VectorSections.Codes, (long)Count * Stride);
        Scales = file.Section<float>(VectorSections.Scales, Count);
        OrdinalOfRow = file.Section<int>(VectorSections.OrdinalOfRow, Count);
        RowOfOrdinal = file.Section<int>(VectorSections.RowOfOrdinal, Ordinals);
        Floats = manifest.HasFloats ? file.Section<float>(VectorSections.Floats, (long)Count * Dimension) : null;
        CheckPlaces(file.Path);
    }

    public int Count { get; }

    public int Ordinals { get; }

    public int Dimension { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Count rows of <see cref="ByteRows"/>, in the rotated basis.</summary>
    public byte* Codes { get; }

    public float* Scales { get; }

    public int* OrdinalOfRow { get; }

    /// <summary>-1 where a vector is absent.</summary>
    public int* RowOfOrdinal { get; }

    /// <summary>Count rows of Dimension floats as they were added; null unless the file keeps them.</summary>
    public float* Floats { get; }

    public byte* Row(int row) => Codes + (long)row * Stride;

    private void CheckPlaces(string path)
    {
        var present = 0;
        for (var ordinal = 0; ordinal < Ordinals; ordinal++)
        {
            var row = RowOfOrdinal[ordinal];
            if (row == -1)
                continue;
            if ((uint)row >= (uint)Count || OrdinalOfRow[row] != ordinal)
                throw VectorFile.Damaged(path, $"ordinal {ordinal} and row {row} do not belong together");
            present++;
        }
        if (present != Count)
            throw VectorFile.Damaged(path, $"{present} of {Count} rows have an ordinal");
    }
}
