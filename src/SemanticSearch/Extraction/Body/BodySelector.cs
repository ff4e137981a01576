using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>
/// Log-odds per block -> the blocks of the article. Elements are in or out like blocks; crossing from an element to a child of
/// the other kind costs, so that what stands together stays together. The best labelling of the tree is found exactly, bottom up
/// (max-sum on a tree, as in Viterbi's algorithm).
/// </summary>
internal sealed class BodySelector
{
    private readonly PageText _page;
    private readonly float[] _gain;
    private readonly float _enter;
    private readonly float _leave;
    private readonly Dictionary<PageNode, (bool InWhenOut, bool InWhenIn)> _choices = [];
    private readonly bool[] _selected;
    private readonly Dictionary<PageNode, List<TextBlock>> _own = [];

    private BodySelector(PageText page, float[] logOdds, SelectionCosts costs)
    {
        _page = page;
        _enter = costs.Enter;
        _leave = costs.Leave;
        _selected = new bool[page.Blocks.Count];
        _gain = new float[page.Blocks.Count];
        foreach (var block in page.Blocks)
        {
            _gain[block.Index] = logOdds[block.Index] * MathF.Pow(1 + block.Shape.Words, costs.WordPower);
            if (!_own.TryGetValue(block.Container, out var own))
                _own[block.Container] = own = [];
            own.Add(block);
        }
    }

    /// <returns>One value a block: whether it belongs to the article.</returns>
    public static bool[] Select(PageText page, float[] logOdds, SelectionCosts costs)
    {
        var selector = new BodySelector(page, logOdds, costs);
        selector.Weigh(page.Root);
        selector.Mark(page.Root, isIn: false);
        return selector._selected;
    }

    // The best gain of the subtree when its root is out, and when it is in.
    private (float Out, float In) Weigh(PageNode node)
    {
        float whenOut = 0, whenIn = 0;
        if (_own.TryGetValue(node, out var own))
        {
            foreach (var block in own)
            {
                whenOut += Math.Max(0, _gain[block.Index] - _enter);
                whenIn += Math.Max(_gain[block.Index], -_leave);
            }
        }
        foreach (var child in node.Children)
        {
            if (child.Children.Count == 0 || child.EndBlock <= child.FirstBlock && !TagNames.IsInline(child.Tag))
                continue;
            var (childOut, childIn) = Weigh(child);
            _choices[child] = (childIn - _enter > childOut, childIn >= childOut - _leave);
            whenOut += Math.Max(childOut, childIn - _enter);
            whenIn += Math.Max(childIn, childOut - _leave);
        }
        return (whenOut, whenIn);
    }

    private void Mark(PageNode node, bool isIn)
    {
        if (_own.TryGetValue(node, out var own))
        {
            foreach (var block in own)
                _selected[block.Index] = isIn ? _gain[block.Index] >= -_leave : _gain[block.Index] > _enter;
        }
        foreach (var child in node.Children)
        {
            if (_choices.TryGetValue(child, out var choice))
                Mark(child, isIn ? choice.InWhenIn : choice.InWhenOut);
        }
    }
}

/// <param name="Enter">Log-odds that a piece must outweigh to be taken alone.</param>
/// <param name="Leave">Log-odds that a piece must weigh to be dropped from what is taken.</param>
/// <param name="WordPower">How much more a long block counts than a short one.</param>
internal sealed record SelectionCosts(float Enter, float Leave, float WordPower)
{
    public static SelectionCosts Default { get; } = new(3, 1, 0.2f);
}
