using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>The text of a block with inline code in backticks. Links and emphasis are left out: they say nothing to a search.</summary>
internal sealed class InlineMarkdown
{
    // A long element is asked about by each of its texts.
    private readonly Dictionary<PageNode, bool> _isFit = [];

    public string Of(TextBlock block)
    {
        if (!block.Leaves.Exists(leaf => IsCode(leaf, block.Container)))
            return block.Text;
        var text = new InlineText();
        PageNode? code = null;
        foreach (var leaf in block.Leaves)
        {
            var around = CodeAround(leaf, block.Container);
            if (around != code && code is not null)
                text.Mark("`");
            if (around != code && around is not null)
                text.Mark("`");
            code = around;
            if (leaf.IsText)
                text.Append(leaf.Text);
            else
                text.BreakLine();
        }
        if (code is not null)
            text.Mark("`");
        return text.Take();
    }

    private bool IsCode(PageNode leaf, PageNode container) => CodeAround(leaf, container) is not null;

    private PageNode? CodeAround(PageNode leaf, PageNode container)
    {
        if (!leaf.IsText || leaf.Text.AsSpan().IsWhiteSpace())
            return null;
        for (var node = leaf.Parent; node is not null && node != container; node = node.Parent)
        {
            if (node.Tag is "code" or "tt" or "kbd" or "samp" && IsFit(node))
                return node;
        }
        return null;
    }

    // A backtick inside the code would end it: such code stays plain.
    private bool IsFit(PageNode code)
    {
        if (!_isFit.TryGetValue(code, out var isFit))
            _isFit[code] = isFit = !InlineText.Verbatim(code).Contains('`', StringComparison.Ordinal);
        return isFit;
    }
}
