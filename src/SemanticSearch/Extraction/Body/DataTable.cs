using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>Tables that hold data; those that only lay out a page are read like any other element.</summary>
internal static class DataTable
{
    private const int MaxCellWords = 80;
    private const int MaxCellBlocks = 4;

    /// <summary>The innermost table around the node, when it holds data.</summary>
    /// <param name="known">Tables that were looked at before: one without data is asked about by each of its blocks.</param>
    public static PageNode? Around(PageNode node, Dictionary<PageNode, bool> known)
    {
        var table = node.Closest(around => around.Tag == "table");
        if (table is null)
            return null;
        if (!known.TryGetValue(table, out var holdsData))
            known[table] = holdsData = HoldsData(table);
        return holdsData ? table : null;
    }

    /// <summary>The chosen blocks of the table, from the given one, cell by cell.</summary>
    public static List<List<string>> Rows(PageText page, bool[] selected, PageNode table, int first, InlineMarkdown inline)
    {
        var rows = new List<List<string>>();
        PageNode? row = null;
        PageNode? cell = null;
        var (at, column) = (0, 0);
        for (var i = first; i < table.EndBlock; i++)
        {
            var block = page.Blocks[i];
            if (!selected[i])
                continue;
            var blockCell = block.Container.Closest(node => node.Tag is "td" or "th" or "caption" || node == table)!;
            if (rows.Count == 0 || blockCell.Parent != row)
            {
                rows.Add([]);
                (row, cell) = (blockCell.Parent, null);
                (at, column) = (0, 0);
            }
            // Empty cells keep their column. Cells come in their order, so the count goes on where it was.
            for (; blockCell.Tag is "td" or "th" && row!.Children[at] != blockCell; at++)
                column += row.Children[at].Tag is "td" or "th" ? 1 : 0;
            while (rows[^1].Count < column && blockCell != cell)
                rows[^1].Add("");
            var text = (block.IsCode ? block.Text : inline.Of(block)).Replace('\n', ' ').Trim();
            if (blockCell == cell)
                rows[^1][^1] += " " + text;
            else
                rows[^1].Add(text);
            cell = blockCell;
        }
        return rows;
    }

    private static bool HoldsData(PageNode table)
    {
        if (table.Attribute("role") is "presentation" or "none")
            return false;
        var state = new Survey();
        Visit(table, state, inside: false);
        return !state.HasNested && state.Rows >= 2 && state.Widest >= 2 && state.LongestCell <= MaxCellWords * 6 && state.MostBlocks <= MaxCellBlocks;
    }

    private static void Visit(PageNode node, Survey survey, bool inside)
    {
        survey.HasNested |= inside && node.Tag is "table" or "pre";
        survey.Rows += node.Tag == "tr" ? 1 : 0;
        if (node.Tag == "tr")
            survey.Widest = Math.Max(survey.Widest, node.Children.Count(child => child.Tag is "td" or "th"));
        if (node.Tag is "td" or "th")
        {
            survey.MostBlocks = Math.Max(survey.MostBlocks, node.EndBlock - node.FirstBlock);
            survey.LongestCell = Math.Max(survey.LongestCell, Chars(node));
        }
        foreach (var child in node.Children)
        {
            if (!survey.HasNested)
                Visit(child, survey, inside: true);
        }
    }

    private static int Chars(PageNode node) => node.Text.Length + node.Children.Sum(Chars);

    private sealed class Survey
    {
        public bool HasNested { get; set; }
        public int Rows { get; set; }
        public int Widest { get; set; }
        public int LongestCell { get; set; }
        public int MostBlocks { get; set; }
    }
}
