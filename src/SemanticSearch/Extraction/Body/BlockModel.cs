using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SemanticSearch.Extraction.Body;

/// <summary>
/// How likely a block is to belong to the article: boosted regression trees (Friedman 2001) over <see cref="BlockFeatures"/>,
/// trained by the benchmarks' <c>extraction-train</c> and shipped as text. The result is a log-odds; above 0 means yes.
/// </summary>
internal sealed class BlockModel
{
    private const string Resource = "body-model.txt";

    private static readonly Lazy<BlockModel> Loaded = new(LoadShipped);

    // Every tree is filled up to the depth of the deepest and stored as a heap (the children of i are 2i + 1 and 2i + 2), its leaves
    // apart: all walks have the same length and no branch that a processor could guess wrong, so walks of several rows overlap.
    private readonly Split[] _splits;
    private readonly float[] _leaves;
    private readonly int _depth;
    private readonly float _start;

    private BlockModel(float start, IReadOnlyList<Node> trees)
    {
        _start = start;
        _depth = trees.Count == 0 ? 0 : trees.Max(tree => tree.Depth);
        var (splits, leaves) = ((1 << _depth) - 1, 1 << _depth);
        _splits = new Split[trees.Count * splits];
        _leaves = new float[trees.Count * leaves];
        for (var i = 0; i < trees.Count; i++)
            Fill(trees[i], 0, _splits.AsSpan(i * splits, splits), _leaves.AsSpan(i * leaves, leaves));
    }

    public static BlockModel Shipped => Loaded.Value;

    /// <summary>First line: the start value. Then a tree a line, its nodes in preorder: <c>feature:threshold</c> (at most the threshold: left) or a leaf's value.</summary>
    /// <exception cref="FormatException">The text is no model of these features.</exception>
    public static BlockModel Read(IEnumerable<string> lines)
    {
        List<Node> trees = [];
        float? start = null;
        foreach (var line in lines)
        {
            if (start is null)
                start = Number(line);
            else
                trees.Add(ReadTree(new Queue<string>(line.Split(' '))));
        }
        return new BlockModel(start ?? throw new FormatException("an empty model"), trees);
    }

    public float Score(ReadOnlySpan<float> features)
    {
        var score = 0f;
        Score(features, new Span<float>(ref score));
        return score;
    }

    /// <param name="rows">The features of one block after another.</param>
    /// <param name="scores">One for each of them.</param>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, scores.Length * BlockFeatures.Length);
        scores.Fill(_start);
        var splits = (1 << _depth) - 1;
        for (var tree = 0; tree < _leaves.Length >> _depth; tree++)
        {
            // Unchecked reads: features were checked when the model was read, and a walk of a heap ends in its leaves.
            ref var root = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_splits), tree * splits);
            ref var leaf = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_leaves), tree << _depth);
            ref var row = ref MemoryMarshal.GetReference(rows);
            for (var i = 0; i < scores.Length; i++)
            {
                var node = 0;
                for (var level = 0; level < _depth; level++)
                {
                    ref var split = ref Unsafe.Add(ref root, node);
                    var isRight = !(Unsafe.Add(ref row, split.Feature) <= split.Threshold);
                    node = 2 * node + 1 + Unsafe.BitCast<bool, byte>(isRight);
                }
                scores[i] += Unsafe.Add(ref leaf, node - splits);
                row = ref Unsafe.Add(ref row, BlockFeatures.Length);
            }
        }
    }

    // A leaf above the lowest level becomes a subtree whose leaves all say the same.
    private static void Fill(Node node, int at, Span<Split> splits, Span<float> leaves)
    {
        if (at >= splits.Length)
        {
            leaves[at - splits.Length] = node.Value;
            return;
        }
        splits[at] = node.Left is null ? default : new Split(node.Feature, node.Value);
        Fill(node.Left ?? node, 2 * at + 1, splits, leaves);
        Fill(node.Right ?? node, 2 * at + 2, splits, leaves);
    }

    private static Node ReadTree(Queue<string> nodes)
    {
        var text = nodes.Dequeue();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var value = Number(text.AsSpan(colon + 1));
        if (colon < 0)
            return new Node(0, value, null, null);
        var feature = int.Parse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture);
        if (feature >= BlockFeatures.Length)
            throw new FormatException($"the model asks for feature {feature} of {BlockFeatures.Length}");
        var left = ReadTree(nodes);
        return new Node(feature, value, left, ReadTree(nodes));
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

    private readonly record struct Split(int Feature, float Threshold);

    /// <param name="Value">The threshold of a split, or what a leaf adds.</param>
    private sealed record Node(int Feature, float Value, Node? Left, Node? Right)
    {
        public int Depth { get; } = Left is null ? 0 : 1 + Math.Max(Left.Depth, Right!.Depth);
    }
}
