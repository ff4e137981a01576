using System.Text;

namespace SemanticSearch.Extraction.Other;

/// <summary>Text without markup -> paragraphs: blank lines and page breaks part them; words that a line end cut are made whole.</summary>
internal static class PlainTextBlocks
{
    public static List<ArticleBlock> Of(string text)
    {
        var blocks = new List<ArticleBlock>();
        var paragraph = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Replace('\f', '\n').Split('\n'))
        {
            var words = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (words.Length == 0)
                Flush(paragraph, blocks);
            else if (paragraph.Length > 1 && paragraph[^1] == '-' && char.IsLetter(paragraph[^2]) && char.IsLower(words[0]))
                paragraph.Remove(paragraph.Length - 1, 1).Append(words);
            else
                paragraph.Append(paragraph.Length > 0 ? " " : "").Append(words);
        }
        Flush(paragraph, blocks);
        return blocks;
    }

    private static void Flush(StringBuilder paragraph, List<ArticleBlock> blocks)
    {
        // Page numbers stand alone.
        var text = paragraph.ToString();
        if (text.Length > 0 && !text.All(char.IsDigit))
            blocks.Add(new ArticleBlock(ArticleBlockKind.Paragraph, text));
        paragraph.Clear();
    }
}
