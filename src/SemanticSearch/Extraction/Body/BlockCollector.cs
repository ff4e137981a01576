using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>Page tree -> its text blocks in order; every node learns which blocks are under it.</summary>
internal sealed class BlockCollector
{
    private const int MaxAnchorSignChars = 2;

    private readonly List<TextBlock> _blocks = [];
    private readonly InlineText _text = new();
    private List<PageNode> _leaves = [];
    private PageNode _container;
    private int _linkLetters;
    private int _breaks;

    private BlockCollector(PageNode root) => _container = root;

    public static List<TextBlock> Collect(PageNode root)
    {
        var collector = new BlockCollector(root);
        collector.Visit(root, inLink: false);
        collector.Flush();
        root.EndBlock = collector._blocks.Count;
        return collector._blocks;
    }

    private void Visit(PageNode node, bool inLink)
    {
        if (node.IsText)
        {
            AddText(node, inLink);
            return;
        }
        if (node.Tag == "br")
        {
            Break(node);
            return;
        }
        if (TagNames.IsInline(node.Tag))
        {
            if (IsDecoration(node))
                return;
            node.FirstBlock = _blocks.Count;
            foreach (var child in node.Children)
                Visit(child, inLink || node.Tag == "a");
            // A block that an inline element began may still be open: it is counted to it.
            node.EndBlock = _blocks.Count + (_leaves.Count > 0 ? 1 : 0);
            return;
        }
        Flush();
        var outer = _container;
        node.FirstBlock = _blocks.Count;
        _container = node;
        if (node.Tag == "pre")
        {
            AddCode(node);
        }
        else
        {
            foreach (var child in node.Children)
                Visit(child, inLink);
        }
        Flush();
        node.EndBlock = _blocks.Count;
        _container = outer;
    }

    private void AddText(PageNode node, bool inLink)
    {
        _text.Append(node.Text);
        if (_text.IsEmpty)
            return;
        _leaves.Add(node);
        if (!node.Text.AsSpan().IsWhiteSpace())
            _breaks = 0;
        if (!inLink)
            return;
        foreach (var c in node.Text)
            _linkLetters += char.IsWhiteSpace(c) ? 0 : 1;
    }

    // Two line breaks in a row are how old pages write a paragraph.
    private void Break(PageNode node)
    {
        if (_text.IsEmpty)
            return;
        if (++_breaks >= 2)
        {
            Flush();
            return;
        }
        _text.BreakLine();
        _leaves.Add(node);
    }

    private void AddCode(PageNode node)
    {
        var text = InlineText.Verbatim(node);
        if (!string.IsNullOrWhiteSpace(text))
            _blocks.Add(new TextBlock(_blocks.Count, node, [node], text, isCode: true) { Shape = TextShape.Of(text, 0) });
    }

    private void Flush()
    {
        var text = _text.Take();
        if (text.Length > 0)
            _blocks.Add(new TextBlock(_blocks.Count, _container, _leaves, text, isCode: false) { Shape = TextShape.Of(text, _linkLetters) });
        if (_leaves.Count > 0)
            _leaves = [];
        _linkLetters = 0;
        _breaks = 0;
    }

    // Anchor signs behind headings, "edit" links of wikis, texts for screen readers only.
    private static bool IsDecoration(PageNode node)
    {
        if ((node.Marks & NameMarks.Unseen) != 0)
            return true;
        if (node.Tag == "rp" || node.Attribute("class") is { } name && name.Contains("editsection", StringComparison.Ordinal))
            return true;
        if (node.Tag != "a" || node.Children.Count > 2)
            return false;
        var text = string.Concat(node.Children.Select(child => child.Text)).AsSpan().Trim();
        return text.Length is > 0 and <= MaxAnchorSignChars && text.IndexOfAnyExcept("#¶§🔗") < 0;
    }
}
