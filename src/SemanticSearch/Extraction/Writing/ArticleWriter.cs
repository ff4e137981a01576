using System.Globalization;
using System.Text;

namespace SemanticSearch.Extraction.Writing;

/// <summary>The blocks of an article as plain text and as Markdown. Code stands in both as it stood in the page, byte for byte.</summary>
internal static class ArticleWriter
{
    public static string Text(IReadOnlyList<ArticleBlock> blocks)
    {
        var text = new StringBuilder();
        for (var i = 0; i < blocks.Count; i++)
        {
            Separate(text, blocks, i);
            text.Append(blocks[i].Text);
        }
        return text.ToString();
    }

    public static string Markdown(IReadOnlyList<ArticleBlock> blocks)
    {
        var text = new StringBuilder();
        for (var i = 0; i < blocks.Count; i++)
        {
            Separate(text, blocks, i);
            Write(text, blocks[i]);
        }
        return text.ToString();
    }

    private static void Separate(StringBuilder text, IReadOnlyList<ArticleBlock> blocks, int at)
    {
        if (at > 0)
            text.Append(blocks[at].Kind == ArticleBlockKind.ListItem && blocks[at - 1].Kind == ArticleBlockKind.ListItem ? "\n" : "\n\n");
    }

    private static void Write(StringBuilder text, ArticleBlock block)
    {
        switch (block.Kind)
        {
            case ArticleBlockKind.Heading:
                text.Append('#', block.Level).Append(' ').Append(block.Inline);
                break;
            case ArticleBlockKind.ListItem:
                var indent = 2 * (block.Level - 1);
                var mark = block.Number > 0 ? block.Number.ToString(CultureInfo.InvariantCulture) + ". " : "- ";
                text.Append(' ', indent).Append(mark).Append(block.Inline.Replace("\n", "\n" + new string(' ', indent + mark.Length), StringComparison.Ordinal));
                break;
            case ArticleBlockKind.Quote:
                text.Append("> ").Append(block.Inline.Replace("\n", "\n> ", StringComparison.Ordinal));
                break;
            case ArticleBlockKind.Code:
                WriteCode(text, block);
                break;
            case ArticleBlockKind.Table:
                WriteTable(text, block.Rows);
                break;
            case ArticleBlockKind.Caption:
                text.Append('*').Append(block.Inline.Replace('\n', ' ').Replace("*", "", StringComparison.Ordinal)).Append('*');
                break;
            default:
                text.Append(EscapeStart(block.Inline));
                break;
        }
    }

    private static void WriteCode(StringBuilder text, ArticleBlock block)
    {
        var fence = new string('`', Math.Max(3, LongestRun(block.Text, '`') + 1));
        text.Append(fence).Append(block.CodeLanguage).Append('\n').Append(block.Text);
        if (!block.Text.EndsWith('\n'))
            text.Append('\n');
        text.Append(fence);
    }

    private static void WriteTable(StringBuilder text, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = rows.Max(row => row.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append(i == 0 ? "|" : "\n|");
            for (var column = 0; column < columns; column++)
                text.Append(' ').Append(column < rows[i].Count ? rows[i][column].Replace("|", "\\|", StringComparison.Ordinal) : "").Append(" |");
            if (i == 0)
                text.Append("\n|").Insert(text.Length, " --- |", columns);
        }
    }

    // A paragraph that begins like a heading, an item or a fence would be read as one.
    private static string EscapeStart(string inline) =>
        inline.Length > 1 && (inline[0] is '#' or '>' or '`' or '~' && inline.StartsWith(new string(inline[0], inline[0] is '`' or '~' ? 3 : 1), StringComparison.Ordinal)
            || inline[0] is '-' or '+' or '*' && inline[1] == ' ')
            ? "\\" + inline
            : inline;

    private static int LongestRun(string text, char mark)
    {
        int longest = 0, run = 0;
        foreach (var c in text)
            longest = Math.Max(longest, run = c == mark ? run + 1 : 0);
        return longest;
    }
}
