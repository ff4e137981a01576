namespace SemanticSearch.Vectors;

/// <summary>
/// How far a search through lists goes: at least so many lists, and on until their members hold so many allowed rows. A filter that
/// allows mostly what is far from the question would lead from list to list: after the most lists the search is made exact instead.
/// </summary>
internal readonly record struct ProbePlan(int Probes, long AllowedRows, int MaxProbes)
{
    private const double Patience = 2;

    /// <summary>The number of lists that the file advises was measured for so many hits.</summary>
    private const double MeasuredTop = 10;

    /// <summary>More hits lie in more lists: a little faster than the square root, measured from 10 to 500 hits.</summary>
    private const double TopExponent = 0.56;

    /// <summary>Scoring one row picked out of memory costs as much as estimating so many rows of a list (measured).</summary>
    private const double PickedRowCost = 6;

    /// <summary>Scanning everything in order, on all cores, is no slower than estimating this share of the rows.</summary>
    private const double ExactFromShare = 0.25;

    /// <summary>
    /// The ten nearest of a share of the rows are as far away as ten / share nearest of all. An index of only those rows would have
    /// lists in proportion to the square root of their number, and look at as many of them; so the number of allowed rows to see
    /// falls with the square root of the share.
    /// </summary>
    /// <returns>Null where comparing with every allowed row costs no more.</returns>
    public static ProbePlan? For(int probes, int lists, VectorRows rows, OrdinalFilter filter, int top)
    {
        var allowed = filter.Count(rows.Ordinals);
        var share = (double)allowed / rows.Ordinals;
        var wanted = Math.Min(lists, probes * Math.Pow(Math.Max(1, top / MeasuredTop), TopExponent));
        var allowedRows = wanted * rows.Count / lists * Math.Sqrt(share);
        var rowsToSee = allowedRows / share;
        if (allowed == 0 || rowsToSee > ExactFromShare * rows.Count || allowed * PickedRowCost < rowsToSee)
            return null;
        var probesForAll = (int)Math.Ceiling(wanted);
        if (filter.IsNone)
            return new ProbePlan(probesForAll, 0, probesForAll);
        var probesExpected = rowsToSee * lists / rows.Count;
        return new ProbePlan(probesForAll, (long)allowedRows, Math.Min(lists, (int)Math.Ceiling(Patience * probesExpected)));
    }
}
