namespace SemanticSearch.Vectors;

/// <summary>Names of the sections in a vector file; frozen, because files of earlier versions hold them.</summary>
internal static class VectorSections
{
    public const int FormatVersion = 1;

    public const string Manifest = "manifest";
    public const string Codes = "codes";
    public const string Scales = "scales";
    public const string OrdinalOfRow = "ordinal-of-row";
    public const string RowOfOrdinal = "row-of-ordinal";
    public const string Floats = "floats";

    public const string ListCentres = "list-centres";
    public const string ListScales = "list-scales";
    public const string ListLengths = "list-lengths";
    public const string ListStarts = "list-starts";
    public const string ListCodes = "list-codes";
}
