namespace SemanticSearch.Keyword.Segments;

/// <summary>The files of a segment. The kind is also the ending of the name.</summary>
internal static class SegmentFiles
{
    /// <summary>Grows when the layout of any of these files changes.</summary>
    public const int Version = 3;

    public const string Terms = "terms";
    public const string Postings = "postings";
    public const string Positions = "positions";
    public const string Articles = "articles";
    public const string Facets = "facets";
    public const string Stored = "stored";

    /// <summary>Which articles are deleted; written anew when more are.</summary>
    public const string Deletes = "deletes";

    /// <summary>What a segment always has, in the order of <see cref="SegmentInfo.Stamps"/>.</summary>
    public static readonly string[] Kinds = [Terms, Postings, Positions, Articles, Facets, Stored];

    public static string Path(string folder, string segment, string kind) => System.IO.Path.Combine(folder, $"{segment}.{kind}");
}
