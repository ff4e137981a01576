using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>The text of a block with inline code in backticks. Links and emphasis are left out: they say nothing to a search.</summary>
internal static class InlineMarkdown
{
    public static string Of(TextBlock block)
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

    private static bool IsCode(PageNode leaf, PageNode container) => CodeAround(leaf, container) is not null;

    // A backtick inside the code would end it: such code stays plain.
    private static PageNode? CodeAround(PageNode leaf, PageNode container)
    {
        if (!leaf.IsText || leaf.Text.AsSpan().IsWhiteSpace())
            return null;
        for (var node = leaf.Parent; node is not null && node != container; node = node.Parent)
        {
            if (node.Tag is "code" or "tt" or "kbd" or "samp" && !InlineText.Verbatim(node).Contains('`', StringComparison.Ordinal))
                return node;
        }
        return null;
    }
}
