namespace SemanticSearch.Benchmarks.SecondStage;

/// <summary>How the trees of a <see cref="BoostedRanker"/> are grown.</summary>
internal sealed record BoostedRankerOptions(int Trees, int Depth, double Rate)
{
    /// <summary>Second derivatives in a leaf, at least: a few questions must agree.</summary>
    public double MinWeight { get; init; } = 0.02;

    public double Ridge { get; init; } = 0.05;
}

/// <summary>
/// Gradient boosting of regression trees on LambdaRank's slopes (LambdaMART, Burges 2010, section 7), on top of the score that the engine gives.
/// What more of a feature can only speak for an article, more of it never lowers the score: a split that would is not made, and the halves' values bound those of all
/// splits below (as XGBoost does). Deterministic.
/// </summary>
internal sealed class BoostedRanker
{
    private const int MaxBorders = 32;

    private readonly List<Node> _trees = [];

    /// <summary>What is added to the engine's score, plus that score.</summary>
    public double Score(float[] row) => row[0] + _trees.Sum(tree => tree.Value(row)) / LinearRanker.Sharpness;

    public static BoostedRanker Train(IReadOnlyList<JudgedCandidates> questions, BoostedRankerOptions options)
    {
        var model = new BoostedRanker();
        var rows = questions.SelectMany(question => question.Rows).ToArray();
        var borders = Enumerable.Range(0, rows[0].Length).Select(feature => Borders(rows, feature)).ToArray();
        var bins = Enumerable.Range(0, borders.Length).Select(feature => Array.ConvertAll(rows, row => Bin(borders[feature], row[feature]))).ToArray();
        var scores = Array.ConvertAll(rows, row => LinearRanker.Sharpness * row[0]);
        var (gradient, hessian) = (new double[rows.Length], new double[rows.Length]);
        for (var tree = 0; tree < options.Trees; tree++)
        {
            FindSlopes(questions, scores, gradient, hessian);
            var root = new Growth(bins, borders, gradient, hessian, options).Grow([.. Enumerable.Range(0, rows.Length)], options.Depth, double.NegativeInfinity, double.PositiveInfinity);
            model._trees.Add(root);
            for (var i = 0; i < rows.Length; i++)
                scores[i] += root.Value(rows[i]);
        }
        return model;
    }

    private static void FindSlopes(IReadOnlyList<JudgedCandidates> questions, double[] scores, double[] gradient, double[] hessian)
    {
        var start = 0;
        foreach (var question in questions)
        {
            question.FindSlopes(scores.AsSpan(start, question.Rows.Length), gradient.AsSpan(start, question.Rows.Length), hessian.AsSpan(start, question.Rows.Length));
            start += question.Rows.Length;
        }
    }

    private static float[] Borders(float[][] rows, int feature)
    {
        var values = rows.Select(row => row[feature]).Order().ToArray();
        // Most candidates are bad ones: borders stand closer among the high values.
        return [.. Enumerable.Range(1, MaxBorders).Select(i => values[(int)((values.Length - 1) * (1 - Math.Pow(1 - i / (MaxBorders + 1.0), 2)))]).Distinct().Where(value => value < values[^1])];
    }

    /// <summary>Borders that lie below a value.</summary>
    private static byte Bin(float[] borders, float value)
    {
        var at = Array.BinarySearch(borders, value);
        return (byte)(at >= 0 ? at : ~at);
    }

    /// <summary>A leaf when there is nothing below it.</summary>
    private sealed record Node(double Leaf, int Feature, float Border, Node? Low, Node? High)
    {
        public double Value(float[] row) => Low is null ? Leaf : (row[Feature] <= Border ? Low : High!).Value(row);
    }

    private sealed class Growth(byte[][] bins, float[][] borders, double[] gradient, double[] hessian, BoostedRankerOptions options)
    {
        /// <param name="least">What the values of the leaves may not be below.</param>
        public Node Grow(int[] members, int depth, double least, double most)
        {
            var all = new Slopes();
            foreach (var member in members)
                all.Add(gradient[member], hessian[member]);
            var value = Math.Clamp(Best(all), least, most);
            var best = new Split(Saved(all, value) + 1e-9, -1, 0, 0);
            for (var feature = 0; depth > 0 && feature < borders.Length; feature++)
            {
                var split = BestSplit(members, feature, all, least, most);
                if (split.Gain > best.Gain)
                    best = split;
            }
            if (best.Feature < 0)
                return new Node(options.Rate * value, 0, 0, null, null);
            var (chosen, rises) = (best.Feature, CandidateFeatures.RisesWithScore[best.Feature]);
            var low = Grow(Array.FindAll(members, member => bins[chosen][member] <= best.Bin), depth - 1, least, rises ? best.Middle : most);
            var high = Grow(Array.FindAll(members, member => bins[chosen][member] > best.Bin), depth - 1, rises ? best.Middle : least, most);
            return new Node(0, chosen, borders[chosen][best.Bin], low, high);
        }

        private Split BestSplit(int[] members, int feature, Slopes all, double least, double most)
        {
            var sums = new Slopes[MaxBorders + 1];
            foreach (var member in members)
                sums[bins[feature][member]].Add(gradient[member], hessian[member]);
            var (low, best) = (new Slopes(), new Split(double.NegativeInfinity, feature, 0, 0));
            for (var bin = 0; bin < borders[feature].Length; bin++)
            {
                low.Add(sums[bin].Gradient, sums[bin].Hessian);
                var high = new Slopes();
                high.Add(all.Gradient - low.Gradient, all.Hessian - low.Hessian);
                if (low.Hessian < options.MinWeight || high.Hessian < options.MinWeight)
                    continue;
                var (lowValue, highValue) = (Math.Clamp(Best(low), least, most), Math.Clamp(Best(high), least, most));
                var gain = Saved(low, lowValue) + Saved(high, highValue);
                if (gain > best.Gain && (lowValue <= highValue || !CandidateFeatures.RisesWithScore[feature]))
                    best = new Split(gain, feature, bin, (lowValue + highValue) / 2);
            }
            return best;
        }

        private double Best(Slopes sums) => -sums.Gradient / (sums.Hessian + options.Ridge);

        /// <summary>How much a value lowers the loss, to second order.</summary>
        private double Saved(Slopes sums, double value) => -(sums.Gradient * value + (sums.Hessian + options.Ridge) * value * value / 2);
    }

    private struct Slopes
    {
        public double Gradient { get; private set; }

        public double Hessian { get; private set; }

        public void Add(double gradient, double hessian) => (Gradient, Hessian) = (Gradient + gradient, Hessian + hessian);
    }

    /// <param name="Middle">Between the values of both halves.</param>
    private readonly record struct Split(double Gain, int Feature, int Bin, double Middle);
}
