using SemanticSearch.Evaluation;

namespace SemanticSearch.Benchmarks.SecondStage;

/// <summary>The candidates of one question, best first, as a ranking model sees them.</summary>
/// <param name="Rows">Features of each candidate: <see cref="CandidateFeatures.Names"/>.</param>
/// <param name="Grades">Of each candidate; 0 where nobody judged it.</param>
/// <param name="Ideal">Discounted gain of the best order of all that is relevant, found or not.</param>
/// <param name="Weight">How much the question counts: every collection counts alike.</param>
internal sealed record JudgedCandidates(string[] Ids, float[][] Rows, int[] Grades, double Ideal, Judgments Judgments, double Weight)
{
    /// <summary>Places that count.</summary>
    private const int Counted = 10;

    /// <summary>nDCG@10 of the candidates in the order of <paramref name="score"/>; equal ones stay as they are.</summary>
    public double Ndcg(Func<float[], double> score)
    {
        var order = Rows.Select((row, place) => (Score: score(row), place)).OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.place);
        return Measures.Ndcg([.. order.Select(candidate => Ids[candidate.place])], Judgments, Counted);
    }

    /// <summary>Whether there is anything to learn from it.</summary>
    public bool Teaches => Grades.Any(grade => grade > 0);

    /// <summary>
    /// Which way each candidate's score should go, and how sure that is: of every two candidates of different grades the better one should stand higher, the more so the
    /// more nDCG would change if they changed places (LambdaRank: Burges 2010, section 6).
    /// </summary>
    /// <param name="scores">Of the candidates, on the scale of log odds.</param>
    /// <param name="gradient">Receives the loss's slopes.</param>
    /// <param name="hessian">Receives its curvatures.</param>
    public void FindSlopes(ReadOnlySpan<double> scores, Span<double> gradient, Span<double> hessian)
    {
        gradient.Clear();
        hessian.Clear();
        var discounts = Discounts(scores);
        for (var better = 0; better < Grades.Length; better++)
        {
            for (var worse = 0; worse < Grades.Length && Grades[better] > 0; worse++)
            {
                if (Grades[worse] >= Grades[better])
                    continue;
                var change = Weight * (Grades[better] - Grades[worse]) / Ideal * Math.Abs(discounts[better] - discounts[worse]);
                var wrong = 1 / (1 + Math.Exp(scores[better] - scores[worse]));
                gradient[better] -= change * wrong;
                gradient[worse] += change * wrong;
                hessian[better] += change * wrong * (1 - wrong);
                hessian[worse] += change * wrong * (1 - wrong);
            }
        }
    }

    private static double[] Discounts(ReadOnlySpan<double> scores)
    {
        var (keys, places) = (scores.ToArray(), new int[scores.Length]);
        for (var i = 0; i < keys.Length; i++)
            (keys[i], places[i]) = (-keys[i], i);
        Array.Sort(keys, places);
        var discounts = new double[keys.Length];
        for (var rank = 0; rank < Math.Min(places.Length, Counted); rank++)
            discounts[places[rank]] = 1 / Math.Log2(rank + 2);
        return discounts;
    }
}
