using AngleSharp.Dom;

namespace SemanticSearch.Extraction.Pages;

/// <summary>A parsed page -> a tree of what can be seen. Recursion is safe: the parser bounds the depth.</summary>
internal sealed class PageTree
{
    private readonly Dictionary<string, NameMarks> _marks = new(StringComparer.Ordinal);

    private PageTree()
    {
    }

    public static PageNode Build(IDocument document)
    {
        var root = new PageNode("html", null, document.DocumentElement, "");
        if (document.Body is { } body)
            new PageTree().Add(root, body);
        return root;
    }

    private void Add(PageNode parent, IElement element)
    {
        var tag = element.LocalName;
        if (TagNames.IsDropped(tag) || IsHidden(element, tag))
            return;
        var node = new PageNode(tag, parent, element, "") { Marks = MarksOf(element) };
        parent.Add(node);
        // By index: a node's NextSibling looks for the node among all its siblings.
        var children = element.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] is IElement inner)
                Add(node, inner);
            else if (children[i] is IText text)
                node.Add(new PageNode(PageNode.TextTag, node, null, text.Data));
        }
    }

    // The body itself is often hidden until a script has run.
    private static bool IsHidden(IElement element, string tag)
    {
        if (element.Attributes.Length == 0 || tag == "body")
            return false;
        if (element.HasAttribute("hidden"))
            return true;
        var style = element.GetAttribute("style");
        return style is not null && (Declares(style, "display", "none") || Declares(style, "visibility", "hidden"));
    }

    private static bool Declares(string style, string property, string value)
    {
        var at = style.IndexOf(property, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        var rest = style.AsSpan(at + property.Length).TrimStart();
        return rest.StartsWith(":") && rest[1..].TrimStart().StartsWith(value, StringComparison.OrdinalIgnoreCase);
    }

    private NameMarks MarksOf(IElement element)
    {
        if (element.Attributes.Length == 0)
            return NameMarks.None;
        var marks = NameMarks.None;
        foreach (var name in new ReadOnlySpan<string>(["class", "id", "role", "itemprop", "data-testid", "data-component", "aria-label"]))
        {
            if (element.GetAttribute(name) is not { Length: > 0 } value)
                continue;
            if (!_marks.TryGetValue(value, out var known))
                _marks[value] = known = NameWords.Marks(value);
            marks |= known;
        }
        if (element.GetAttribute("aria-hidden") == "true")
            marks |= NameMarks.Unseen;
        return marks;
    }
}
