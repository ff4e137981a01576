namespace SemanticSearch.Evaluation;

/// <summary>The reported measures of one question, or their means over several.</summary>
internal readonly record struct Quality(double NdcgAt10, double Map, double MrrAt10, double RecallAt100, double JudgedAt10)
{
    public static Quality Of(IReadOnlyList<string> ranking, Judgments judgments) => new(
        Measures.Ndcg(ranking, judgments, 10),
        Measures.AveragePrecision(ranking, judgments),
        Measures.ReciprocalRank(ranking, judgments, 10),
        Measures.Recall(ranking, judgments, 100),
        Measures.Judged(ranking, judgments, 10));

    /// <summary>Every question weighs the same, also one that found nothing (trec_eval's -c).</summary>
    public static Quality Mean(IReadOnlyCollection<Quality> questions) => questions.Count == 0 ? default : new(
        questions.Average(one => one.NdcgAt10),
        questions.Average(one => one.Map),
        questions.Average(one => one.MrrAt10),
        questions.Average(one => one.RecallAt100),
        questions.Average(one => one.JudgedAt10));
}
