using AngleSharp.Dom;

namespace SemanticSearch.Extraction.Pages;

/// <summary>An element or a text of a page, without what is never shown (scripts, styles, form fields).</summary>
internal sealed class PageNode
{
    public const string TextTag = "#text";

    private static readonly List<PageNode> NoChildren = [];

    public PageNode(string tag, PageNode? parent, IElement? element, string text)
    {
        Tag = tag;
        Parent = parent;
        Element = element;
        Text = text;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    /// <summary>Local name in lower case, or <see cref="TextTag"/>.</summary>
    public string Tag { get; }

    public PageNode? Parent { get; }

    /// <summary>Null for a text.</summary>
    public IElement? Element { get; }

    /// <summary>Of a text, as it stands; empty for an element.</summary>
    public string Text { get; }

    public int Depth { get; }

    public List<PageNode> Children { get; private set; } = NoChildren;

    /// <summary>What its own class, id, role and other attributes suggest.</summary>
    public NameMarks Marks { get; set; }

    /// <summary>The text blocks under this node are those from <see cref="FirstBlock"/> up to, not including, <see cref="EndBlock"/>.</summary>
    public int FirstBlock { get; set; }

    public int EndBlock { get; set; }

    public bool IsText => ReferenceEquals(Tag, TextTag);

    public void Add(PageNode child)
    {
        if (ReferenceEquals(Children, NoChildren))
            Children = [];
        Children.Add(child);
    }

    public string? Attribute(string name) => Element?.GetAttribute(name);

    public PageNode? Closest(Func<PageNode, bool> wanted)
    {
        var node = this;
        while (node is not null && !wanted(node))
            node = node.Parent;
        return node;
    }
}
