using System.Runtime.InteropServices;
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
        if (TagNames.IsDropped(tag))
            return;
        var (marks, isHidden) = Look(element);
        // The body itself is often hidden until a script has run.
        if (isHidden && tag != "body")
            return;
        var node = new PageNode(tag, parent, element, "") { Marks = marks };
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

    private static bool Declares(string style, string property, string value)
    {
        var at = style.IndexOf(property, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        var rest = style.AsSpan(at + property.Length).TrimStart();
        return rest.StartsWith(":") && rest[1..].TrimStart().StartsWith(value, StringComparison.OrdinalIgnoreCase);
    }

    private (NameMarks Marks, bool IsHidden) Look(IElement element)
    {
        var marks = NameMarks.None;
        var isHidden = false;
        var attributes = element.Attributes;
        for (var i = 0; i < attributes.Length; i++)
        {
            var attribute = attributes[i]!;
            switch (attribute.Name)
            {
                case "class" or "id" or "role" or "itemprop" or "data-testid" or "data-component" or "aria-label":
                    marks |= MarksOf(attribute.Value);
                    break;
                case "aria-hidden":
                    marks |= attribute.Value == "true" ? NameMarks.Unseen : NameMarks.None;
                    break;
                case "hidden":
                    isHidden = true;
                    break;
                case "style":
                    isHidden |= Declares(attribute.Value, "display", "none") || Declares(attribute.Value, "visibility", "hidden");
                    break;
            }
        }
        return (marks, isHidden);
    }

    private NameMarks MarksOf(string name)
    {
        ref var marks = ref CollectionsMarshal.GetValueRefOrAddDefault(_marks, name, out var isKnown);
        if (!isKnown)
            marks = NameWords.Marks(name);
        return marks;
    }
}
