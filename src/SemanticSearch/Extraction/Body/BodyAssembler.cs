using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>The chosen text blocks of a page -> blocks of an article: what each is follows from the elements around it.</summary>
internal sealed class BodyAssembler
{
    private readonly List<ArticleBlock> _blocks = [];
    private readonly InlineMarkdown _inline = new();
    private readonly Dictionary<PageNode, bool> _tables = [];
    private readonly Dictionary<PageNode, (int At, int Number)> _counts = [];
    private PageNode? _item;

    public static List<ArticleBlock> Assemble(PageText page, bool[] selected)
    {
        var assembler = new BodyAssembler();
        for (var i = 0; i < page.Blocks.Count;)
        {
            if (!selected[i])
                i++;
            else if (DataTable.Around(page.Blocks[i].Container, assembler._tables) is { } table)
                i = assembler.AddTable(page, selected, table, i);
            else
                assembler.Add(page.Blocks[i++]);
        }
        return assembler._blocks;
    }

    private int AddTable(PageText page, bool[] selected, PageNode table, int first)
    {
        var rows = DataTable.Rows(page, selected, table, first, _inline);
        if (rows.Count > 0)
            _blocks.Add(new ArticleBlock(ArticleBlockKind.Table, string.Join('\n', rows.Select(row => string.Join(" | ", row.Where(cell => cell.Length > 0))))) { Rows = rows });
        return Math.Max(table.EndBlock, first + 1);
    }

    private void Add(TextBlock block)
    {
        if (block.IsCode)
        {
            if (!CodeBlocks.IsLineNumbers(block.Text))
                _blocks.Add(new ArticleBlock(ArticleBlockKind.Code, block.Text) { CodeLanguage = CodeBlocks.Language(block.Container) });
            return;
        }
        var inline = _inline.Of(block);
        for (var node = block.Container; node is not null; node = node.Parent)
        {
            if (TagNames.IsHeading(node.Tag))
            {
                _blocks.Add(new ArticleBlock(ArticleBlockKind.Heading, block.Text.Replace('\n', ' ')) { Level = node.Tag[1] - '0', Inline = inline.Replace('\n', ' ') });
                return;
            }
            if (node.Tag is "li" or "dd" && node != _item)
            {
                _item = node;
                _blocks.Add(new ArticleBlock(ArticleBlockKind.ListItem, block.Text) { Level = ListDepth(node), Number = Number(node), Inline = inline });
                return;
            }
            if (node.Tag is "figcaption" or "blockquote" or "li" or "dd")
            {
                var kind = node.Tag switch { "figcaption" => ArticleBlockKind.Caption, "blockquote" => ArticleBlockKind.Quote, _ => ArticleBlockKind.Paragraph };
                _blocks.Add(new ArticleBlock(kind, block.Text) { Inline = inline });
                return;
            }
        }
        _blocks.Add(new ArticleBlock(ArticleBlockKind.Paragraph, block.Text) { Inline = inline });
    }

    private static int ListDepth(PageNode node)
    {
        var depth = 0;
        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
            depth += outer.Tag is "ul" or "ol" or "dl" ? 1 : 0;
        return Math.Max(1, depth);
    }

    // Items come in their order, so the count goes on where it was.
    private int Number(PageNode item)
    {
        if (item.Parent is not { Tag: "ol" } list)
            return 0;
        if (!_counts.TryGetValue(list, out var count))
            count = (0, int.TryParse(list.Attribute("start"), out var start) && start >= 0 ? start : 1);
        var (at, number) = count;
        for (; list.Children[at] != item; at++)
            number += list.Children[at].Tag == "li" ? 1 : 0;
        _counts[list] = (at, number);
        return number;
    }
}
