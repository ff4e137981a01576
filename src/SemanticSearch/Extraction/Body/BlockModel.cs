using System.Globalization;

namespace SemanticSearch.Extraction.Body;

/// <summary>
/// How likely a block is to belong to the article: boosted regression trees (Friedman 2001) over <see cref="BlockFeatures"/>,
/// trained by the benchmarks' <c>extraction-train</c> and shipped as text. The result is a log-odds; above 0 means yes.
/// </summary>
internal sealed class BlockModel
{
    private const string Resource = "body-model.txt";

    private static readonly Lazy<BlockModel> Loaded = new(LoadShipped);

    // Nodes of all trees one after another; a leaf has feature -1 and its value in the place of the threshold.
    private readonly short[] _feature;
    private readonly float[] _threshold;
    private readonly int[] _right;
    private readonly int[] _roots;
    private readonly float _start;

    private BlockModel(float start, List<short> feature, List<float> threshold, List<int> right, List<int> roots)
    {
        _start = start;
        _feature = [.. feature];
        _threshold = [.. threshold];
        _right = [.. right];
        _roots = [.. roots];
    }

    public static BlockModel Shipped => Loaded.Value;

    /// <summary>First line: the start value. Then a tree a line, its nodes in preorder: <c>feature:threshold</c> (at most the threshold: left) or a leaf's value.</summary>
    /// <exception cref="FormatException">The text is no model of these features.</exception>
    public static BlockModel Read(IEnumerable<string> lines)
    {
        List<short> feature = [];
        List<float> threshold = [];
        List<int> right = [];
        List<int> roots = [];
        float? start = null;
        foreach (var line in lines)
        {
            if (start is null)
            {
                start = Number(line);
                continue;
            }
            roots.Add(feature.Count);
            ReadTree(new Queue<string>(line.Split(' ')), feature, threshold, right);
        }
        return new BlockModel(start ?? throw new FormatException("an empty model"), feature, threshold, right, roots);
    }

    public float Score(ReadOnlySpan<float> features)
    {
        var score = _start;
        foreach (var root in _roots)
        {
            var node = root;
            while (_feature[node] >= 0)
                node = features[_feature[node]] <= _threshold[node] ? node + 1 : _right[node];
            score += _threshold[node];
        }
        return score;
    }

    private static void ReadTree(Queue<string> nodes, List<short> feature, List<float> threshold, List<int> right)
    {
        var at = feature.Count;
        var text = nodes.Dequeue();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        feature.Add(colon < 0 ? (short)-1 : short.Parse(text.AsSpan(0, colon), CultureInfo.InvariantCulture));
        threshold.Add(Number(text.AsSpan(colon + 1)));
        right.Add(0);
        if (colon < 0)
            return;
        if (feature[at] >= BlockFeatures.Length)
            throw new FormatException($"the model asks for feature {feature[at]} of {BlockFeatures.Length}");
        ReadTree(nodes, feature, threshold, right);
        right[at] = feature.Count;
        ReadTree(nodes, feature, threshold, right);
    }

    private static float Number(ReadOnlySpan<char> text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static BlockModel LoadShipped()
    {
        using var stream = typeof(BlockModel).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return Read(lines);
    }
}
