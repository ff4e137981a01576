using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>A paragraph's worth of text: what stands between two borders of block elements, or a whole <c>pre</c>.</summary>
internal sealed class TextBlock
{
    public TextBlock(int index, PageNode container, List<PageNode> leaves, string text, bool isCode)
    {
        Index = index;
        Container = container;
        Leaves = leaves;
        Text = text;
        IsCode = isCode;
    }

    /// <summary>Place among the blocks of the page, from 0.</summary>
    public int Index { get; }

    /// <summary>The nearest element around it that is no inline element.</summary>
    public PageNode Container { get; }

    /// <summary>Its texts and line breaks in order.</summary>
    public List<PageNode> Leaves { get; }

    /// <summary>White space collapsed, single line breaks kept; of code, every character.</summary>
    public string Text { get; }

    public bool IsCode { get; }

    public TextShape Shape { get; init; }
}
