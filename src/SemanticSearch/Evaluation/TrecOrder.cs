namespace SemanticSearch.Evaluation;

/// <summary>
/// The order in which trec_eval reads a ranking, whatever order it was handed over in: score descending, equal scores by id descending
/// (trec_eval 9, form_res_rels.c). Figures and run files both use it, so that trec_eval finds the same figures in the run file.
/// </summary>
internal static class TrecOrder
{
    public static ScoredId[] Sort(IEnumerable<ScoredId> ranking)
    {
        var sorted = ranking.ToArray();
        Array.Sort(sorted, Compare);
        return sorted;
    }

    private static int Compare(ScoredId left, ScoredId right)
    {
        var byScore = right.Score.CompareTo(left.Score);
        return byScore != 0 ? byScore : string.CompareOrdinal(right.Id, left.Id);
    }
}
