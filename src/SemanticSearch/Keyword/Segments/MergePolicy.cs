namespace SemanticSearch.Keyword.Segments;

/// <summary>Which neighbouring segments to merge. Sizes fall into tiers, each <see cref="Factor"/> times the one below; as many neighbours of a
/// tier (or smaller) become one. So a document is rewritten once a tier, and a search meets few segments a tier.</summary>
internal static class MergePolicy
{
    public const int Factor = 8;

    /// <summary>Segments of fewer documents are all of the lowest tier.</summary>
    private const int FloorDocuments = 2_000;

    /// <summary>A segment of which this part is deleted is rewritten: the deleted documents cost time in every search.</summary>
    private const double MaxDeleted = 0.25;

    /// <summary>The next run to merge, or an empty range.</summary>
    /// <param name="sizes">Live documents of each segment, in order.</param>
    /// <param name="deleted">The part of each that is deleted.</param>
    public static Range Next(IReadOnlyList<int> sizes, IReadOnlyList<double> deleted)
    {
        for (var i = 0; i < sizes.Count; i++)
        {
            if (deleted[i] > MaxDeleted)
                return i..(i + 1);
        }
        var highest = sizes.Count == 0 ? 0 : sizes.Max(Tier);
        for (var tier = 0; tier <= highest; tier++)
        {
            for (var start = 0; start < sizes.Count;)
            {
                var end = start;
                while (end < sizes.Count && Tier(sizes[end]) <= tier)
                    end++;
                if (end - start >= Factor)
                    return start..end;
                start = end + 1;
            }
        }
        return 0..0;
    }

    private static int Tier(int size)
    {
        var tier = 0;
        for (long limit = FloorDocuments; size > limit; limit *= Factor)
            tier++;
        return tier;
    }
}
