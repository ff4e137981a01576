using System.Globalization;
using System.Text;

namespace SemanticSearch.Benchmarks.Extraction;

/// <summary>How trees are grown; the defaults were chosen by cross-validation.</summary>
public sealed record BoostingOptions
{
    /// <summary>Trees of each of the models that are averaged.</summary>
    public int Trees { get; init; } = 100;
    public int Depth { get; init; } = 5;
    public double Rate { get; init; } = 0.08;
    public double MinWeight { get; init; } = 0.15;
    public double Ridge { get; init; } = 0.3;
    public double Features { get; init; } = 0.3;
    public double Rows { get; init; } = 0.7;
    /// <summary>Models that are averaged, each from its own sample of rows and features.</summary>
    public int Models { get; init; } = 3;
}

/// <summary>
/// Gradient boosting of regression trees for log loss with soft labels and weights (Friedman 2001; second-order leaves and
/// histogram splits as in XGBoost and LightGBM). Seeded: the same rows give the same model.
/// </summary>
public sealed class BoostedTrees
{
    private const int MaxBins = 64;

    private readonly BoostingOptions _options;
    private readonly float[][] _borders;
    private readonly byte[][] _bins;
    private readonly float[] _labels;
    private readonly float[] _weights;
    private readonly double[] _scores;
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private readonly Random _random;

    private BoostedTrees(IReadOnlyList<float[]> rows, float[] labels, float[] weights, BoostingOptions options, int seed)
    {
        _options = options;
        _labels = labels;
        _weights = weights;
        _random = new Random(seed);
        var count = rows[0].Length;
        _borders = [.. Enumerable.Range(0, count).Select(feature => Borders(rows, feature))];
        _bins = [.. Enumerable.Range(0, count).Select(feature => Bin(rows, feature))];
        _scores = new double[rows.Count];
        _gradient = new double[rows.Count];
        _hessian = new double[rows.Count];
    }

    /// <summary>The model's text: see <c>BlockModel.Read</c>.</summary>
    public static List<string> Train(IReadOnlyList<float[]> rows, float[] labels, float[] weights, BoostingOptions options) =>
        Average([.. Enumerable.Range(1, options.Models).Select(seed => new BoostedTrees(rows, labels, weights, options, seed).Grow())]);

    private static List<string> Average(List<List<string>> models) =>
        [Number(models.Average(model => double.Parse(model[0], CultureInfo.InvariantCulture))), .. models.SelectMany(model => model.Skip(1))];

    private List<string> Grow()
    {
        double positive = 0, all = 0;
        for (var i = 0; i < _labels.Length; i++)
        {
            positive += _labels[i] * _weights[i];
            all += _weights[i];
        }
        var start = Math.Log(positive / (all - positive));
        Array.Fill(_scores, start);
        var lines = new List<string> { Number(start) };
        for (var tree = 0; tree < _options.Trees; tree++)
        {
            for (var i = 0; i < _labels.Length; i++)
            {
                var chance = 1 / (1 + Math.Exp(-_scores[i]));
                _gradient[i] = _weights[i] * (chance - _labels[i]);
                _hessian[i] = _weights[i] * chance * (1 - chance);
            }
            var sample = Enumerable.Range(0, _labels.Length).Where(_ => _random.NextDouble() < _options.Rows).ToArray();
            var features = Enumerable.Range(0, _bins.Length).Where(_ => _random.NextDouble() < _options.Features).ToArray();
            var text = new StringBuilder();
            Split(sample, [.. Enumerable.Range(0, _labels.Length)], features, _options.Depth, text);
            lines.Add(text.ToString().TrimEnd());
        }
        return lines;
    }

    private void Split(int[] sample, int[] rows, int[] features, int depth, StringBuilder text)
    {
        double gradient = 0, hessian = 0;
        foreach (var row in sample)
        {
            gradient += _gradient[row];
            hessian += _hessian[row];
        }
        var best = depth == 0 ? default : BestSplit(sample, features, gradient, hessian);
        if (best.Gain <= 1e-6)
        {
            var value = -gradient / (hessian + _options.Ridge) * _options.Rate;
            foreach (var row in rows)
                _scores[row] += value;
            text.Append(Number(value / _options.Models)).Append(' ');
            return;
        }
        var bins = _bins[best.Feature];
        text.Append(CultureInfo.InvariantCulture, $"{best.Feature}:{Number(_borders[best.Feature][best.Bin])} ");
        Split([.. sample.Where(row => bins[row] <= best.Bin)], [.. rows.Where(row => bins[row] <= best.Bin)], features, depth - 1, text);
        Split([.. sample.Where(row => bins[row] > best.Bin)], [.. rows.Where(row => bins[row] > best.Bin)], features, depth - 1, text);
    }

    private (double Gain, int Feature, int Bin) BestSplit(int[] sample, int[] features, double gradient, double hessian)
    {
        var results = new (double Gain, int Feature, int Bin)[features.Length];
        Parallel.For(0, features.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => results[i] = BestSplit(sample, features[i], gradient, hessian));
        var best = (Gain: 0.0, Feature: 0, Bin: 0);
        foreach (var result in results)
        {
            if (result.Gain > best.Gain)
                best = result;
        }
        return best;
    }

    private (double Gain, int Feature, int Bin) BestSplit(int[] sample, int feature, double gradient, double hessian)
    {
        Span<double> gradients = stackalloc double[MaxBins + 1];
        Span<double> hessians = stackalloc double[MaxBins + 1];
        gradients.Clear();
        hessians.Clear();
        var bins = _bins[feature];
        foreach (var row in sample)
        {
            gradients[bins[row]] += _gradient[row];
            hessians[bins[row]] += _hessian[row];
        }
        var parent = gradient * gradient / (hessian + _options.Ridge);
        var best = (Gain: 0.0, Feature: feature, Bin: 0);
        double left = 0, leftHessian = 0;
        for (var bin = 0; bin < _borders[feature].Length; bin++)
        {
            left += gradients[bin];
            leftHessian += hessians[bin];
            var (right, rightHessian) = (gradient - left, hessian - leftHessian);
            if (leftHessian < _options.MinWeight || rightHessian < _options.MinWeight)
                continue;
            var gain = left * left / (leftHessian + _options.Ridge) + right * right / (rightHessian + _options.Ridge) - parent;
            if (gain > best.Gain)
                best = (gain, feature, bin);
        }
        return best;
    }

    // Quantiles of the distinct values; a value belongs to the first border that is not below it.
    private static float[] Borders(IReadOnlyList<float[]> rows, int feature)
    {
        var values = rows.Select(row => row[feature]).Order().ToArray();
        var borders = new SortedSet<float>();
        for (var i = 1; i < MaxBins; i++)
        {
            var at = (int)((long)i * values.Length / MaxBins);
            borders.Add(Rounded(values[at]));
        }
        foreach (var value in values.Distinct().Take(12))
            borders.Add(Rounded(value));
        borders.RemoveWhere(border => border >= values[^1]);
        return [.. borders.Take(MaxBins)];
    }

    private byte[] Bin(IReadOnlyList<float[]> rows, int feature)
    {
        var borders = _borders[feature];
        return [.. rows.Select(row =>
        {
            var at = Array.BinarySearch(borders, row[feature]);
            return (byte)(at >= 0 ? at : ~at);
        })];
    }

    private static float Rounded(float value) => float.Parse(Number(value), CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
