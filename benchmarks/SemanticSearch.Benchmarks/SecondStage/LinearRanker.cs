namespace SemanticSearch.Benchmarks.SecondStage;

/// <summary>
/// A weighted sum of features, by LambdaRank's slopes and projected gradient steps (Adam, Kingma and Ba 2015). It starts as, and is drawn towards, the score that the
/// engine gives; weights that common sense wants positive are.
/// </summary>
internal static class LinearRanker
{
    /// <summary>Log odds for each unit of score: what the calibration of the engine's confidence found.</summary>
    public const double Sharpness = 5;

    private const int Steps = 400;
    private const double Rate = 0.003;

    /// <param name="pull">Cost of the squared distance of a feature's weight, times the feature's spread, from where it started.</param>
    public static double[] Train(IReadOnlyList<JudgedCandidates> questions, double pull)
    {
        var width = CandidateFeatures.Names.Length;
        var (weights, start) = (new double[width], new double[width]);
        weights[0] = start[0] = 1;
        var spreads = Spreads(questions, width);
        var (first, second) = (new double[width], new double[width]);
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = Gradient(questions, weights);
            for (var f = 0; f < width; f++)
            {
                var slope = gradient[f] / spreads[f] + 2 * pull * (weights[f] - start[f]) * spreads[f];
                first[f] = 0.9 * first[f] + 0.1 * slope;
                second[f] = 0.999 * second[f] + 0.001 * slope * slope;
                weights[f] -= Rate / spreads[f] * (1 - (double)step / Steps) * (first[f] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[f] / (1 - Math.Pow(0.999, step))) + 1e-9);
                if (CandidateFeatures.RisesWithScore[f])
                    weights[f] = Math.Max(0, weights[f]);
            }
        }
        return weights;
    }

    public static double Score(double[] weights, float[] row)
    {
        var sum = 0.0;
        for (var f = 0; f < weights.Length; f++)
            sum += weights[f] * row[f];
        return sum;
    }

    /// <summary>Standard deviations, so that all features are alike to the steps and the pull.</summary>
    private static double[] Spreads(IReadOnlyList<JudgedCandidates> questions, int width)
    {
        var rows = questions.SelectMany(question => question.Rows).ToList();
        return [.. Enumerable.Range(0, width).Select(f =>
        {
            var mean = rows.Average(row => (double)row[f]);
            return Math.Sqrt(rows.Average(row => (row[f] - mean) * (row[f] - mean))) + 1e-3;
        })];
    }

    private static double[] Gradient(IReadOnlyList<JudgedCandidates> questions, double[] weights)
    {
        var gradient = new double[weights.Length];
        foreach (var question in questions)
        {
            var scores = Array.ConvertAll(question.Rows, row => Sharpness * Score(weights, row));
            var (slopes, curvatures) = (new double[scores.Length], new double[scores.Length]);
            question.FindSlopes(scores, slopes, curvatures);
            for (var i = 0; i < scores.Length; i++)
            {
                for (var f = 0; f < gradient.Length; f++)
                    gradient[f] += Sharpness * slopes[i] * question.Rows[i][f];
            }
        }
        return gradient;
    }
}
