namespace SemanticSearch.Evaluation;

/// <summary>
/// Measures of one ranking against one question's judgments, as trec_eval 9 defines them. A ranking is a list of ids, best first, each once.
/// All are between 0 and 1; a question without a relevant article scores 0, as in trec_eval.
/// </summary>
internal static class Measures
{
    /// <summary>
    /// Discounted gain over the ideal one (trec_eval's ndcg_cut): the gain is the grade itself, the discount log2(rank + 1),
    /// and the ideal ranks all judged articles, retrieved or not (Järvelin and Kekäläinen 2002).
    /// </summary>
    public static double Ndcg(IReadOnlyList<string> ranking, Judgments judgments, int depth)
    {
        var ideal = 0.0;
        var grades = judgments.RelevantGrades;
        for (var i = 0; i < Math.Min(depth, grades.Length); i++)
            ideal += grades[i] / Math.Log2(i + 2);
        if (ideal == 0)
            return 0;
        var gained = 0.0;
        for (var i = 0; i < Math.Min(depth, ranking.Count); i++)
            gained += judgments.Gain(ranking[i]) / Math.Log2(i + 2);
        return gained / ideal;
    }

    /// <summary>Mean of the precisions at each relevant article; one that was not retrieved counts as precision 0 (trec_eval's map).</summary>
    public static double AveragePrecision(IReadOnlyList<string> ranking, Judgments judgments)
    {
        if (judgments.RelevantGrades.Length == 0)
            return 0;
        var found = 0;
        var sum = 0.0;
        for (var i = 0; i < ranking.Count; i++)
        {
            if (judgments.Gain(ranking[i]) > 0)
                sum += ++found / (i + 1.0);
        }
        return sum / judgments.RelevantGrades.Length;
    }

    /// <summary>1 / rank of the first relevant article, 0 when it is not within <paramref name="depth"/>.</summary>
    public static double ReciprocalRank(IReadOnlyList<string> ranking, Judgments judgments, int depth)
    {
        for (var i = 0; i < Math.Min(depth, ranking.Count); i++)
        {
            if (judgments.Gain(ranking[i]) > 0)
                return 1.0 / (i + 1);
        }
        return 0;
    }

    /// <summary>Share of the relevant articles that stand within <paramref name="depth"/>.</summary>
    public static double Recall(IReadOnlyList<string> ranking, Judgments judgments, int depth)
    {
        if (judgments.RelevantGrades.Length == 0)
            return 0;
        var found = 0;
        for (var i = 0; i < Math.Min(depth, ranking.Count); i++)
            found += judgments.Gain(ranking[i]) > 0 ? 1 : 0;
        return (double)found / judgments.RelevantGrades.Length;
    }

    /// <summary>
    /// Share of the articles shown within <paramref name="depth"/> that a judge has seen, judged zeros included: how far the other figures
    /// can be trusted. A shorter ranking is divided by its own length; an empty one has seen nothing and gives 0.
    /// </summary>
    public static double Judged(IReadOnlyList<string> ranking, Judgments judgments, int depth)
    {
        var shown = Math.Min(depth, ranking.Count);
        if (shown == 0)
            return 0;
        var judged = 0;
        for (var i = 0; i < shown; i++)
            judged += judgments.Contains(ranking[i]) ? 1 : 0;
        return (double)judged / shown;
    }
}
